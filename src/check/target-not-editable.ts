import type { Cluster } from "../group/cluster.ts";
import type { TargetNote } from "../group/sorted-items.ts";
import type { ByHand, Product, SeenSetting } from "../group/targets/target.ts";
import { groupBy } from "../krm/group-by.ts";
import { filePath } from "../krm/item.ts";
import { findAkoSetting } from "../model/ako-settings.ts";
import { clustersOf, noteCluster, type Plan } from "../plan/plan.ts";
import { titleOf } from "../read/unread-item.ts";
import { byHand, otherNames } from "./by-hand.ts";
import type { Check, Finding } from "./check.ts";
import { combine } from "./combine.ts";
import { leftAlone } from "./left-alone.ts";
import { wantedAkoValues, wantedCiliumValues } from "./wanted-values.ts";

export const targetNotEditable: Check = {
	id: "target-not-editable",
	severity: "info",
	description:
		"An object or a file installs AKO or Cilium, but settings of it can't be seen or edited here, and may be or are wrong: a variable of Flux or kustomize, what sops has encrypted, values in a Secret, in values files or in a ConfigMap outside of the package; an umbrella chart, a patch for kustomize or in a Kustomization, a generator, an object or a file of another tool (fleet.yaml, helmfile, Chart.yaml, helm-chart.yaml of kluctl), a plain values file, one that stands for many clusters, and several of which one cluster can have one only. Or its file is one that the kustomization beside it leaves out.",
	why: "Only values that stand in plain text in the package can be compared and set. What can't be seen is never compared, never called absent, and never edited.",
	remediation: "set by hand what the message names",
	example:
		"ConfigMap avi-k8s-config: clusterName is encrypted by sops and not compared or edited here",
	check: (plan) => [
		...ofTargets(plan),
		...plan.notes.flatMap((note) =>
			isOfValues(note) ? [] : (ofNote(note, plan) ?? []),
		),
		...aboutValuesFiles(plan.notes.filter(isOfValues), plan),
	],
};

const isOfValues = (note: TargetNote): note is TargetNote & ByHand =>
	"isValuesFile" in note && note.isValuesFile === true;

/** The finding about an object that is no target; undefined when nothing is to be set in it. */
function ofNote(note: TargetNote, plan: Plan): Finding | undefined {
	const { item, field, message } = note;
	const cluster = noteCluster(note, plan);
	const own = clustersOf(note, plan);
	const isTold =
		"isBootstrap" in note &&
		note.isBootstrap &&
		own.some((one) => hasTarget(one.cluster, note.product));
	if (isTold) return undefined;
	const remedy = "remedy" in note ? note.remedy : byHand(note, own);
	if (!remedy) return undefined;
	const text = `${titleOf(item)}: ${message}`;
	return { message: text, item, field, remedy, cluster };
}

const hasTarget = (
	{ akoTargets, ciliumTargets }: Cluster,
	product: Product,
): boolean => (product === "ako" ? akoTargets : ciliumTargets).length > 0;

/** The findings about values files of AKO in which something is to be set: one for all that are for the same clusters. */
function aboutValuesFiles(
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

const isName = ({ key }: SeenSetting) => findAkoSetting(key)?.isName;

/** The findings about targets; what is the same for several clusters is told once. */
function ofTargets({ clusters }: Plan): Finding[] {
	const all = clusters.flatMap((plan) => {
		const { name, akoTargets, ciliumTargets } = plan.cluster;
		const found = [
			...akoTargets.map((ako) => ({
				target: ako,
				left: leftAlone(ako, wantedAkoValues(plan, ako), name),
			})),
			...ciliumTargets.map((cilium) => ({
				target: cilium,
				left: leftAlone(cilium, wantedCiliumValues(plan), name),
			})),
		];
		return found.flatMap(({ target: { isForMany }, left }) =>
			left.map((finding) => ({
				finding: { ...finding, cluster: name },
				// Of objects of one identity the same is told, with the files of all.
				told: [finding.message, isForMany ? finding.remedy : name].join("\n"),
			})),
		);
	});
	return [...groupBy(all, ({ told }) => told).values()].map((group) => {
		const [{ finding }] = group as [(typeof all)[number]];
		const names = group.map((one) => one.finding.cluster);
		const others = [...new Set(names)].filter((one) => one !== finding.cluster);
		return others.length === 0
			? finding
			: { ...finding, otherClusters: others };
	});
}
