import { compareText } from "../krm/order.ts";
import {
	type CiliumNodeSnapshot,
	fieldOf,
	type NodeSnapshot,
} from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { IPAM_MODES } from "../resolve/mode.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import {
	ciliumNodeOf,
	isOfAnotherNode,
	type NodeRoutes,
} from "../resolve/routes.ts";
import { ONE_CONTEXT } from "./cilium-node-stale.ts";
import { configLocation, settingLocation } from "./location.ts";
import { familiesIn, type Reason } from "./no-routes-address.ts";

/** Why a node has a next hop and no route. */
export const CIDR_REASONS: readonly Reason[] = [
	{
		holds: ({ dropped, podCIDRs }) =>
			dropped?.kind === "bad-pod-cidr" ||
			(podCIDRs.length > 0 && podCIDRs.every(isUnreadable)),
		explain: ({ problem, podCIDRs, node }) => {
			const cidr = podCIDRs.find(isUnreadable);
			return {
				message: `the pod CIDRs can't be read, such as ${JSON.stringify(problem?.currentValue ?? cidr?.text)}`,
				...place(problem ?? cidr, node, "podCIDRs"),
				followsFrom: "pod-cidr-invalid",
			};
		},
	},
	{
		holds: ({ podCIDRs }) => podCIDRs.length > 0,
		explain: otherFamily,
	},
	{
		holds: (entry, plan) =>
			readsCiliumNodes(plan) && entry.ciliumNode === undefined,
		explain: ({ node: { source } }, plan) => ({
			remedy: "add the output of kubectl get ciliumnodes -o yaml",
			...withoutCiliumNode(plan),
			...fieldOf(source),
		}),
	},
	{
		holds: ({ node, ciliumNode }, plan) =>
			readsCiliumNodes(plan) && isOfAnotherNode(node, ciliumNode),
		explain: ({ ciliumNode, node }) => ({
			message: "the CiliumNodes were made for Nodes of other uids",
			...fieldOf((ciliumNode ?? node).source, "ownerUID"),
			followsFrom: "cilium-node-stale",
		}),
	},
	{
		holds: ({ problem }) => problem?.remedy !== undefined,
		explain: ({ problem, node }) => ({
			message: `the node ${problem?.detail.replace(/,$/, "")}`,
			remedy: problem?.remedy,
			...place(problem, node, "podCIDRs"),
		}),
	},
	{
		holds: (entry, plan) => otherMode(entry, plan) !== undefined,
		explain: (entry, plan, config) => {
			const { decision, cluster } = plan;
			const other = otherMode(entry, plan);
			const isSet =
				decision.from === "override" || cluster.ciliumConfig === undefined;
			return {
				message: `the IPAM mode is ${decision.name}, and ${decision.mode?.fieldName} is empty, while ${other?.fieldName}, where mode ${other?.name} has the pod CIDRs, holds ${other?.text}`,
				remedy: `set spec.ipamMode: ${other?.name} if the cluster runs in that mode; otherwise ${REMEDIES[decision.mode?.source ?? "Node"]}`,
				...(isSet
					? settingLocation(config, cluster, "ipamMode")
					: configLocation(cluster, "ciliumConfig", "ipam")),
				currentValue: decision.name,
				hides: ["cni-plugin-mismatch"],
			};
		},
	},
	{
		holds: () => true,
		explain: ({ problem, node, ciliumNode }, { decision: { mode } }) => {
			const isOfNode = mode?.source === "Node";
			const allocator = isOfNode
				? "kube-controller-manager"
				: "the Cilium operator";
			const field = mode?.field ?? "podCIDRs";
			const or = mode?.emptyWhen === undefined ? "" : `, or ${mode.emptyWhen}`;
			return {
				message: `${mode?.fieldName} is empty; ${allocator} has handed out no pod CIDRs${or}`,
				remedy: REMEDIES[mode?.source ?? "Node"],
				...place(problem, (!isOfNode && ciliumNode) || node, field),
			};
		},
	},
];

