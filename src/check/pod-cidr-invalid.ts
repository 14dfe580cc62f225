import { AKO_POD_CIDRS } from "../krm/annotations.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongNodes, combine, type NamedFinding } from "./combine.ts";
import { cidrLocation } from "./location.ts";

export const podCidrInvalid: Check = {
	id: "pod-cidr-invalid",
	severity: "error",
	description:
		"A pod CIDR is not a CIDR. AKO skips it or, when it has no mask, drops all routes of the node.",
	why: "AKO matches pod CIDRs with an expression of its own: a CIDR like 10.0.1.0/33 is skipped, one without a mask makes it give up on the node, and so does any bad entry of the annotation ako.vmware.com/pod-cidrs.",
	remediation:
		"correct it where it is written; it must look like 10.0.1.0/24 or fd00:1::/64",
	example:
		'node worker-2 has pod CIDR "10.0.2.0", which is not a CIDR; the node gets no routes',
	check: forEachCluster((plan) => {
		const found = plan.nodesLackingRoutes.flatMap(invalidIn);
		return combine(found, amongNodes(plan), ({ share, examples, first }) => {
			const [what, say, effect] = SEVERAL[first.cause];
			return {
				message: `${what} of ${share} of cluster ${plan.cluster.name} ${say}: ${examples}; ${effect}`,
			};
		});
	}),
};

/** The texts about several nodes, by the effect on their CIDRs. */
const SEVERAL = {
	annotation: [
		`the annotations ${AKO_POD_CIDRS}`,
		"have entries that AKO takes for no IPv4 CIDR",
		"AKO gives these nodes no routes",
	],
	dropped: ["pod CIDRs", "are not CIDRs", "the nodes get no routes"],
	"left-out": ["pod CIDRs", "are not CIDRs", "these are left out"],
} as const;

type Invalid = NamedFinding & { readonly cause: keyof typeof SEVERAL };

function invalidIn({
	node: { name },
	podCIDRs,
	problem,
	dropped,
}: NodeRoutes): Invalid | Invalid[] {
	if (problem?.kind === "bad-pod-cidr") {
		const { detail, remedy, source, field, currentValue } = problem;
		return {
			name,
			cause: "annotation",
			example: `${JSON.stringify(currentValue)} of ${name}`,
			message: `node ${name} ${detail}; it gets no routes`,
			remedy,
			item: source.item,
			field,
			currentValue,
		};
	}
	const isDropped = dropped?.kind === "bad-pod-cidr";
	const effect = isDropped ? "the node gets no routes" : "it is left out";
	return podCIDRs
		.filter(({ prefix }) => prefix === undefined)
		.map((cidr) => ({
			name,
			cause: isDropped ? "dropped" : "left-out",
			example: `${JSON.stringify(cidr.text)} of ${name}`,
			message: `node ${name} has pod CIDR ${JSON.stringify(cidr.text)}, which is not a CIDR; ${effect}`,
			...cidrLocation(cidr),
		}));
}
