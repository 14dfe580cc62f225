import { type Changes, clusterPool } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const amf = { namespace: "telco", name: "amf", port: 38412 };
/** Who asks for SCTP. */
export const SERVICE = { kind: "Service", type: "LoadBalancer", ...amf };
export const GATEWAY = { kind: "Gateway", ...amf };

const oldKernel = (changes: Changes = {}) =>
	clusterPool({ nodes: { 2: { kernelVersion: "5.1.21" } }, ...changes });
const oldCilium = (changes: Changes = {}) =>
	clusterPool({ versions: { cilium: "1.12.9" }, ...changes });

/** Who wants SCTP, and what a failed check comes to then. */
const WANTED = [
	["Enabled", [], "error", "spec.sctp is Enabled"],
	["Auto", [SERVICE], "warning", "SCTP is left alone"],
	["Auto", [GATEWAY], "warning", "SCTP is left alone"],
	["Enabled", [SERVICE], "error", "spec.sctp is Enabled"],
] as const;

/** Who does not. */
const UNWANTED = [
	["Auto", []],
	["Disabled", [SERVICE]],
	["Auto", [{ ...SERVICE, type: "ClusterIP" }]],
	["Auto", [{ ...SERVICE, type: "NodePort" }]],
] as const;

export const SCTP_CASES: readonly CheckCase[] = [
	...WANTED.flatMap(([sctp, ports, severity, effect]) => {
		const lesson = `${sctp} with ${ports.map(({ kind }) => kind).join() || "no user"}`;
		const sctpPorts = [...ports];
		return [
			fires(
				"sctp-kernel-too-old",
				lesson,
				{ cluster: oldKernel({ sctpPorts }), spec: { sctp } },
				{
					severity,
					ref: "Node worker-2",
					field: [
						"status.nodeInfo.kernelVersion",
						"spec.nodes[1].kernelVersion",
					],
					currentValue: "5.1.21",
					says: `node worker-2 runs kernel 5.1.21; with SCTP on its Cilium agent dies (needs 5.2, or 4.18.0-372.el8); ${effect}`,
				},
			),
			fires(
				"sctp-cilium-too-old",
				lesson,
				{ cluster: oldCilium({ sctpPorts }), spec: { sctp } },
				{
					severity,
					ref: "DaemonSet cilium",
					field: ["spec.template.spec.containers", "spec.versions.cilium"],
					currentValue: "1.12.9",
					says: `1.12.9, SCTP needs 1.13; ${effect}`,
				},
			),
		];
	}),
	...UNWANTED.flatMap(([sctp, ports]) => {
		const lesson = `${sctp} with ${JSON.stringify(ports)}`;
		const changes = { sctpPorts: [...ports] };
		return [
			silent("sctp-kernel-too-old", lesson, {
				cluster: oldKernel(changes),
				spec: { sctp },
			}),
			silent("sctp-cilium-too-old", lesson, {
				cluster: oldCilium(changes),
				spec: { sctp },
			}),
		];
	}),
];
