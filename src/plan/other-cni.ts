import type { Cluster } from "../group/cluster.ts";
import { CILIUM_POD_CIDRS } from "../krm/annotations.ts";
import type { CiliumNodeSnapshot, NodeSnapshot } from "../model/lists.ts";
import { hasAgent } from "../resolve/agent.ts";
import { ciliumNodeOf } from "../resolve/routes.ts";

/** The values of cniPlugin that name another CNI than Cilium (helm/ako/values.yaml of AKO). */
const OTHER_CNIS = [
	"calico",
	"canal",
	"flannel",
	"openshift",
	"antrea",
	"ncp",
	"ovn-kubernetes",
];

/** True for a value of cniPlugin that names another CNI, in any case of letters: AKO reads it so. */
export const isOtherCni = (plugin: string): boolean =>
	OTHER_CNIS.includes(plugin.toLowerCase());

/** Another CNI for which the running AKO is configured. */
export interface OtherCni {
	/** The value of cniPlugin, in lower case. */
	readonly plugin: string;
	/** Number of nodes with CIDRs of Cilium: the cluster is moving to it, or has moved. */
	readonly moved: number;
	/** Number of nodes that can have CIDRs of Cilium: those on which an agent runs, or may run. */
	readonly total: number;
}

/** The other CNI for which the running AKO is configured; undefined when it is Cilium, or unknown. */
export function otherCni(cluster: Cluster): OtherCni | undefined {
	const plugin = (cluster.akoConfig?.data.cniPlugin ?? "").toLowerCase();
	if (!isOtherCni(plugin)) return undefined;
	const nodes = cluster.nodes.filter((node) => hasAgent(cluster, node));
	const moved = nodes.filter((node) => hasCIDRs(ciliumNodeOf(cluster, node)));
	return { plugin, moved: moved.length, total: nodes.length };
}

/** True when Cilium has given all nodes their CIDRs, so that only AKO's setting is of the other CNI. */
export const haveAllMoved = ({ moved, total }: OtherCni): boolean =>
	moved > 0 && moved === total;

const hasCIDRs = (ciliumNode: CiliumNodeSnapshot | undefined) =>
	[...(ciliumNode?.podCIDRs ?? []), ...(ciliumNode?.pools ?? [])].length > 0;

const CILIUM_ANNOTATIONS = [...CILIUM_POD_CIDRS.V4, ...CILIUM_POD_CIDRS.V6];

const isAnnotatedByCilium = ({ annotations = {} }: NodeSnapshot) =>
	CILIUM_ANNOTATIONS.some((key) => annotations[key] !== undefined);

/** True when anything in the snapshot or in the targets belongs to Cilium or is configured for it. */
export function hasSignOfCilium(cluster: Cluster): boolean {
	const { podIPPools, ciliumNodeConfigs, ciliumTargets } = cluster;
	const plugin = cluster.akoConfig?.data.cniPlugin?.toLowerCase();
	return (
		(cluster.ciliumConfig ?? cluster.versions.cilium) !== undefined ||
		plugin === "cilium" ||
		cluster.ciliumNodes.size > 0 ||
		[...podIPPools, ...ciliumNodeConfigs, ...ciliumTargets].length > 0 ||
		cluster.nodes.some(isAnnotatedByCilium)
	);
}
