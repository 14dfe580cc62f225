import type { AkoKey, CiliumKey, Target } from "../group/targets/target.ts";
import type { Unknown } from "../group/targets/unknown.ts";
import { isOwnValue } from "../plan/own-values.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { ClusterFinding } from "./check.ts";
import { byCause, listOf } from "./tell-once.ts";

/** The values that settings should have, by key. */
type Wishes<Key extends string> = Readonly<Partial<Record<Key, string>>>;

/** What no run writes, whatever it says. */
const NAMES: readonly string[] = [
	"clusterName",
	"vrfName",
	"cloudName",
	"tenantName",
] satisfies AkoKey[];

/** What is decided here; and what the routes stand on, where a value is written that can't be seen. */
export function akoWishes(
	{ ako, cluster, vrfContext, ipFamily, otherCni }: ClusterPlan,
	{ unknown, values, isForMany }: Target<AkoKey>,
): Wishes<AkoKey> {
	const plugin = (values.cniPlugin ?? "").toLowerCase();
	const isForeign = !["", "cilium"].includes(plugin) && !isForMany;
	const { cniPlugin, ...others } = ako ?? {};
	const standsOn: Wishes<AkoKey> = {
		ipFamily,
		vrfName: vrfContext.name,
		cloudName: vrfContext.cloud,
		tenantName: vrfContext.tenant,
	};
	const written = Object.entries(standsOn).filter(([key]) =>
		isWritten(unknown[key as AkoKey]),
	);
	return {
		// Nobody is told to overwrite another CNI's plugin.
		...(isForeign || otherCni !== undefined ? {} : { cniPlugin }),
		...others,
		clusterName: cluster.name,
		...Object.fromEntries(written),
	};
}

/** What is decided about SCTP. */
export function ciliumWishes({
	cluster,
	sctp,
}: ClusterPlan): Wishes<CiliumKey> {
	if (sctp.value === undefined) return {};
	const rollOut = cluster.config.sctp === "Enabled" ? { rollOut: "true" } : {};
	return { sctp: String(sctp.value), ...rollOut };
}

/** A setting that no edit brings to its value. */
interface Left {
	readonly name: string;
	readonly current: string | undefined;
	readonly unknown: Unknown | undefined;
	readonly wish: string;
	/** The wish as it is written there. */
	readonly written: string;
	readonly at: Pick<ClusterFinding, "item" | "field">;
	/** The field of values that win over those among which it can't be seen. */
	readonly above: string | undefined;
}

/** The settings of a target that can't be seen, or not edited, and may not be as they should: told once a cause. */
export function leftAlone<Key extends string>(
	target: Target<Key>,
	wishes: Wishes<Key>,
	cluster: string,
): ClusterFinding[] {
	const { item, locked } = target;
	const left = target.keys.flatMap((key): Left[] => {
		const wish = wishes[key];
		const isEdited = !NAMES.includes(key) && target.place(key) !== undefined;
		const unknown = target.unknown[key];
		if (wish === undefined || isEdited || isOwnValue(unknown, cluster))
			return [];
		const current = target.values[key];
		// A name that differs is an error of its own.
		const isRight = NAMES.includes(key) || (current ?? "") === wish;
		if (unknown === undefined && isRight) return [];
		const name = target.nameOf(key);
		const at = target.where(key);
		const above = target.above(key)?.field;
		const written = target.isBoolean(key) ? wish : JSON.stringify(wish);
		return [{ name, current, unknown, wish, written, at, above }];
	});
	const groups = byCause(left, ({ unknown }) =>
		isWritten(unknown) ? (unknown?.kind ?? "") : (unknown?.what ?? ""),
	);
	const who = `${item.kind} ${item.name}`;
	return groups.map((group) => {
		const [first] = group as [Left];
		const kind = first.unknown?.kind ?? "locked";
		return {
			...first.at,
			...WORDS[kind](
				group,
				`${who}${first.unknown === undefined ? ` ${locked}` : ""}`,
			),
		};
	});
}

const isWritten = (unknown: Unknown | undefined) =>
	unknown?.kind === "variable" || unknown?.kind === "encrypted";

type Words = (
	group: readonly Left[],
	who: string,
) => Required<Pick<ClusterFinding, "message" | "remedy">>;

const elsewhere: Words = (group, who) => {
	const [{ unknown, above }] = group as [Left];
	const or =
		above === undefined
			? ""
			: `, or set ${group.length === 1 ? "it" : "them"} in ${above}, which wins`;
	return {
		message: `${who}: ${names(group)} may be set in ${unknown?.what}, and ${are(group)} not compared or edited here`,
		remedy: `${makeSure(group)} there${or}`,
	};
};

/** What is said of settings that are left as they are, by what keeps them from being edited. */
const WORDS: Readonly<Record<Unknown["kind"] | "locked", Words>> = {
	variable: (group, who) => {
		const texts = group.map(({ name, unknown }) => {
			const fallback = unknown?.fallback;
			const unless =
				fallback === undefined
					? ""
					: ` (by default ${JSON.stringify(fallback)})`;
			return `${name} is ${unknown?.what}${unless}`;
		});
		return {
			message: `${who}: ${listOf(texts)}, which ${are(group)} filled in later and not compared or edited here`,
			remedy: makeSure(group),
		};
	},
	encrypted: (group, who) => ({
		message: `${who}: ${names(group)} ${are(group)} encrypted by sops and not compared or edited here`,
		remedy: makeSure(group),
	}),
	elsewhere,
	default: elsewhere,
	locked: (group, who) => {
		const texts = group.map(
			({ at: { field }, current }) =>
				`${field} is ${current === undefined ? "not set" : JSON.stringify(current)}`,
		);
		const wanted = group.map(({ at: { field }, wish }) =>
			wish === "" ? `empty ${field}` : `set ${field}: ${wish}`,
		);
		return {
			message: `${who}: ${listOf(texts)}`,
			remedy: `${listOf(wanted)} there`,
		};
	},
};

const names = (group: readonly Left[]) => listOf(group.map(({ name }) => name));
const are = (group: readonly Left[]) => (group.length === 1 ? "is" : "are");
const makeSure = (group: readonly Left[]) =>
	`make sure that ${listOf(group.map(({ name, written }) => `${name} is ${written}`))}`;
