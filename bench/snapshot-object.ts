import type { FleetCluster, FleetNode, Wish } from "./fleet.ts";
import { type ValueMap, Verbatim } from "./kubectl-yaml.ts";

/** The ClusterSnapshot of a cluster: one flow-style line a node, with what routes need or with all that `import` writes. */
export function snapshotObject(
	cluster: FleetCluster,
	wish: Wish,
	isWhole: boolean,
): ValueMap {
	const { name, nodes } = cluster;
	return {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "ClusterSnapshot",
		metadata: {
			annotations: { "config.kubernetes.io/local-config": "true" },
			name,
		},
		spec: {
			versions: new Verbatim(
				"{kubernetes: v1.31.2, cilium: 1.18.3, ako: 1.13.1}",
			),
			ciliumConfig: {
				"cluster-pool-ipv4-cidr": "10.0.0.0/8",
				"cluster-pool-ipv6-cidr": "fd00:10::/32",
				ipam: "cluster-pool",
			},
			akoConfig: {
				clusterName: name,
				cniPlugin: "cilium",
				ipFamily: wish.stack,
			},
			nodes: nodes.map((node) => nodeLine(node, isWhole)),
			ciliumNodes: nodes
				.filter(({ anomaly }) => anomaly !== "no-cilium-node")
				.map((node) => ciliumNodeLine(node, isWhole)),
		},
	};
}

function nodeLine(
	{ name, uid, addresses, hostCIDRs, anomaly }: FleetNode,
	isWhole: boolean,
): Verbatim {
	const listed = anomaly === "no-address" ? [] : addresses;
	const rest = isWhole
		? `, podCIDR: ${scalar(hostCIDRs[0] ?? "")}, podCIDRs: [${hostCIDRs.map(scalar).join(", ")}], kernelVersion: 6.8.0-45-generic`
		: "";
	return new Verbatim(
		`{name: ${name}, uid: ${uid}, addresses: [${listed.map(addressText).join(", ")}]${rest}}`,
	);
}

function ciliumNodeLine(
	{ name, uid, addresses, podCIDRs, anomaly }: FleetNode,
	isWhole: boolean,
): Verbatim {
	const owner = anomaly === "stale" ? `0${uid.slice(1)}` : uid;
	const cidrs = anomaly === "joined" ? [] : podCIDRs;
	const error =
		anomaly === "operator-error" ? ", error: unable to allocate a CIDR" : "";
	const rest = isWhole
		? `addresses: [${addresses.map(addressText).join(", ")}], `
		: "";
	return new Verbatim(
		`{name: ${name}, ownerUID: ${owner}, ${rest}podCIDRs: [${cidrs.map(scalar).join(", ")}]${error}}`,
	);
}

const addressText = (address: string) =>
	`{type: InternalIP, address: ${scalar(address)}}`;

const scalar = (text: string) => (text.includes(":") ? `"${text}"` : text);
