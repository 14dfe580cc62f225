import { type Check, forEachCluster } from "./check.ts";

export const podCidrInvalid: Check = {
	id: "pod-cidr-invalid",
	severity: "error",
	description:
		"A pod CIDR is not a CIDR. AKO skips it or, when it has no mask, drops all routes of the node.",
	why: "AKO matches pod CIDRs with an expression of its own: a CIDR like 10.0.1.0/33 is skipped, one without a mask makes it give up on the node, and so does any bad entry of the annotation ako.vmware.com/pod-cidrs.",
	remediation:
		"correct it where it is written; it must look like 10.0.1.0/24 or fd00:1::/64",
	example:
		'node worker-2 has pod CIDR "10.0.2.0", which is no CIDR; the node gets no routes',
	check: forEachCluster(({ oddNodes }) =>
		oddNodes.flatMap(({ node, podCIDRs, problem, dropped }) => {
			if (problem?.kind === "bad-pod-cidr") {
				const message = `node ${node.name} ${problem.detail}; it gets no routes`;
				return [
					{
						message,
						...(problem.remedy === undefined ? {} : { remedy: problem.remedy }),
						item: problem.source.item,
						field: problem.field,
						currentValue: problem.currentValue,
					},
				];
			}
			const effect =
				dropped?.kind === "bad-pod-cidr"
					? "the node gets no routes"
					: "it is left out";
			return podCIDRs
				.filter(({ written }) => written === undefined)
				.map(({ text, source, field }) => ({
					message: `node ${node.name} has pod CIDR ${JSON.stringify(text)}, which is no CIDR; ${effect}`,
					item: source.item,
					field,
					currentValue: text,
				}));
		}),
	),
};
