import type { FleetCluster, FleetNode, Wish } from "./fleet.ts";
import { hexDigits, randomFrom } from "./random.ts";

/** How raw objects are written: as people keep them, cut short, or as kubectl prints all of them. */
export type RawForm = "kept" | "dump";

const HOUR = "2025-01-01T00:00:00Z";

/** The Nodes, CiliumNodes and ConfigMaps of a cluster, as entries of a block sequence in kubectl's layout. */
export function* rawObjects(
	cluster: FleetCluster,
	wish: Wish,
	form: RawForm,
): Generator<string> {
	const random = randomFrom(wish.seed);
	const images = imageLines(wish.images, random);
	const mark =
		wish.clusters === 1
			? ""
			: `      avi-routes.dev/cluster: ${cluster.name}\n`;
	for (const node of cluster.nodes) {
		yield nodeText(node, form, mark, images);
		if (node.anomaly !== "no-cilium-node")
			yield ciliumNodeText(node, form, mark);
	}
	yield configMap("cilium-config", "kube-system", mark, {
		ipam: "cluster-pool",
		"cluster-pool-ipv4-cidr": "10.0.0.0/8",
		"cluster-pool-ipv6-cidr": "fd00:10::/32",
	});
	yield configMap("avi-k8s-config", "avi-system", mark, {
		cniPlugin: "cilium",
		clusterName: cluster.name,
		ipFamily: wish.stack,
	});
}

function nodeText(
	node: FleetNode,
	form: RawForm,
	mark: string,
	images: string,
): string {
	const { name, uid, hostCIDRs } = node;
	const addresses = node.anomaly === "no-address" ? [] : node.addresses;
	return `- apiVersion: v1
  kind: Node
  metadata:
    annotations:
${form === "dump" ? DUMP_NOTES : ""}${path(name, "node")}${mark}${form === "dump" ? `    creationTimestamp: "${HOUR}"\n` : ""}    labels:
      kubernetes.io/hostname: ${name}
${form === "dump" ? dumpLabels(name) : ""}    name: ${name}
${form === "dump" ? `    resourceVersion: "${parseInt(uid.slice(0, 6), 16)}"\n` : ""}    uid: ${uid}
  spec:
    podCIDR: ${scalar(hostCIDRs[0] ?? "")}
    podCIDRs:
${hostCIDRs.map((cidr) => `    - ${scalar(cidr)}\n`).join("")}  status:
    addresses:
${addresses.map((address) => `    - address: ${scalar(address)}\n      type: InternalIP\n`).join("")}    - address: ${name}
      type: Hostname
${form === "dump" ? DUMP_STATUS : ""}${images}    nodeInfo:
${form === "dump" ? dumpInfo(uid) : ""}      kernelVersion: 6.8.0-45-generic
${form === "dump" ? "      kubeProxyVersion: v1.31.2\n" : ""}      kubeletVersion: v1.31.2
${form === "dump" ? "      operatingSystem: linux\n      osImage: Ubuntu 24.04.1 LTS\n" : ""}`;
}

function ciliumNodeText(
	{ name, uid, addresses, podCIDRs, anomaly }: FleetNode,
	form: RawForm,
	mark: string,
): string {
	const owner = anomaly === "stale" ? `0${uid.slice(1)}` : uid;
	const cidrs =
		anomaly === "joined"
			? ""
			: `      podCIDRs:\n${podCIDRs.map((cidr) => `      - ${scalar(cidr)}\n`).join("")}`;
	const error =
		anomaly === "operator-error"
			? "        error: unable to allocate a CIDR\n"
			: "";
	return `- apiVersion: cilium.io/v2
  kind: CiliumNode
  metadata:
    annotations:
${path(name, "ciliumnode")}${mark}${form === "dump" ? `    creationTimestamp: "${HOUR}"\n    generation: 3\n` : ""}    labels:
      kubernetes.io/hostname: ${name}
    name: ${name}
    ownerReferences:
    - apiVersion: v1
      kind: Node
      name: ${name}
      uid: ${owner}
${form === "dump" ? `    resourceVersion: "${parseInt(uid.slice(0, 6), 16)}"\n    uid: ${uid.slice(0, 35)}f\n` : ""}  spec:
    addresses:
${addresses.map((address) => `    - ip: ${scalar(address)}\n      type: InternalIP\n`).join("")}${form === "dump" ? DUMP_CILIUM : ""}    ipam:
${cidrs}      pools: {}
${error === "" ? (form === "dump" ? "  status:\n    ipam:\n      operator-status: {}\n" : "") : `  status:\n    ipam:\n      operator-status:\n${error}`}`;
}

