import type { AnyResource } from "../support/function-run.ts";
import type { Content } from "./stand-in.ts";

/** As `kubectl get -o json` prints what is in the stand-in. */
export function dumpOf(content: Content): object {
	const items = Object.values(content)
		.flat()
		.filter((object) => "metadata" in object);
	return { apiVersion: "v1", kind: "List", items, metadata: {} };
}

/** A cluster of so many nodes with all that `snapshot` reads, and with fields that it does not read. */
export function liveCluster(count: number, name = "prod-east"): Content {
	const uid = (text: string) => `uid-${name}-${text}`;
	const object = (
		[apiVersion, kind]: readonly [string, string],
		metadata: { name: string; namespace?: string; [field: string]: unknown },
		more: object = {},
	) =>
		({
			apiVersion,
			kind,
			metadata: {
				uid: uid(`${kind}-${metadata.name}`),
				resourceVersion: "7",
				managedFields: [{ manager: "kubectl", fieldsV1: { "f:spec": {} } }],
				annotations: {
					"kubectl.kubernetes.io/last-applied-configuration": "x".repeat(200),
				},
				...metadata,
			},
			...more,
		}) as unknown as AnyResource;
	const names = Array.from({ length: count }, (_, i) => `node-${i}`);
	const cidr = (i: number) => `10.${i >> 8}.${i & 255}.0/24`;
	const ip = (i: number) => `192.168.${i >> 8}.${i & 255}`;
	const container = (image: string, own: string) => ({
		spec: { template: { spec: { containers: [{ name: own, image }] } } },
	});
	return {
		"/version": { gitVersion: "v1.31.14", major: "1" },
		"/api/v1/namespaces/kube-system": object(["v1", "Namespace"], {
			name: "kube-system",
		}),
		"/api/v1/nodes": names.map((node, i) =>
			object(
				["v1", "Node"],
				{
					name: node,
					labels: i === 1 ? { type: "virtual-kubelet" } : { zone: "a" },
					annotations: { "ako.vmware.com/pod-cidrs": cidr(i) },
				},
				{
					spec: { podCIDR: cidr(i), podCIDRs: [cidr(i)] },
					status: {
						addresses: [
							{ type: "InternalIP", address: ip(i) },
							{ type: "Hostname", address: node },
						],
						conditions: [{ type: "Ready", status: i === 2 ? "False" : "True" }],
						nodeInfo: {
							kernelVersion: "5.15.0-91-generic",
							kubeletVersion: "v1.31.2",
							operatingSystem: i === 3 ? "windows" : "linux",
						},
						images: [{ names: ["registry.example/image:1"], sizeBytes: 1 }],
					},
				},
			),
		),
		"/apis/cilium.io/v2/ciliumnodes": names.map((node, i) =>
			object(
				["cilium.io/v2", "CiliumNode"],
				{
					name: node,
					ownerReferences: [
						{
							apiVersion: "v1",
							kind: "Node",
							name: node,
							uid: uid(`Node-${node}`),
						},
					],
				},
				{
					spec: {
						addresses: [{ type: "InternalIP", ip: ip(i) }],
						ipam: { podCIDRs: [cidr(i)] },
					},
					status: {
						ipam: { "operator-status": { error: i === 4 ? "no" : "" } },
					},
				},
			),
		),
		"/apis/cilium.io/v2alpha1/ciliumpodippools": [
			object(
				["cilium.io/v2alpha1", "CiliumPodIPPool"],
				{ name: "default" },
				{ spec: { ipv4: { cidrs: ["10.0.0.0/8"], maskSize: 24 } } },
			),
		],
		"/apis/cilium.io/v2/ciliumnodeconfigs": [
			object(
				["cilium.io/v2", "CiliumNodeConfig"],
				{ name: "one", namespace: "kube-system" },
				{
					spec: {
						nodeSelector: { matchLabels: { zone: "a" } },
						defaults: { "enable-sctp": "true", other: "x" },
					},
				},
			),
		],
		"/api/v1/namespaces/kube-system/configmaps/cilium-config": object(
			["v1", "ConfigMap"],
			{
				name: "cilium-config",
				namespace: "kube-system",
				labels: { "app.kubernetes.io/managed-by": "Helm" },
			},
			{ data: { ipam: "cluster-pool", debug: "false", "enable-sctp": "true" } },
		),
		"/api/v1/namespaces/avi-system/configmaps/avi-k8s-config": object(
			["v1", "ConfigMap"],
			{ name: "avi-k8s-config", namespace: "avi-system" },
			{ data: { clusterName: name, cniPlugin: "cilium", logLevel: "INFO" } },
		),
		"/apis/apps/v1/namespaces/kube-system/daemonsets/cilium": object(
			["apps/v1", "DaemonSet"],
			{ name: "cilium", namespace: "kube-system" },
			container("quay.io/cilium/cilium:v1.18.3", "cilium-agent"),
		),
		"/apis/apps/v1/namespaces/avi-system/statefulsets/ako": object(
			["apps/v1", "StatefulSet"],
			{ name: "ako", namespace: "avi-system" },
			container("projects.registry.vmware.com/ako/ako:1.13.1", "ako"),
		),
		"/api/v1/services": [
			object(
				["v1", "Service"],
				{ name: "amf", namespace: "telco" },
				{
					spec: {
						type: "LoadBalancer",
						ports: [
							{ name: "http", protocol: "TCP", port: 80 },
							{ name: "n2", protocol: "SCTP", port: 38412, targetPort: 38412 },
						],
					},
				},
			),
			object(
				["v1", "Service"],
				{ name: "web", namespace: "default" },
				{ spec: { ports: [{ protocol: "TCP", port: 443 }] } },
			),
		],
		"/apis/networking.x-k8s.io/v1alpha1/gateways": [
			object(
				["networking.x-k8s.io/v1alpha1", "Gateway"],
				{ name: "n2", namespace: "telco" },
				{ spec: { listeners: [{ protocol: "SCTP", port: 38412 }] } },
			),
		],
	};
}
