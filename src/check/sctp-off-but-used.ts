import { namespacedName } from "../krm/item.ts";
import { fieldOf } from "../model/lists.ts";
import { type Check, forEachCluster } from "./check.ts";

export const sctpOffButUsed: Check = {
	id: "sctp-off-but-used",
	severity: "warning",
	description:
		"spec.sctp is Disabled, and a LoadBalancer Service or a Gateway has SCTP ports.",
	why: "Without enable-sctp Cilium drops SCTP packets to Services and pods, whatever Avi sends.",
	remediation: "set spec.sctp: Auto, or remove the SCTP ports",
	example:
		"spec.sctp of cluster prod is Disabled, but Gateway telco/amf has SCTP port 38412 and 1 more",
	check: forEachCluster(({ cluster, sctp }) => {
		const [first] = sctp.users;
		if (sctp.wanted !== false || first === undefined) return undefined;
		const { kind, port, source } = first;
		const others =
			sctp.users.length === 1 ? "" : ` and ${sctp.users.length - 1} more`;
		return {
			message: `spec.sctp of cluster ${cluster.name} is Disabled, but ${kind} ${namespacedName(first)} has SCTP port ${port}${others}`,
			...fieldOf(source),
		};
	}),
};