/** Where kpt says that the object is; one object a file, for kpt refuses Lists. */
function path(name: string, kind: string): string {
	return `      internal.config.kubernetes.io/index: "0"\n      internal.config.kubernetes.io/path: dump/${kind}-${name}.yaml\n`;
}

/** As kubectl and kpt write it: in quotes where YAML asks for them. */
function scalar(text: string): string {
	return text.includes("::") ? `"${text}"` : text;
}

function configMap(
	name: string,
	namespace: string,
	mark: string,
	entries: Readonly<Record<string, string>>,
): string {
	const lines = Object.entries(entries).map(
		([key, value]) => `    ${key}: ${scalar(value)}\n`,
	);
	return `- apiVersion: v1
  kind: ConfigMap
  metadata:
    annotations:
      internal.config.kubernetes.io/index: "0"
      internal.config.kubernetes.io/path: dump/${name}${mark === "" ? "" : `-${mark.trim().split(" ")[1]}`}.yaml
${mark}    name: ${name}
    namespace: ${namespace}
    resourceVersion: "1"
  data:
${lines.join("")}`;
}

function imageLines(count: number, random: () => number): string {
	if (count === 0) return "";
	const lines = Array.from({ length: count }, (_, i) => {
		const digest = hexDigits(random, 64);
		return `    - names:
      - quay.io/svc-${i}@sha256:${digest}
      sizeBytes: ${Math.floor(random() * 1e9)}
`;
	});
	return `    images:\n${lines.join("")}`;
}

const DUMP_NOTES = `      csi.volume.kubernetes.io/nodeid: '{"csi.vsphere.vmware.com":"421d1b6e"}'
      kubeadm.alpha.kubernetes.io/cri-socket: unix:///var/run/containerd/containerd.sock
      node.alpha.kubernetes.io/ttl: "0"
      volumes.kubernetes.io/controller-managed-attach-detach: "true"
`;

const dumpLabels = (name: string) => `      beta.kubernetes.io/arch: amd64
      beta.kubernetes.io/os: linux
      kubernetes.io/arch: amd64
      kubernetes.io/os: linux
      node.kubernetes.io/instance-type: vsphere-vm.cpu-16.mem-64gb.os-ubuntu
      topology.kubernetes.io/zone: zone-${name.slice(-1)}
`;

const condition = (
	type: string,
	message: string,
	reason: string,
) => `    - lastHeartbeatTime: "${HOUR}"
      lastTransitionTime: "${HOUR}"
      message: ${message}
      reason: ${reason}
      status: "False"
      type: ${type}
`;

const DUMP_STATUS = `    allocatable:
      cpu: "16"
      ephemeral-storage: "94981305338"
      hugepages-1Gi: "0"
      hugepages-2Mi: "0"
      memory: 65746480Ki
      pods: "110"
    capacity:
      cpu: "16"
      ephemeral-storage: 103059144Ki
      hugepages-1Gi: "0"
      hugepages-2Mi: "0"
      memory: 65848880Ki
      pods: "110"
    conditions:
${condition("NetworkUnavailable", "Cilium is running on this node", "CiliumIsUp")}${condition("MemoryPressure", "kubelet has sufficient memory available", "KubeletHasSufficientMemory")}${condition("DiskPressure", "kubelet has no disk pressure", "KubeletHasNoDiskPressure")}${condition("PIDPressure", "kubelet has sufficient PID available", "KubeletHasSufficientPID")}${condition("Ready", "kubelet is posting ready status", "KubeletReady")}    daemonEndpoints:
      kubeletEndpoint:
        Port: 10250
`;

const dumpInfo = (uid: string) => `      architecture: amd64
      bootID: ${uid.slice(0, 35)}b
      containerRuntimeVersion: containerd://1.7.22
`;

const DUMP_CILIUM = `    alibaba-cloud: {}
    azure: {}
    bootid: 6c1f3e52-5d55-4c39-a5a6-b5b1a2d6e2a1
    encryption: {}
    eni: {}
    health:
      ipv4: 10.0.0.7
    ingress: {}
`;
