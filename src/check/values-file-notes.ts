import type { TargetNote } from "../group/sorted-items.ts";
import type { AkoKey, ByHand, SeenSetting } from "../group/targets/target.ts";
import { groupBy } from "../krm/group-by.ts";
import { filePath } from "../krm/item.ts";
import { akoSettingRow } from "../model/ako-settings.ts";
import { clustersOf, noteCluster, type Plan } from "../plan/plan.ts";
import { byHand, otherNames } from "./by-hand.ts";
import type { Finding } from "./check.ts";
import { combine } from "./combine.ts";

/** The findings about values files of AKO in which something is to be set: one for all that are for the same clusters. */
export function aboutValuesFiles(
	notes: readonly (TargetNote & ByHand)[],
	plan: Plan,
): Finding[] {
	const found = notes.flatMap((note) => {
		const { item, field } = note;
		const of = clustersOf(note, plan);
		const remedy = byHand(note, of);
		if (remedy === undefined) return [];
		const name = filePath(item) ?? "";
		const message = `${name}: ${note.message}`;
		const cluster = noteCluster(note, plan);
		const names = otherNames(note, of);
		const told = [cluster, ...names].join("\n");
		return { name, message, item, field, remedy, cluster, note, of, told };
	});
	return [...groupBy(found, ({ told }) => told).values()].flatMap((group) => {
		const [{ note: one, of }] = group as [(typeof group)[number]];
		// The files have different values, but the same names (of the cluster and the VRF).
		const seen = [
			...group.flatMap(({ note }) => note.seen ?? []).map(withoutValue),
			...(one.seen ?? []).filter(isName),
		];
		return combine(group, { total: group.length }, ({ names }) => ({
			message: `${group.length} files are values files of AKO, which are not edited here (${names})`,
			remedy: byHand({ ...one, seen }, of),
		}));
	});
}

const withoutValue = (one: SeenSetting) => ({ ...one, value: undefined });

const isName = ({ key }: SeenSetting) => akoSettingRow(key as AkoKey)?.isName;
