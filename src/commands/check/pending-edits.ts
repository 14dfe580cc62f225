import type { CheckId } from "../../../schemas/generated/check-ids.ts";
import { NOTES } from "../../check/explained.ts";
import type { Cluster } from "../../group/cluster.ts";
import { resultAt } from "../../krm/item-result.ts";
import type { Result } from "../../krm/result.ts";
import { AKO_KEYS, EDITED_AKO_KEYS } from "../../model/ako-settings.ts";
import { hasSameEffect } from "../../plan/ako-effect.ts";
import type { Plan } from "../../plan/plan.ts";
import { titleOf } from "../../read/unread-item.ts";
import { type Edit, typedValues } from "../../render/edit.ts";
import { editTargets } from "../../render/edit-targets.ts";

/**
 * The edits that a render makes: settings that are applied as they are while nobody renders. The roll-out of Cilium's
 * agents is left out where it comes with the SCTP switch of the same object.
 */
export function pendingEdits(plan: Plan | undefined): Edit[] {
	const edits = (plan?.clusters ?? []).flatMap(editTargets);
	const comesWithSwitch = ({ key, place }: Edit) =>
		key === "rollOut" &&
		edits.some((one) => one.key === "sctp" && one.place.item === place.item);
	return edits.filter((edit) => !comesWithSwitch(edit));
}

/** The result about a setting that a render edits: the value seen and the value needed. */
export function pendingResult(edit: Edit, remedy: string): Result {
	const { place, name, cluster } = edit;
	const values = typedValues(edit);
	const { currentValue, proposedValue } = values;
	const object = titleOf(place.item);
	const has =
		currentValue === undefined
			? `${object} does not set ${name}`
			: `${object} has ${name} ${JSON.stringify(currentValue)}`;
	const [{ id: check, severity }] = NOTES;
	return resultAt(place.item, {
		check,
		severity,
		message: `${has}, cluster ${cluster} needs ${JSON.stringify(proposedValue)}; ${remedy}`,
		remedy,
		cluster,
		field: place.field,
		...values,
	});
}

/**
 * True for an edit after which AKO and Cilium do the same as before: it writes their default, a roll-out alone, or what
 * another file of the object sets.
 */
export function isWithoutEffect(edit: Edit, plan: Plan | undefined): boolean {
	const { key, current = "", proposed } = edit;
	const own = plan?.clusters.find((one) => one.cluster.name === edit.cluster);
	const akoKey = EDITED_AKO_KEYS.find((one) => one === key);
	if (own !== undefined && isSetBeside(edit, own.cluster)) return true;
	if (akoKey === undefined || own === undefined)
		return key === "rollOut" || (current || "false") === proposed;
	return hasSameEffect(akoKey, current, proposed, own.cluster);
}

/** True when the object has the value in another file, as in a patch for kustomize, and none in this one. */
function isSetBeside(
	{ key, place: { item }, current, proposed }: Edit,
	{ akoTargets, ciliumTargets }: Cluster,
): boolean {
	return (
		current === undefined &&
		[...akoTargets, ...ciliumTargets].some(
			({ item: other, values }) =>
				other.kind === item.kind &&
				other.name === item.name &&
				Object.entries(values).some(
					([name, value]) => name === key && value === proposed,
				),
		)
	);
}

/** True when another result tells that the cluster gets the value, because what runs there has another one. */
export function isTold(
	{ key, proposed, cluster }: Edit,
	results: readonly Result[],
): boolean {
	const isOfAko = (AKO_KEYS as readonly string[]).includes(key);
	const telling: readonly string[] = TELLING[isOfAko ? "ako" : "cilium"];
	return results.some(
		({ tags, field }) =>
			tags.cluster === cluster &&
			telling.includes(tags.check) &&
			field?.proposedValue === proposed,
	);
}

/** The checks that propose a value for what runs. */
const TELLING = {
	ako: ["cni-plugin-mismatch", "ako-needs-restart"],
	cilium: ["sctp-needs-restart"],
} as const satisfies Readonly<Record<string, readonly CheckId[]>>;
