import type { TargetNote } from "../group/sorted-items.ts";
import type { ByHand } from "../group/targets/target.ts";
import { filePath } from "../krm/item.ts";
import { clustersOf, noteCluster, type Plan } from "../plan/plan.ts";
import { byHand } from "./by-hand.ts";
import type { Finding } from "./check.ts";
import { combine } from "./combine.ts";

/** One finding about all values files of AKO in which something is to be set. */
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
		return { name, message, item, field, remedy, cluster, note, of };
	});
	const all = [...new Set(found.flatMap(({ of }) => of))];
	// Each has a value of its own.
	const seen = found
		.flatMap(({ note }) => note.seen ?? [])
		.map((one) => ({ ...one, value: undefined }));
	const among = { total: found.length };
	return combine(found, among, ({ names, first }) => ({
		cluster: all.length === 1 ? first.cluster : undefined,
		message: `${found.length} files are values files of AKO, which are not edited here (${names})`,
		remedy: byHand({ ...first.note, seen }, all),
	}));
}
