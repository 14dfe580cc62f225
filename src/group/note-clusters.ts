import type { Config } from "../config/config.ts";
import { AKO_SETTINGS } from "../model/ako-settings.ts";
import { namedCluster } from "./assign-cluster.ts";
import type { Cluster } from "./cluster.ts";
import type { TargetNote } from "./sorted-items.ts";

/**
 * The notes with the clusters that AKO's clusterName in their values names, where no path says more. Those that name other
 * clusters only are left out: the package has values of these, too. They stay where nothing else in the package installs
 * AKO and all give the only cluster one other name, which is then a wrong one.
 */
export function notesByName(
	notes: readonly TargetNote[],
	clusters: readonly Pick<Cluster, "name" | "akoTargets">[],
	config: Config,
): TargetNote[] {
	const names = new Set(clusters.map(({ name }) => name));
	const all = notes.map((note) => {
		const isClaimed = namedCluster(note.item, config) !== undefined;
		return { note, named: isClaimed ? undefined : namesInAko(note) };
	});
	const ofAko = all.filter(({ note }) => isOfAko(note));
	const given = new Set(ofAko.map(({ named }) => named?.join("\n")));
	const isInstalled = clusters.some(({ akoTargets }) => akoTargets.length > 0);
	const isOnly = clusters.length < 2 && given.size === 1 && !isInstalled;
	return all.flatMap(({ note, named }) => {
		if (named === undefined) return [note];
		const [cluster, ...others] = named.filter((name) => names.has(name));
		if (cluster === undefined) return isOnly ? [note] : [];
		const isDecided = others.length === 0 && names.size > 1;
		return [isDecided ? { ...note, cluster } : note];
	});
}

const isOfAko = (note: TargetNote) =>
	"product" in note && note.product === "ako";

/** The clusters that AKO's settings in the note name; undefined where one names none, or can't be seen. */
function namesInAko(note: TargetNote): readonly string[] | undefined {
	const seen = "seen" in note && isOfAko(note) ? (note.seen ?? []) : [];
	const all = seen.filter(({ key }) => key === "clusterName");
	const named = all.flatMap(({ value }) =>
		value === AKO_SETTINGS.clusterName.default ? [] : value || [],
	);
	return all.length > 0 && named.length === all.length
		? [...new Set(named)]
		: undefined;
}
