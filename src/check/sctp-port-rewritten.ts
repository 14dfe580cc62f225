import type { SctpPort } from "../group/cluster.ts";
import { namespacedName } from "../krm/item.ts";
import { type Check, forEachCluster } from "./check.ts";
import { combine, type NamedFinding } from "./combine.ts";

export const sctpPortRewritten: Check = {
	id: "sctp-port-rewritten",
	severity: "warning",
	description:
		"SCTP is on or wanted, and the targetPort of a Service's SCTP port is another number than its port. An info when it is a name, whose number is not known here.",
	why: "Cilium does not rewrite ports of SCTP: what a client inside the cluster sends to the Service arrives at the pod with the Service's port. Clients of Avi are served all the same where AKO's serviceType is ClusterIP, for then Avi connects to the pods' targetPort itself.",
	remediation:
		"set targetPort to the port and have the pod listen there, if anything inside the cluster uses the Service",
	example: "Service telco/amf maps SCTP port 38412 to 2905",
	check: forEachCluster(({ cluster, sctp }) => {
		const isOn = cluster.ciliumConfig?.data["enable-sctp"] === "true";
		if (!(sctp.wanted ?? isOn)) return [];
		const found = cluster.sctpPorts.flatMap(rewritten);
		const among = { total: cluster.sctpPorts.length, noun: "SCTP ports" };
		return combine(found, among, ({ share, examples, first }) => ({
			message: `${share} of cluster ${cluster.name} are mapped to ${first.cause}: ${examples}`,
		}));
	}),
};

function rewritten(entry: SctpPort): NamedFinding | [] {
	const { kind, port, targetPort, source } = entry;
	if (targetPort === undefined || String(targetPort) === String(port))
		return [];
	const isNumber = /^\d+$/.test(String(targetPort));
	const place = namespacedName(entry);
	const says = isNumber
		? `maps SCTP port ${port} to ${targetPort}`
		: `maps SCTP port ${port} to the port named ${JSON.stringify(targetPort)}, which must be ${port} too`;
	return {
		name: `${kind} ${place} ${port}`,
		example: `${kind} ${place} (${port} to ${targetPort})`,
		message: `${kind} ${place} ${says}`,
		item: source.item,
		field: `${source.path}.targetPort`,
		currentValue: targetPort,
		...(isNumber
			? { cause: "other numbers", proposedValue: port }
			: {
					cause: "names, whose numbers must be those of the ports",
					severity: "info" as const,
					remedy: `make sure that the pod's port of that name is ${port}`,
				}),
	};
}
