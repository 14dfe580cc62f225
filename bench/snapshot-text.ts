import type { FleetCluster, FleetNode, Wish } from "./fleet.ts";

/** The ClusterSnapshot of a cluster as an entry of a block sequence: one flow-style line a node, as kpt keeps it. */
export function* snapshotText(
	cluster: FleetCluster,
	wish: Wish,
	isShort: boolean,
): Generator<string> {
	yield `- apiVersion: avi-routes.dev/v1alpha1
  kind: ClusterSnapshot
  metadata:
    name: ${cluster.name}
    annotations:
      config.kubernetes.io/local-config: "true"
      internal.config.kubernetes.io/index: "0"
      internal.config.kubernetes.io/path: ${cluster.name}.yaml
  spec:
    versions: {kubernetes: v1.31.2, cilium: 1.18.3, ako: 1.13.1}
    ciliumConfig:
      cluster-pool-ipv4-cidr: 10.0.0.0/8
      cluster-pool-ipv6-cidr: "fd00:10::/32"
      ipam: cluster-pool
    akoConfig:
      clusterName: ${cluster.name}
      cniPlugin: cilium
      ipFamily: ${wish.stack}
    nodes:
`;
	for (const node of cluster.nodes) yield nodeLine(node, isShort);
	yield "    ciliumNodes:\n";
	for (const node of cluster.nodes)
		if (node.anomaly !== "no-cilium-node") yield ciliumNodeLine(node, isShort);
}

function nodeLine(
	{ name, uid, addresses, hostCIDRs, anomaly }: FleetNode,
	isShort: boolean,
): string {
	const listed = anomaly === "no-address" ? [] : addresses;
	const rest = isShort
		? ""
		: `, podCIDR: ${scalar(hostCIDRs[0] ?? "")}, podCIDRs: [${hostCIDRs.map(scalar).join(", ")}], kernelVersion: 6.8.0-45-generic`;
	return `    - {name: ${name}, uid: ${uid}, addresses: [${listed.map(addressText).join(", ")}]${rest}}\n`;
}

function ciliumNodeLine(
	{ name, uid, addresses, podCIDRs, anomaly }: FleetNode,
	isShort: boolean,
): string {
	const owner = anomaly === "stale" ? `0${uid.slice(1)}` : uid;
	const cidrs = anomaly === "joined" ? [] : podCIDRs;
	const error =
		anomaly === "operator-error" ? ", error: unable to allocate a CIDR" : "";
	const rest = isShort
		? ""
		: `addresses: [${addresses.map(addressText).join(", ")}], `;
	return `    - {name: ${name}, ownerUID: ${owner}, ${rest}podCIDRs: [${cidrs.map(scalar).join(", ")}]${error}}\n`;
}

const addressText = (address: string) =>
	`{type: InternalIP, address: ${scalar(address)}}`;

const scalar = (text: string) => (text.includes(":") ? `"${text}"` : text);
