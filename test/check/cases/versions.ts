import {
	type Changes,
	clusterPool,
	hostScope,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";
import { SERVICE } from "./sctp.ts";

const versions = (known: Changes["versions"]): Changes =>
	known === undefined ? {} : { versions: known };
const AKO_VERSION = [
	"spec.template.spec.containers",
	"spec.versions.ako",
] as const;
const ENABLED = { spec: { sctp: "Enabled" } };

const TOO_OLD: readonly CheckCase[] = [
	fires(
		"ako-too-old",
		"cluster-pool",
		{ cluster: clusterPool(versions({ ako: "1.10.0" })) },
		{
			ref: "StatefulSet ako",
			field: AKO_VERSION,
			currentValue: "1.10.0",
			says: "cluster prod runs AKO 1.10.0, which does not read CiliumNodes; cluster-pool needs 1.10.1",
		},
	),
	...["1.10.1", "1.13.1", "2.0.0", "v1.11.1-9001", "latest"].map((ako) =>
		silent("ako-too-old", ako, { cluster: clusterPool(versions({ ako })) }),
	),
	...["cni-plugin-mismatch", "ako-needs-restart", "live-routes-differ"].map(
		(check) =>
			silent(check, "ako-too-old says that no setting helps", {
				cluster: clusterPool({
					...versions({ ako: "1.10.0" }),
					akoConfig: { cniPlugin: "", clusterName: "prod" },
				}),
			}),
	),
	silent("ako-too-old", "mode kubernetes", {
		cluster: hostScope(versions({ ako: "1.9.1" })),
	}),
	silent("ako-too-old", "the files own the routes", {
		cluster: clusterPool(versions({ ako: "1.9.1" })),
		spec: { routeOwner: "GitOps" },
	}),

	fires(
		"sctp-ako-too-old",
		"AKO",
		{ ...ENABLED, cluster: hostScope(versions({ ako: "1.9.0" })) },
		{
			ref: "StatefulSet ako",
			field: AKO_VERSION,
			currentValue: "1.9.0",
			says: "cluster prod has AKO 1.9.0, SCTP needs 1.9.1; spec.sctp is Enabled",
		},
	),
	fires(
		"sctp-ako-too-old",
		"the controller, with Auto",
		{
			cluster: hostScope({
				versions: { aviController: "21.1.4-2p3" },
				sctpPorts: [SERVICE],
			}),
		},
		{
			severity: "warning",
			ref: "ConfigMap avi-k8s-config",
			field: ["data.controllerVersion", "spec.versions.aviController"],
			currentValue: "21.1.4-2p3",
			says: "cluster prod has Avi Controller 21.1.4-2p3, SCTP needs 22.1.3; SCTP is left alone",
		},
	),
	...[
		{ ako: "1.9.1" },
		{ aviController: "22.1.3" },
		{ aviController: "30.2.1" },
	].map((known) =>
		silent("sctp-ako-too-old", JSON.stringify(known), {
			...ENABLED,
			cluster: hostScope(versions(known)),
		}),
	),
	silent("sctp-ako-too-old", "nobody wants SCTP", {
		cluster: hostScope(versions({ ako: "1.8.0" })),
	}),
];

const known = { cilium: "1.18.3" };

/** The nodes and CiliumNodes of a healthy cluster, without a field of the nodes. */
function without(field: "kernelVersion") {
	const { nodes, ciliumNodes } = clusterPool();
	for (const node of nodes) delete node[field];
	return { nodes, ciliumNodes };
}

const UNKNOWN: readonly CheckCase[] = [
	fires(
		"version-unknown",
		"a node without a kernel version",
		{
			...ENABLED,
			cluster: clusterPool({
				versions: known,
				nodes: { 2: { kernelVersion: "custom" } },
			}),
		},
		{
			ref: "Node worker-2",
			field: ["status.nodeInfo.kernelVersion", "spec.nodes[1].kernelVersion"],
			currentValue: "custom",
			says: '1 of 3 nodes of cluster prod report no kernel version, such as worker-2 ("custom"); whether SCTP can be on there was not checked',
		},
	),
	fires(
		"version-unknown",
		"Cilium's is nowhere",
		{ ...ENABLED },
		{
			ref: "ConfigMap cilium-config",
			says: "the version of Cilium in cluster prod is not known; what depends on it was not checked",
		},
	),
	fires(
		"version-unknown",
		"a tag that tells nothing",
		{ ...ENABLED, cluster: clusterPool(versions({ cilium: "latest" })) },
		{
			ref: "DaemonSet cilium",
			field: ["spec.template.spec.containers", "spec.versions.cilium"],
			currentValue: "latest",
			says: 'the version of Cilium in cluster prod is "latest", which holds no version',
		},
	),
	fires(
		"version-unknown",
		"AKO's tag tells nothing",
		{ cluster: clusterPool(versions({ ako: "release" })) },
		{
			ref: "StatefulSet ako",
			field: AKO_VERSION,
			currentValue: "release",
			says: 'the version of AKO in cluster prod is "release", which holds no version',
		},
	),
	silent("version-unknown", "all are known", {
		...ENABLED,
		cluster: clusterPool(versions({ ...known, ako: "1.13.1" })),
	}),
	silent("version-unknown", "SCTP is on already", {
		...ENABLED,
		cluster: clusterPool({
			ciliumConfig: { ipam: "cluster-pool", "enable-sctp": "true" },
		}),
	}),
	silent("version-unknown", "nobody asks", {
		cluster: hostScope({
			...versions({ ako: "release", cilium: "latest" }),
			nodes: { 2: { kernelVersion: "custom" } },
		}),
	}),
	fires(
		"version-unknown",
		"Nodes without nodeInfo",
		{
			...ENABLED,
			cluster: {
				...clusterPool({ versions: known }, 0),
				...without("kernelVersion"),
			},
		},
		{
			ref: "Node worker-1",
			field: ["status.nodeInfo.kernelVersion", "spec.nodes[0].kernelVersion"],
			says: "3 of 3 nodes of cluster prod report no kernel version, such as worker-1 (none); whether",
		},
	),
];

/** Checks that need to know versions. */
export const VERSION_CASES: readonly CheckCase[] = [...TOO_OLD, ...UNKNOWN];