const REMEDIES = {
	Node: "start kube-controller-manager with --allocate-node-cidrs and --cluster-cidr, and take the snapshot again once the nodes have their CIDRs",
	CiliumNode:
		"look at the Cilium operator (kubectl -n kube-system get deployment cilium-operator) and its log, and take the snapshot again once the nodes have their CIDRs",
} as const;

/** The reason that the node has no CiliumNode; with a remedy of its own when no CiliumNode is of any Node here. */
function withoutCiliumNode({ cluster, decision: { mode } }: ClusterPlan) {
	const [first, ...others] = [...cluster.ciliumNodes.keys()].sort(compareText);
	if (first === undefined)
		return {
			message: `the snapshot holds no CiliumNodes, and ${mode?.fieldName} has the pod CIDRs in IPAM mode ${mode?.name}`,
		};
	const none = `none of the ${others.length + 1} CiliumNodes in the snapshot`;
	return cluster.nodes.some((node) => ciliumNodeOf(cluster, node))
		? { message: `${none} bears the Node's name` }
		: {
				message: `${none} (such as ${first}) bears a Node's name, as when they are another cluster's`,
				remedy: ONE_CONTEXT,
				hides: ["cilium-node-stale"] as const,
			};
}

/** The reason that the CIDRs are of a family without a next hop. */
function otherFamily(
	...[{ podCIDRs, nextHops }, plan, config]: Parameters<Reason["explain"]>
): ReturnType<Reason["explain"]> {
	const { cluster, ipFamily } = plan;
	const cidr = podCIDRs.find((one) => !isUnreadable(one));
	const family = cidr?.prefix?.family ?? "V4";
	const said = `the pod CIDRs are of family ${family}, such as ${cidr?.text},`;
	if (nextHops[family])
		return {
			message: `${said} which cilium-config has off`,
			remedy:
				"turn the family on in cilium-config, or let Cilium hand out others",
			item: cluster.ciliumConfig?.source.item ?? cluster.source,
		};
	if (familiesOf(ipFamily).includes(family))
		return {
			message: `${said} and the nodes have no ${family} address to be reached by`,
			remedy: `give the nodes an InternalIP of family ${family}`,
			item: cidr?.source.item,
			field: cidr?.field,
		};
	const families = familiesIn(podCIDRs.map(({ prefix }) => prefix?.family));
	return {
		message: `${said} and ipFamily is ${ipFamily}`,
		remedy: `set spec.ipFamily: ${families}, and AKOSettings.ipFamily with it`,
		...settingLocation(config, cluster, "ipFamily"),
		currentValue: ipFamily,
		proposedValue: families,
	};
}

const isUnreadable = ({ prefix }: PodCIDR) => prefix === undefined;

const readsCiliumNodes = ({ decision: { mode } }: ClusterPlan) =>
	mode?.source === "CiliumNode";

/** A CIDR of the node in the source of another mode, with that mode. */
function otherMode(
	{ node, ciliumNode }: NodeRoutes,
	{ decision }: ClusterPlan,
): { name: string; fieldName: string; text: string } | undefined {
	// kube-controller-manager fills Node.spec in every mode, so CIDRs there prove nothing.
	for (const { source, name, fieldName, podCIDRs } of IPAM_MODES) {
		if (source !== "CiliumNode" || name === decision.mode?.name) continue;
		const [cidr] = podCIDRs(node, ciliumNode).podCIDRs;
		if (cidr !== undefined) return { name, fieldName, text: cidr.text };
	}
	return undefined;
}

/** Where a CIDR, or the lack of it, was found; else the field of the object. */
const place = (
	found: Pick<PodCIDR, "source" | "field"> | undefined,
	{ source }: NodeSnapshot | CiliumNodeSnapshot,
	field: string,
) =>
	found === undefined
		? fieldOf(source, field)
		: { item: found.source.item, field: found.field };
