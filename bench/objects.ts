import type { FleetCluster, FleetNode, Wish } from "./fleet.ts";
import type { ValueMap } from "./kubectl-yaml.ts";
import { managedFields } from "./managed-fields.ts";
import { hexDigits, randomFrom } from "./random.ts";

/**
 * How much of an object there is: `kept` is what people keep in a package, `full` all that `kubectl get` prints, and
 * `managed` what it prints with --show-managed-fields.
 */
export type Detail = "kept" | "full" | "managed";

const HOUR = "2025-01-01T00:00:00Z";

/** The objects of a cluster, in the order of `kubectl get nodes,ciliumnodes`; the ConfigMaps of Cilium and AKO come last. */
export function clusterObjects(
	cluster: FleetCluster,
	wish: Wish,
	detail: Detail,
): ValueMap[] {
	const images = imagesOf(wish);
	const { name, nodes } = cluster;
	const objects = [
		...nodes.map((node, i) => nodeObject(node, i, detail, images)),
		...nodes
			.filter(({ anomaly }) => anomaly !== "no-cilium-node")
			.map((node) => ciliumNodeObject(node, detail)),
		configMap("cilium-config", "kube-system", {
			"cluster-pool-ipv4-cidr": "10.0.0.0/8",
			"cluster-pool-ipv6-cidr": "fd00:10::/32",
			ipam: "cluster-pool",
		}),
		configMap("avi-k8s-config", "avi-system", {
			clusterName: name,
			cniPlugin: "cilium",
			ipFamily: wish.stack,
		}),
	];
	return wish.clusters === 1
		? objects
		: objects.map((object) =>
				annotated(object, { "avi-routes.dev/cluster": name }),
			);
}

/** The object with more annotations; they stay where the key was. */
export function annotated(object: ValueMap, more: ValueMap): ValueMap {
	const metadata = object.metadata as ValueMap;
	const annotations = {
		...(metadata.annotations as ValueMap | undefined),
		...more,
	};
	return { ...object, metadata: { ...metadata, annotations } };
}

function nodeObject(
	node: FleetNode,
	index: number,
	detail: Detail,
	images: readonly ValueMap[],
): ValueMap {
	const { name, uid, hostCIDRs } = node;
	const isFull = detail !== "kept";
	return {
		apiVersion: "v1",
		kind: "Node",
		metadata: {
			annotations: isFull ? nodeAnnotations(index) : undefined,
			creationTimestamp: isFull ? HOUR : undefined,
			labels: isFull
				? nodeLabels(name, index)
				: { "kubernetes.io/hostname": name },
			managedFields: detail === "managed" ? managedFields("Node") : undefined,
			name,
			resourceVersion: isFull ? versionOf(uid) : undefined,
			uid,
		},
		spec: {
			podCIDR: hostCIDRs[0],
			podCIDRs: hostCIDRs,
			...(isFull ? nodeSpec(index) : {}),
		},
		status: nodeStatus(node, isFull, images),
	};
}

/** Some nodes are of the control plane, and some are cordoned. */
function nodeSpec(index: number): ValueMap {
	if (index < 3)
		return {
			taints: [
				{ effect: "NoSchedule", key: "node-role.kubernetes.io/control-plane" },
			],
		};
	return index % 20 === 9
		? {
				taints: [
					{
						effect: "NoSchedule",
						key: "node.kubernetes.io/unschedulable",
						timeAdded: HOUR,
					},
				],
				unschedulable: true,
			}
		: {};
}

function nodeStatus(
	{ name, uid, addresses, anomaly }: FleetNode,
	isFull: boolean,
	images: readonly ValueMap[],
): ValueMap {
	const listed = anomaly === "no-address" ? [] : addresses;
	return {
		addresses: [
			...listed.map((address) => ({ address, type: "InternalIP" })),
			{ address: name, type: "Hostname" },
		],
		...(isFull ? NODE_STATUS : {}),
		images: images.length > 0 ? images : undefined,
		nodeInfo: isFull
			? {
					architecture: "amd64",
					bootID: `${uid.slice(0, 35)}b`,
					containerRuntimeVersion: "containerd://1.7.22",
					kernelVersion: "6.8.0-45-generic",
					kubeProxyVersion: "v1.31.2",
					kubeletVersion: "v1.31.2",
					machineID: uid.replaceAll("-", ""),
					operatingSystem: "linux",
					osImage: "Ubuntu 24.04.1 LTS",
					systemUUID: `${uid.slice(0, 35)}c`,
				}
			: { kernelVersion: "6.8.0-45-generic", kubeletVersion: "v1.31.2" },
	};
}

