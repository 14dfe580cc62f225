import { FAMILIES, type Family } from "../ip/bits.ts";
import { parsePrefix } from "../ip/prefix.ts";
import { AKO_POD_CIDRS, CILIUM_POD_CIDRS } from "../krm/annotations.ts";
import { fieldPath, type NodeSnapshot } from "../model/lists.ts";
import { joinPath } from "../read/validate.ts";
import { trimAsGo } from "../text/go-text.ts";
import { isAkoIPv4CIDR } from "./ako-text.ts";
import type { CIDRProblem, IpamMode, NodeCIDRs } from "./ipam-mode.ts";
import { listedCIDRs, type PodCIDR } from "./pod-cidr.ts";

/** Kubernetes Host Scope: kube-controller-manager hands out Node.spec.podCIDRs; AKO's annotation replaces them. */
export const kubernetes: IpamMode = {
	name: "kubernetes",
	cniPlugin: "",
	source: "Node",
	field: "podCIDRs",
	fieldName: "Node.spec.podCIDRs",
	isReadByAko: true,
	podCIDRs(node) {
		const annotation = node.annotations?.[AKO_POD_CIDRS];
		if (annotation !== undefined) return fromAnnotation(node, annotation);
		const { podCIDR = "", podCIDRs = [] } = node;
		if (podCIDR === "") return { podCIDRs: [], problem: emptySpec(node) };
		return { podCIDRs: listedCIDRs(podCIDRs, node) };
	},
	podCIDRsOfCilium,
};

/** The API server fills spec.podCIDR from spec.podCIDRs, so a Node without it was changed since. */
const WITH_BOTH =
	"dump the nodes again, with both fields: kubectl get nodes -o yaml";

/** AKO skips a Node without spec.podCIDR, even when Cilium gets its CIDR from an annotation. */
function emptySpec(node: NodeSnapshot): CIDRProblem {
	const { source, name, podCIDRs: [listed] = [] } = node;
	const detail = "has an empty spec.podCIDR";
	const field = fieldPath(source, "podCIDR");
	const at = { kind: "no-pod-cidr", source, field } as const;
	if (listed !== undefined)
		return {
			...at,
			detail: `${detail}, without which AKO does not read its spec.podCIDRs (${listed}),`,
			remedy: WITH_BOTH,
			ofSeveral: {
				detail: `${detail}, without which AKO does not read its spec.podCIDRs`,
				remedy: WITH_BOTH,
			},
		};
	const known = annotatedByCilium(node, "V4") ?? annotatedByCilium(node, "V6");
	if (known === undefined) return { ...at, detail };
	const { key, text } = known;
	const copy = `copy the CIDR to AKO's annotation: kubectl annotate node ${name} ${AKO_POD_CIDRS}=${text}`;
	const gitOps = "set spec.routeOwner: GitOps, which routes it";
	const isForAko = isAkoIPv4CIDR(text);
	return {
		...at,
		detail: `${detail} (AKO does not read ${text} in its annotation ${key})`,
		remedy: isForAko ? `${copy}; or ${gitOps}` : gitOps,
		ofSeveral: {
			detail: `${detail} (AKO does not read its annotation ${key})`,
			remedy: isForAko
				? `copy the CIDR of each to AKO's annotation ${AKO_POD_CIDRS}; or ${gitOps}`
				: gitOps,
		},
	};
}

/** A pod CIDR from an annotation that Cilium reads when the Node's spec has none of the family. */
function annotatedByCilium(
	{ name: node, annotations, source }: NodeSnapshot,
	family: Family,
): (PodCIDR & { readonly key: string }) | undefined {
	const key = CILIUM_POD_CIDRS[family].find((known) => annotations?.[known]);
	if (key === undefined) return undefined;
	const text = annotations?.[key] ?? "";
	const field = joinPath(fieldPath(source, "annotations"), key);
	return { key, text, node, source, field, prefix: parsePrefix(text) };
}

/** The pod CIDRs that Cilium's agent uses, unless AKO's annotation overrides them. */
function podCIDRsOfCilium(node: NodeSnapshot): NodeCIDRs {
	const isOverridden = node.annotations?.[AKO_POD_CIDRS] !== undefined;
	const all = isOverridden ? [] : podCIDRsOfAgent(node);
	return all.length > 0
		? { podCIDRs: all }
		: kubernetes.podCIDRs(node, undefined);
}

/**
 * The pod CIDRs as Cilium's agent reads them (pkg/k8s/node.go, ParseNode): the list, else spec.podCIDR; for a family
 * without one there, Cilium's own annotation.
 */
export function podCIDRsOfAgent(node: NodeSnapshot): readonly PodCIDR[] {
	const { name, podCIDR = "", podCIDRs = [], source } = node;
	const field = fieldPath(source, "podCIDR");
	const prefix = parsePrefix(podCIDR);
	const alone = { text: podCIDR, node: name, source, field, prefix };
	const listed = listedCIDRs(podCIDRs, node);
	const inSpec = listed.length > 0 || podCIDR === "" ? listed : [alone];
	const annotated = FAMILIES.filter((family) =>
		inSpec.every((cidr) => !isOf(family, cidr)),
	).flatMap((family) => annotatedByCilium(node, family) ?? []);
	return [...inSpec, ...annotated];
}

const isOf = (family: Family, { prefix }: PodCIDR) => prefix?.family === family;

/** Empty entries are skipped; any other entry that is not an IPv4 CIDR makes AKO skip the node. */
function fromAnnotation(
	{ name: node, source }: NodeSnapshot,
	annotation: string,
): NodeCIDRs {
	const field = joinPath(fieldPath(source, "annotations"), AKO_POD_CIDRS);
	const at = { source, field, currentValue: annotation };
	const entries = trimAsGo(annotation)
		.split(",")
		.filter((entry) => entry !== "");
	const bad = entries.find((entry) => !isAkoIPv4CIDR(trimAsGo(entry)));
	if (bad !== undefined) {
		const detail = `has the entry ${JSON.stringify(bad)} in its annotation ${AKO_POD_CIDRS}, which AKO takes for no IPv4 CIDR`;
		const remedy =
			"remove the entry; AKO takes IPv4 CIDRs such as 10.0.1.0/24 there, and nothing else";
		return {
			podCIDRs: [],
			problem: { kind: "bad-pod-cidr", detail, remedy, ...at },
		};
	}
	if (entries.length === 0) {
		const detail = `has an empty annotation ${AKO_POD_CIDRS}, which replaces its spec.podCIDRs,`;
		const remedy = "remove the annotation, or list CIDRs in it";
		return {
			podCIDRs: [],
			problem: { kind: "no-pod-cidr", detail, remedy, ...at },
		};
	}
	return {
		podCIDRs: entries.map((entry) => {
			const text = trimAsGo(entry);
			return { text, node, source, field, prefix: parsePrefix(text) };
		}),
	};
}
