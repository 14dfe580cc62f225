import type {
	AkoKey,
	ByHand,
	CiliumKey,
	Product,
} from "../group/targets/target.ts";
import { listOf } from "../krm/list-of.ts";
import { AKO_SETTINGS, isCiliumPlugin } from "../model/ako-settings.ts";
import { CILIUM_SETTINGS } from "../model/cilium-settings.ts";
import type { ClusterPlan } from "../plan/plan.ts";

/** What to set by hand for the clusters, where nothing is edited; undefined when no value is wanted, or all are right. */
export function byHand(
	note: ByHand,
	clusters: readonly ClusterPlan[],
): string | undefined {
	const asked = new Map(
		SETTINGS[note.product].map((row) => [row[0], wish(row, note, clusters)]),
	);
	// Rolling the agents is of no use without the switch.
	if (asked.get("sctp") === undefined) asked.delete("rollOut");
	const other = otherNames(note, clusters);
	const texts = [...asked.values(), ...other].flatMap((text) => text ?? []);
	// Never advise to overwrite another CNI's plugin.
	const isForeign = note.seen?.some(
		({ key, value }) => key === "cniPlugin" && !isCiliumPlugin(value),
	);
	const name = clusters[0]?.cluster.name;
	const isNamed = note.seen?.some(
		({ key, value }) => key === "clusterName" && value === name,
	);
	const conditions = [
		...(other.length > 0 && !isNamed ? [`it is for cluster ${name}`] : []),
		...(isForeign ? ["Cilium is the CNI there"] : []),
	];
	const unless = conditions.length > 0 ? `, if ${listOf(conditions)}` : "";
	return texts.length === 0
		? undefined
		: `set ${listOf(texts)} by hand ${note.place}${unless}`;
}

/** The names to correct: those that are set, and not to that of the only cluster. */
export function otherNames(
	{ product, seen = [] }: ByHand,
	[plan, ...others]: readonly ClusterPlan[],
): string[] {
	if (plan === undefined || others.length > 0 || product !== "ako") return [];
	return CLUSTER_NAMES.flatMap(([key, wantedBy]) => {
		const wanted = wantedBy(plan);
		const set = seen.flatMap((one) => (one.key === key && one.value) || []);
		const [now] = set;
		return wanted === undefined || now === undefined || set.includes(wanted)
			? []
			: `${chartName(key)}: ${JSON.stringify(wanted)} (now ${JSON.stringify(now)})`;
	});
}

/** The setting with the value to set; undefined when nothing is to be set. */
function wish(
	[key, wantedBy]: Setting,
	{ product, seen = [], isPatch, isForAll }: ByHand,
	clusters: readonly ClusterPlan[],
): string | undefined {
	const hasTarget =
		clusters.length > 0 &&
		clusters.every(({ cluster }) => cluster.akoTargets.length > 0);
	const own = seen.filter(
		(one) => one.key === key && !(one.isLeft && hasTarget),
	);
	const values = [...new Set(clusters.map(wantedBy))];
	const isMixed = isForAll && values.length > 1;
	const wrong = own.filter(({ value }) => isMixed || !isRight(value, values));
	if (own.length === 0 ? isPatch : wrong.length === 0) return undefined;
	const {
		name = chartName(key),
		value: current,
		// AKO's chart has texts, Cilium's booleans.
		isQuoted = product === "ako",
	} = wrong[0] ?? {};
	const now = current ? ` (now ${JSON.stringify(current)})` : "";
	const [value] = values;
	if (values.length > 1) return `${name}${now}`;
	// cniPlugin is named even where no value is decided.
	if (value === undefined) return key === "cniPlugin" ? name : undefined;
	return `${name}: ${isQuoted ? JSON.stringify(value) : value}${now}`;
}

/** True for a value that a cluster wants, or for any that is set where none is decided. */
function isRight(
	current: string | undefined,
	wanted: readonly (string | undefined)[],
): boolean {
	if (current === undefined) return false;
	const isOpen = wanted.every((value) => value === undefined);
	return isOpen ? current !== "" : wanted.includes(current.toLowerCase());
}

const CHART = { ...AKO_SETTINGS, ...CILIUM_SETTINGS };
const chartName = (key: AkoKey | CiliumKey) => CHART[key].chart.join(".");

/** A setting, and the value that a cluster wants. */
type Setting = readonly [
	key: AkoKey | CiliumKey,
	wantedBy: (plan: ClusterPlan) => string | undefined,
];

/** The names of the cluster; undefined for one that is not configured, or that AKO ignores. */
const CLUSTER_NAMES: readonly Setting[] = [
	["clusterName", ({ cluster }) => cluster.name],
	[
		"vrfName",
		({ cluster, vrf }) =>
			vrf.ignoresVrfName ? undefined : cluster.config.vrfContext.name,
	],
];

const SETTINGS: Readonly<Record<Product, readonly Setting[]>> = {
	ako: [
		// Never advise to overwrite another CNI's plugin.
		[
			"cniPlugin",
			({ ako, otherCni }) =>
				otherCni === undefined ? ako?.cniPlugin : undefined,
		],
		["disableStaticRouteSync", ({ ako }) => ako?.disableStaticRouteSync],
	],
	cilium: [
		["sctp", ({ sctp }) => sctp.value?.toString()],
		["rollOut", ({ sctp }) => (sctp.value === undefined ? undefined : "true")],
	],
};