function ciliumNodeObject(
	{ name, uid, addresses, podCIDRs, anomaly }: FleetNode,
	detail: Detail,
): ValueMap {
	const isFull = detail !== "kept";
	const error =
		anomaly === "operator-error"
			? { error: "unable to allocate a CIDR" }
			: undefined;
	return {
		apiVersion: "cilium.io/v2",
		kind: "CiliumNode",
		metadata: {
			annotations: undefined,
			creationTimestamp: isFull ? HOUR : undefined,
			generation: isFull ? 3 : undefined,
			labels: { "kubernetes.io/hostname": name },
			managedFields:
				detail === "managed" ? managedFields("CiliumNode") : undefined,
			name,
			ownerReferences: [
				{
					apiVersion: "v1",
					kind: "Node",
					name,
					uid: anomaly === "stale" ? `0${uid.slice(1)}` : uid,
				},
			],
			resourceVersion: isFull ? versionOf(uid) : undefined,
			uid: isFull ? `${uid.slice(0, 35)}f` : undefined,
		},
		spec: {
			addresses: addresses.map((ip) => ({ ip, type: "InternalIP" })),
			...(isFull ? CILIUM_SPEC : {}),
			ipam: {
				podCIDRs: anomaly === "joined" ? undefined : podCIDRs,
				pools: {},
			},
		},
		status:
			isFull || error !== undefined
				? { ipam: { "operator-status": error ?? {} } }
				: undefined,
	};
}

function configMap(name: string, namespace: string, data: ValueMap): ValueMap {
	return {
		apiVersion: "v1",
		data,
		kind: "ConfigMap",
		metadata: { annotations: undefined, name, namespace, resourceVersion: "1" },
	};
}

const versionOf = (uid: string) => String(Number.parseInt(uid.slice(0, 6), 16));

function imagesOf({ images, seed }: Wish): ValueMap[] {
	const random = randomFrom(seed);
	return Array.from({ length: images }, (_, i) => ({
		names: [`quay.io/svc-${i}@sha256:${hexDigits(random, 64)}`],
		sizeBytes: Math.floor(random() * 1e9),
	}));
}

/** Some nodes have a note, so long that kubectl folds it. */
const nodeAnnotations = (index: number): ValueMap => ({
	"csi.volume.kubernetes.io/nodeid": '{"csi.vsphere.vmware.com":"421d1b6e"}',
	"kubeadm.alpha.kubernetes.io/cri-socket":
		"unix:///var/run/containerd/containerd.sock",
	"node.alpha.kubernetes.io/ttl": "0",
	"ops.example.com/note":
		index % 50 === 7
			? "drained for the firmware update of the second network card, back in service since the morning after"
			: undefined,
	"volumes.kubernetes.io/controller-managed-attach-detach": "true",
});

const nodeLabels = (name: string, index: number): ValueMap => ({
	"beta.kubernetes.io/arch": "amd64",
	"beta.kubernetes.io/os": "linux",
	"kubernetes.io/arch": "amd64",
	"kubernetes.io/hostname": name,
	"kubernetes.io/os": "linux",
	"node-role.kubernetes.io/control-plane": index < 3 ? "" : undefined,
	"node.kubernetes.io/instance-type": "vsphere-vm.cpu-16.mem-64gb.os-ubuntu",
	"topology.kubernetes.io/zone": `zone-${index % 3}`,
});

const condition = (type: string, reason: string, message: string) => ({
	lastHeartbeatTime: HOUR,
	lastTransitionTime: HOUR,
	message,
	reason,
	status: type === "Ready" ? "True" : "False",
	type,
});

const RESOURCES: ValueMap = {
	cpu: "16",
	"ephemeral-storage": "94981305338",
	"hugepages-1Gi": "0",
	"hugepages-2Mi": "0",
	memory: "65746480Ki",
	pods: "110",
};

const NODE_STATUS: ValueMap = {
	allocatable: RESOURCES,
	capacity: { ...RESOURCES, "ephemeral-storage": "103059144Ki" },
	conditions: [
		condition(
			"NetworkUnavailable",
			"CiliumIsUp",
			"Cilium is running on this node",
		),
		condition(
			"MemoryPressure",
			"KubeletHasSufficientMemory",
			"kubelet has sufficient memory available",
		),
		condition(
			"DiskPressure",
			"KubeletHasNoDiskPressure",
			"kubelet has no disk pressure",
		),
		condition(
			"PIDPressure",
			"KubeletHasSufficientPID",
			"kubelet has sufficient PID available",
		),
		condition("Ready", "KubeletReady", "kubelet is posting ready status"),
	],
	daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
};

const CILIUM_SPEC: ValueMap = {
	"alibaba-cloud": {},
	azure: {},
	bootid: "6c1f3e52-5d55-4c39-a5a6-b5b1a2d6e2a1",
	encryption: {},
	eni: {},
	health: { ipv4: "10.0.0.7" },
	ingress: {},
};
