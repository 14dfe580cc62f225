import { holdsPrefix } from "../ip/prefix.ts";
import { AKO_POD_CIDRS } from "../krm/annotations.ts";
import type { NodeSnapshot } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { IpamMode } from "../resolve/ipam-mode.ts";
import { podCIDRsOfAgent } from "../resolve/kubernetes.ts";
import { IPAM_MODES } from "../resolve/mode.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import { isOfAnotherNode, type NodeRoutes } from "../resolve/routes.ts";

/** Pod CIDRs that a node has in the other field and that no route leads to. */
interface CIDRsElsewhere {
	/** The CIDRs in the mode's own field; none when it is empty. */
	readonly own: readonly PodCIDR[];
	readonly other: readonly [PodCIDR, ...PodCIDR[]];
	/** True when `own` is AKO's annotation. */
	readonly isReplaced: boolean;
}

/**
 * The mode that uses the other field of nodes that can hold their pod CIDRs: one of the CiliumNode, because Node.spec is
 * filled whatever the mode.
 */
export const otherModeOf = ({ name }: IpamMode): IpamMode =>
	IPAM_MODES.find(
		(other) => other.source === "CiliumNode" && other.name !== name,
	) as IpamMode;

/** True when agents copy the mode's own CIDRs there; else that field matters only when the mode's own is empty. */
export const areCopied = ({ source }: IpamMode): boolean => source === "Node";

/** The pod CIDRs of a node in the other field; undefined when there are none. */
export function cidrsElsewhere(
	{ decision: { mode, name, configured = name }, ipFamily }: ClusterPlan,
	entry: NodeRoutes,
): CIDRsElsewhere | undefined {
	const { node, ciliumNode } = entry;
	if (mode === undefined || ciliumNode === undefined) return undefined;
	const isCopy = areCopied(mode);
	// Agents copy only in the mode that they run in, whatever spec.ipamMode says.
	if (isCopy && configured !== name) return undefined;
	const isReplaced = isCopy && isAnnotated(node);
	const isAgentsOwn = isCopy && !isReplaced;
	// Nearly all nodes have the same texts: no need to parse these.
	if (isAgentsOwn && haveSameText(node.podCIDRs, ciliumNode.podCIDRs))
		return undefined;
	const own = isAgentsOwn ? podCIDRsOfAgent(node) : entry.podCIDRs;
	// An empty annotation is told by itself.
	const isSettled = isCopy ? isReplaced && own.length === 0 : own.length > 0;
	if (isSettled || isOfAnotherNode(node, ciliumNode)) return undefined;
	const known = [...own, ...entry.podCIDRs];
	const [first, ...rest] = otherModeOf(mode)
		.podCIDRs(node, ciliumNode)
		.podCIDRs.filter(
			({ prefix }) =>
				prefix !== undefined &&
				familiesOf(ipFamily).includes(prefix.family) &&
				!known.some(
					(cidr) =>
						cidr.prefix !== undefined &&
						(holdsPrefix(cidr.prefix, prefix) ||
							(isReplaced && holdsPrefix(prefix, cidr.prefix))),
				),
		);
	return first && { own, other: [first, ...rest], isReplaced };
}

/** True where AKO's annotation, which no agent knows, replaces the CIDRs of the Node. */
const isAnnotated = ({ annotations }: NodeSnapshot) =>
	annotations?.[AKO_POD_CIDRS] !== undefined;

function haveSameText(
	own: readonly string[] | undefined,
	other: readonly string[] | undefined,
): boolean {
	return own?.length === 1 && other?.length === 1 && own[0] === other[0];
}
