import type { TargetNote } from "../group/sorted-items.ts";
import type { ByHand } from "../group/targets/target.ts";
import { filePath } from "../krm/item.ts";
import { someOf } from "../krm/list-of.ts";
import { clustersOf, noteCluster, type Plan } from "../plan/plan.ts";
import { byHand } from "./by-hand.ts";
import type { Finding } from "./check.ts";

/** One finding about all values files of AKO in which something is to be set; undefined when there are none. */
export function aboutValuesFiles(
	notes: readonly (TargetNote & ByHand)[],
	plan: Plan,
): Finding[] {
	const found = notes.flatMap((note) => {
		const of = clustersOf(note, plan);
		const remedy = byHand(note, of);
		if (remedy === undefined) return [];
		const path = filePath(note.item) ?? "";
		const { item, field } = note;
		const cluster = noteCluster(note, plan);
		const message = `${path}: ${note.message}`;
		return [
			{ finding: { message, item, field, remedy, cluster }, note, path, of },
		];
	});
	const [first] = found;
	if (first === undefined) return [];
	if (found.length === 1) return [first.finding];
	const seen = found.flatMap(({ note }) => note.seen ?? []);
	const all = [...new Set(found.flatMap(({ of }) => of))];
	const names = someOf(found.map(({ path }) => path));
	return [
		{
			...first.finding,
			cluster: all.length === 1 ? first.finding.cluster : undefined,
			message: `${found.length} files are values files of AKO, which are not edited here (${names})`,
			// Each has a value of its own.
			remedy: byHand(
				{
					...first.note,
					seen: seen.map((one) => ({ ...one, value: undefined })),
				},
				all,
			),
			isExample: true,
			instances: found.map(({ finding }) => finding),
		},
	];
}
