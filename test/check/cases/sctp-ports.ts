import { clusterPool, configMap } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";
import { GATEWAY, SERVICE } from "./sctp.ts";

const withPort = (port: object) =>
	clusterPool({ sctpPorts: [{ ...SERVICE, ...port }] });
const TARGET_PORT = [
	"spec.ports[0].targetPort",
	"spec.sctpPorts[0].targetPort",
] as const;
const AT_SERVICE = ["Service amf", "ClusterSnapshot prod"] as const;
const NODE_PORT_LOCAL = {
	akoConfig: { cniPlugin: "cilium", serviceType: "NodePortLocal" },
};

/** Checks of who uses SCTP, and how. */
export const SCTP_PORT_CASES: readonly CheckCase[] = [
	fires(
		"sctp-port-rewritten",
		"another number",
		{ cluster: withPort({ targetPort: 2905 }) },
		{
			ref: AT_SERVICE,
			field: TARGET_PORT,
			currentValue: 2905,
			proposedValue: 38412,
			says: "Service telco/amf maps SCTP port 38412 to 2905",
		},
	),
	fires(
		"sctp-port-rewritten",
		"a name",
		{ cluster: withPort({ targetPort: "ngap" }) },
		{
			severity: "info",
			ref: AT_SERVICE,
			field: TARGET_PORT,
			currentValue: "ngap",
			says: 'Service telco/amf maps SCTP port 38412 to the port named "ngap"',
			remedy: "make sure that the pod's port of that name is 38412",
		},
	),
	silent("sctp-port-rewritten", "the same number", {
		cluster: withPort({ targetPort: 38412 }),
	}),
	silent("sctp-port-rewritten", "no targetPort", { cluster: withPort({}) }),
	fires(
		"sctp-port-rewritten",
		"SCTP is on, and a Service within the cluster uses it",
		{
			cluster: {
				...withPort({ type: "ClusterIP", targetPort: 2905 }),
				ciliumConfig: { ipam: "cluster-pool", "enable-sctp": "true" },
			},
		},
		{
			ref: AT_SERVICE,
			field: TARGET_PORT,
			currentValue: 2905,
			proposedValue: 38412,
			says: "Service telco/amf maps SCTP port 38412 to 2905",
		},
	),
	silent("sctp-port-rewritten", "SCTP is disabled", {
		cluster: withPort({ type: "ClusterIP", targetPort: 2905 }),
		spec: { sctp: "Disabled" },
	}),
	silent("sctp-port-rewritten", "nobody wants SCTP", {
		cluster: withPort({ type: "ClusterIP", targetPort: 2905 }),
	}),

	fires(
		"sctp-service-type",
		"Enabled",
		{ cluster: clusterPool(NODE_PORT_LOCAL), spec: { sctp: "Enabled" } },
		{
			ref: "ConfigMap avi-k8s-config",
			field: ["data.serviceType", "spec.akoConfig.serviceType"],
			currentValue: "NodePortLocal",
			says: "cluster prod runs AKO with serviceType NodePortLocal, which can't serve SCTP; spec.sctp is Enabled",
		},
	),
	fires(
		"sctp-service-type",
		"Auto",
		{ cluster: clusterPool({ ...NODE_PORT_LOCAL, sctpPorts: [GATEWAY] }) },
		{
			severity: "warning",
			ref: "ConfigMap avi-k8s-config",
			field: ["data.serviceType", "spec.akoConfig.serviceType"],
			currentValue: "NodePortLocal",
			says: "SCTP is left alone",
		},
	),
	fires(
		"sctp-service-type",
		"AKO is about to run with NodePortLocal",
		{
			cluster: clusterPool({ akoConfig: undefined }),
			spec: { sctp: "Enabled" },
			more: [configMap("avi-k8s-config", { serviceType: "NodePortLocal" })],
		},
		{
			ref: "ConfigMap avi-k8s-config",
			field: "data.serviceType",
			currentValue: "NodePortLocal",
			says: "can't serve SCTP; spec.sctp is Enabled",
		},
	),
	silent("sctp-service-type", "nobody wants SCTP", {
		cluster: clusterPool(NODE_PORT_LOCAL),
	}),
	silent("sctp-service-type", "NodePort serves SCTP", {
		cluster: clusterPool({
			akoConfig: { cniPlugin: "cilium", serviceType: "NodePort" },
		}),
		spec: { sctp: "Enabled" },
	}),

	fires(
		"sctp-off-but-used",
		"a Service and a Gateway",
		{
			cluster: clusterPool({ sctpPorts: [SERVICE, GATEWAY] }),
			spec: { sctp: "Disabled" },
		},
		{
			ref: "Gateway amf",
			field: ["spec.listeners[0]", "spec.sctpPorts[1]"],
			says: "spec.sctp of cluster prod is Disabled, but Gateway telco/amf has SCTP port 38412 and 1 more",
		},
	),
	silent("sctp-off-but-used", "nobody uses it", {
		cluster: withPort({ type: "ClusterIP" }),
		spec: { sctp: "Disabled" },
	}),
	silent("sctp-off-but-used", "it is on", { cluster: withPort({}) }),
];
