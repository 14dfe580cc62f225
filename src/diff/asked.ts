import type { Target } from "../group/targets/target.ts";
import { groupBy } from "../krm/group-by.ts";
import { compareText } from "../krm/order.ts";
import { AKO_SETTINGS, type WrittenAkoKey } from "../model/ako-settings.ts";
import { isOwnValue } from "../plan/own-values.ts";
import { type ClusterPlan, isCiliumPatched } from "../plan/plan.ts";
import { titleOf } from "../read/unread-item.ts";
import type { Edit } from "../render/edit.ts";

/** A setting as the files ask for it, which is what Argo CD or Flux applies before anybody renders. */
export interface Asked {
	readonly value: string | undefined;
	/** The value that a render sets instead; undefined when it changes nothing. */
	readonly pending?: string | undefined;
}

/** A setting of AKO: as what installs AKO has it, else as it is emitted. `edits` are those of a render. */
export function askedOfAko(
	{ cluster, ako }: ClusterPlan,
	key: WrittenAkoKey,
	edits: readonly Edit[],
): Asked {
	const planned = ako?.[key];
	const { akoTargets, name } = cluster;
	if (akoTargets.length === 0) return { value: planned };
	const valueIn = (target: (typeof akoTargets)[number]) =>
		isOwnValue(target.unknown[key], name) ? planned : textIn(target, key);
	const unset =
		key === "cniPlugin" ? AKO_SETTINGS.cniPlugin.default : undefined;
	const value = askedBy(akoTargets, valueIn, unset);
	return { value, pending: pendingOf(key, edits, value) };
}

/** Cilium's SCTP switch: as what installs Cilium has it, else as it is emitted, else as it is in the cluster. */
export function askedOfCilium(
	plan: ClusterPlan,
	edits: readonly Edit[],
): Asked {
	const { ciliumTargets, ciliumConfig } = plan.cluster;
	if (isCiliumPatched(plan)) return { value: String(plan.sctp.value) };
	if (ciliumTargets.length === 0)
		return { value: ciliumConfig?.data["enable-sctp"] ?? SCTP_DEFAULT };
	const valueIn = (target: (typeof ciliumTargets)[number]) =>
		textIn(target, "sctp");
	const value = askedBy(ciliumTargets, valueIn, SCTP_DEFAULT);
	return { value, pending: pendingOf("sctp", edits, value) };
}

/** The default of Cilium, and of its chart. */
const SCTP_DEFAULT = "false";

function pendingOf(
	key: string,
	edits: readonly Edit[],
	value: string | undefined,
): string | undefined {
	const edit = edits.find((one) => one.key === key);
	return edit?.proposed === value ? undefined : edit?.proposed;
}

/** The value in the target, or why it can't be seen; undefined when it is not set. */
function textIn<Key extends string>(
	{ values, unknown }: Target<Key>,
	key: Key,
): string | undefined {
	const hidden = unknown[key];
	// AKO reads cniPlugin in lower case.
	if (hidden === undefined)
		return key === "cniPlugin" ? values[key]?.toLowerCase() : values[key];
	// Ciphertext is another one each time that a file is encrypted.
	return hidden.kind === "encrypted" ? "encrypted by sops" : hidden.what;
}

/** The value in the objects, each of which may be in several files; where they differ, the value in each. */
function askedBy<Key extends string>(
	targets: readonly Target<Key>[],
	valueIn: (target: Target<Key>) => string | undefined,
	unset: string | undefined,
): string | undefined {
	const objects = groupBy(targets, ({ item }) => titleOf(item));
	const asked = [...objects].flatMap(([name, own]) => {
		const found = own.map(valueIn).filter((value) => value !== undefined);
		const values = found.length === 0 ? [unset] : [...new Set(found)];
		return values.map((value) => ({ name, value }));
	});
	const [first] = asked;
	if (asked.every(({ value }) => value === first?.value)) return first?.value;
	const shown = (value: string | undefined) =>
		value === undefined ? "unset" : value || '""';
	const texts = asked.map(({ name, value }) => `${shown(value)} in ${name}`);
	return texts.sort(compareText).join(", ");
}
