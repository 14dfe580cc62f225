import { fieldPath, type NodeSnapshot } from "../group/cluster.ts";
import { parsePrefix } from "../ip/prefix.ts";
import { AKO_POD_CIDRS } from "../krm/annotations.ts";
import { joinPath } from "../read/validate.ts";
import { isAkoIPv4CIDR, trimAsGo } from "./ako-text.ts";
import type { IpamMode, NodeCIDRs } from "./ipam-mode.ts";
import { listedCIDRs } from "./pod-cidr.ts";

/** Kubernetes Host Scope: kube-controller-manager hands out Node.spec.podCIDRs; AKO's annotation replaces them. */
export const kubernetes: IpamMode = {
	name: "kubernetes",
	cniPlugin: "",
	source: "Node",
	field: "podCIDRs",
	fieldName: "Node.spec.podCIDRs",
	isReadByAko: true,
	list: ({ annotations, podCIDR, podCIDRs }) =>
		annotations?.[AKO_POD_CIDRS] === undefined && podCIDR
			? podCIDRs
			: undefined,
	podCIDRs(node) {
		const annotation = node.annotations?.[AKO_POD_CIDRS];
		if (annotation !== undefined) return fromAnnotation(node, annotation);
		const { podCIDR = "", podCIDRs = [], source } = node;
		if (podCIDR === "") {
			const detail = "has an empty spec.podCIDR";
			return {
				podCIDRs: [],
				problem: {
					kind: "no-pod-cidr",
					detail,
					source,
					field: fieldPath(source, "podCIDR"),
				},
			};
		}
		return { podCIDRs: listedCIDRs(podCIDRs, source) };
	},
	podCIDRsOfCilium,
};

/** As Cilium reads it: the list, else spec.podCIDR alone (pkg/k8s/node.go, ParseNode). AKO reads none without podCIDR. */
function podCIDRsOfCilium(node: NodeSnapshot): NodeCIDRs {
	const { annotations, podCIDR = "", podCIDRs = [], source } = node;
	const isAnnotated = annotations?.[AKO_POD_CIDRS] !== undefined;
	if (isAnnotated || (podCIDR === "") === (podCIDRs.length === 0))
		return kubernetes.podCIDRs(node, undefined);
	if (podCIDR === "") return { podCIDRs: listedCIDRs(podCIDRs, source) };
	const field = fieldPath(source, "podCIDR");
	const written = parsePrefix(podCIDR);
	return { podCIDRs: [{ text: podCIDR, source, field, written }] };
}

/** Empty entries are skipped; any other entry that is no IPv4 CIDR makes AKO give up on the node. */
function fromAnnotation(
	{ source }: NodeSnapshot,
	annotation: string,
): NodeCIDRs {
	const field = joinPath(fieldPath(source, "annotations"), AKO_POD_CIDRS);
	const at = { source, field, currentValue: annotation };
	const written = trimAsGo(annotation)
		.split(",")
		.filter((entry) => entry !== "");
	const bad = written.find((entry) => !isAkoIPv4CIDR(trimAsGo(entry)));
	if (bad !== undefined) {
		const detail = `has the entry ${JSON.stringify(bad)} in its annotation ${AKO_POD_CIDRS}, which AKO takes for no IPv4 CIDR`;
		const remedy =
			"remove the entry; AKO takes IPv4 CIDRs such as 10.0.1.0/24 there, and nothing else";
		return {
			podCIDRs: [],
			problem: { kind: "bad-pod-cidr", detail, remedy, ...at },
		};
	}
	if (written.length === 0) {
		const detail = `has an empty annotation ${AKO_POD_CIDRS}, which replaces its spec.podCIDRs,`;
		const remedy = "remove the annotation, or list CIDRs in it";
		return {
			podCIDRs: [],
			problem: { kind: "no-pod-cidr", detail, remedy, ...at },
		};
	}
	return {
		podCIDRs: written.map((entry) => {
			const text = trimAsGo(entry);
			return { text, source, field, written: parsePrefix(text) };
		}),
	};
}
