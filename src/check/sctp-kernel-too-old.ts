import { fieldOf } from "../model/lists.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongNodes, combine } from "./combine.ts";
import { sctpConsequence } from "./sctp.ts";

export const sctpKernelTooOld: Check = {
	id: "sctp-kernel-too-old",
	severity: "error",
	description:
		"SCTP is wanted, and a node's kernel is below 5.2 (and not a RHEL 8 kernel of 4.18.0-372 or later): its Cilium agent would crash. With sctp: Auto a warning, and SCTP is left alone.",
	why: 'With enable-sctp the agent probes for large BPF programs and exits with "SCTP support needs kernel 5.2 or newer". Red Hat has them since RHEL 8.6, kernel 4.18.0-372.',
	remediation: "upgrade the node's kernel, or set spec.sctp: Disabled",
	example:
		"node worker-2 runs kernel 5.1.21; with SCTP on its Cilium agent dies (needs 5.2, or 4.18.0-372.el8); spec.sctp is Enabled",
	check: forEachCluster((plan) => {
		const { effect, ...severity } = sctpConsequence(plan);
		const { cluster, sctp } = plan;
		const found = sctp.oldKernels.map(({ name, kernelVersion, source }) => ({
			...severity,
			name,
			example: `${name} (${kernelVersion})`,
			message: `node ${name} runs kernel ${kernelVersion}; with SCTP on its Cilium agent dies (needs 5.2, or 4.18.0-372.el8); ${effect}`,
			...fieldOf(source, "kernelVersion"),
			currentValue: kernelVersion,
		}));
		return combine(found, amongNodes(plan), ({ share, examples }) => ({
			message: `${share} of cluster ${cluster.name} run kernels with which their Cilium agents die once SCTP is on (needs 5.2, or 4.18.0-372.el8): ${examples}; ${effect}`,
		}));
	}),
};
