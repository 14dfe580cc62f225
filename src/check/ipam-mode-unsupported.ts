import { type Check, forEachCluster } from "./check.ts";
import { configLocation } from "./location.ts";

/** Why there are no routes in the modes of Cilium that are not supported. */
const REASONS: Readonly<Record<string, string>> = {
	eni: "pods have addresses of the VPC, which Avi reaches without static routes",
	azure:
		"pods have addresses of the virtual network, which Avi reaches without static routes",
	alibabacloud:
		"pods have addresses of the VPC, which Avi reaches without static routes",
	crd: "nodes hold single addresses instead of CIDRs",
	"delegated-plugin": "another plugin hands out addresses, unknown to Cilium",
	"cluster-pool-v2beta":
		"it was a beta of Cilium 1.12 to 1.14 with CIDRs that come and go",
};

const REMEDIES: Readonly<Record<string, string>> = {
	"delegated-plugin":
		"set spec.ipamMode to the mode whose field holds the pod CIDRs; where pods have addresses of the cloud's network, take the cluster out of this package",
	"cluster-pool-v2beta":
		"upgrade Cilium in a new cluster of mode cluster-pool or multi-pool",
};

/** No agent starts with such a mode, so that it is an error of the dump, or of what is not applied yet. */
const UNKNOWN = {
	reason: "Cilium knows no such mode",
	remedy: "correct the key ipam, or dump cilium-config again",
};

export const ipamModeUnsupported: Check = {
	id: "ipam-mode-unsupported",
	severity: "error",
	description:
		"The cluster's IPAM mode gives nodes no CIDRs that could be routed, or AKO can't read them.",
	why: "In the modes eni, azure and alibabacloud pods have addresses of the cloud's own network, in crd and delegated-plugin nodes have no CIDRs, and multi-pool keeps its CIDRs in spec.ipam.pools.allocated, which AKO does not read: it logs an error and programs nothing.",
	remediation: "take the cluster out of this package",
	example:
		'cluster prod is in IPAM mode "eni": pods have addresses of the VPC, which Avi reaches without static routes',
	// Advice on routes that are not made; some of it contradicts this.
	hides: [
		"cni-plugin-mismatch",
		"live-routes-differ",
		"ako-needs-restart",
		"vrf-unknown",
		"ip-family-assumed",
		"ip-family-unsupported",
		"no-route-controller",
		"routes-unused",
		"bgp-also-advertises",
		"cilium-node-config",
		"cilium-node-error",
		"cilium-node-stale",
		"too-many-removed-routes",
	],
	check: forEachCluster(({ cluster, decision: { name, mode } }) => {
		const isUnread =
			mode?.isReadByAko === false && cluster.config.routeOwner === "AKO";
		if (name === undefined || (mode !== undefined && !isUnread))
			return undefined;
		const of = (table: Readonly<Record<string, string>>) =>
			Object.hasOwn(table, name) ? table[name] : undefined;
		const { reason, remedy } = mode?.unread ?? {
			reason: of(REASONS) ?? UNKNOWN.reason,
			remedy: of(REASONS) ? of(REMEDIES) : UNKNOWN.remedy,
		};
		return {
			message: `cluster ${cluster.name} is in IPAM mode ${JSON.stringify(name)}: ${reason}`,
			remedy,
			...configLocation(cluster, "ciliumConfig", "ipam"),
			currentValue: name,
		};
	}),
};
