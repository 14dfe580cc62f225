import type { ValueMap } from "./kubectl-yaml.ts";

const TIME = "2025-01-01T00:00:00Z";

/** Field names as managedFields has them: an empty mapping each. */
const fields = (...names: readonly string[]): ValueMap =>
	Object.fromEntries(names.map((name) => [name, {}]));

/** Who wrote which fields, as `kubectl get --show-managed-fields` tells of a Node or CiliumNode. */
export function managedFields(kind: "Node" | "CiliumNode"): ValueMap[] {
	return kind === "Node" ? NODE_FIELDS : CILIUM_NODE_FIELDS;
}

const manager = (
	name: string,
	apiVersion: string,
	fieldsV1: ValueMap,
	subresource?: string,
): ValueMap => ({
	apiVersion,
	fieldsType: "FieldsV1",
	fieldsV1,
	manager: name,
	operation: "Update",
	subresource,
	time: TIME,
});

const CONDITIONS = Object.fromEntries(
	["DiskPressure", "MemoryPressure", "PIDPressure", "Ready"].map((type) => [
		`k:{"type":"${type}"}`,
		fields("f:lastHeartbeatTime", "f:lastTransitionTime", "f:message"),
	]),
);

const NODE_FIELDS: ValueMap[] = [
	manager("kubelet", "v1", {
		"f:metadata": {
			"f:annotations": fields(
				".",
				"f:volumes.kubernetes.io/controller-managed-attach-detach",
			),
			"f:labels": fields(
				".",
				"f:beta.kubernetes.io/arch",
				"f:beta.kubernetes.io/os",
				"f:kubernetes.io/arch",
				"f:kubernetes.io/hostname",
				"f:kubernetes.io/os",
			),
		},
	}),
	manager("kube-controller-manager", "v1", {
		"f:metadata": {
			"f:annotations": fields("f:node.alpha.kubernetes.io/ttl"),
		},
		"f:spec": {
			"f:podCIDR": {},
			"f:podCIDRs": fields(".", 'v:"10.244.0.0/24"'),
		},
	}),
	manager(
		"kubelet",
		"v1",
		{
			"f:status": {
				"f:allocatable": fields("f:ephemeral-storage", "f:memory"),
				"f:conditions": CONDITIONS,
				"f:images": {},
				"f:nodeInfo": fields("f:bootID", "f:kernelVersion"),
			},
		},
		"status",
	),
];

const CILIUM_NODE_FIELDS: ValueMap[] = [
	manager("cilium-agent", "cilium.io/v2", {
		"f:metadata": {
			"f:ownerReferences": {
				".": {},
				'k:{"uid":"6c1f3e52-5d55-4c39-a5a6-b5b1a2d6e2a1"}': {},
			},
		},
		"f:spec": fields(".", "f:addresses", "f:bootid", "f:health"),
	}),
	manager("cilium-operator-generic", "cilium.io/v2", {
		"f:spec": { "f:ipam": fields("f:podCIDRs") },
	}),
];
