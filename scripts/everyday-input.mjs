import { readFileSync } from "node:fs";

/** A list with all that runs meet every day: objects in odd forms, a snapshot, and raw nodes enough to be read fast. */
export function everydayInput(root) {
	const odd = readFileSync(
		`${root}fixtures/untouched-items-byte-for-byte/input.yaml`,
		"utf8",
	);
	const numbers = Array.from({ length: 40 }, (_, i) => i);
	const item = (kind, apiVersion, i, rest) =>
		`  - apiVersion: ${apiVersion}
    kind: ${kind}
    metadata:
      annotations:
        internal.config.kubernetes.io/index: '0'
        internal.config.kubernetes.io/path: 'nodes/${kind}-${i}.yaml'
      labels:
        kubernetes.io/hostname: raw-${i}
      name: raw-${i}
      ownerReferences:
      - kind: Node
        uid: 00000000-0000-0000-0000-00000000${1000 + i}
      uid: 00000000-0000-0000-0000-00000000${1000 + i}
    ${rest.join("\n    ")}
`;
	const raw = numbers.map(
		(i) =>
			item("Node", "v1", i, [
				"spec:",
				`  podCIDR: 10.244.${i}.0/24`,
				"status:",
				"  addresses:",
				`  - address: 172.16.0.${i}`,
				"    type: InternalIP",
				"  nodeInfo:",
				"    kernelVersion: 6.8.0-45-generic",
			]) +
			item("CiliumNode", "cilium.io/v2", i, [
				"spec:",
				"  addresses:",
				`  - ip: 172.16.0.${i}`,
				"    type: InternalIP",
				"  ipam:",
				"    podCIDRs:",
				`    - 10.1.${i}.0/24`,
			]),
	);
	const configMap = (namespace, name, data) =>
		`  - apiVersion: v1
    kind: ConfigMap
    metadata:
      annotations:
        internal.config.kubernetes.io/index: '0'
        internal.config.kubernetes.io/path: 'live/${name}.yaml'
      name: ${name}
      namespace: ${namespace}
      uid: 00000000-0000-0000-0000-000000000000
    data:
      ${data.join("\n      ")}
`;
	const configs = [
		configMap("kube-system", "cilium-config", [
			"cluster-pool-ipv4-cidr: 10.0.0.0/8",
			'cluster-pool-ipv6-cidr: "fd00:10::/32"',
			"ipam: cluster-pool",
		]),
		configMap("avi-system", "avi-k8s-config", [
			"clusterName: raw",
			"cniPlugin: cilium",
			"ipFamily: V4",
		]),
	];
	const line = (i, fields) => `      - {name: many-${i}, ${fields}}\n`;
	const nodes = numbers.map((i) =>
		line(i, `addresses: [{type: InternalIP, address: 192.168.1.${i}}]`),
	);
	const ciliumNodes = numbers.map((i) =>
		line(i, `podCIDRs: [10.0.${100 + i}.0/24]`),
	);
	return odd
		.replace(
			"avi-routes.dev/v1alpha1\n  kind: AviRoutes",
			"v1\n  kind: ConfigMap",
		)
		.replace("spec: {limits: {minNodes: 3}}", "data: {clusterName: raw}")
		.replace("      nodes:\n", (key) => key + nodes.join(""))
		.replace("      ciliumNodes:\n", (key) => key + ciliumNodes.join(""))
		.replace("  # between two items\n", (comment) =>
			[comment, ...raw, ...configs].join(""),
		);
}
