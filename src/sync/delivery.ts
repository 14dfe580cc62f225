import type { AviFailed } from "../avi/fault.ts";
import type { SeGroup } from "../avi/se-groups.ts";

/** The SE groups of a cluster, and why the list may be incomplete. */
export interface KnownSeGroups {
	readonly names: readonly string[];
	readonly problem?: string;
}

/** The names of a cluster's SE groups, and those that Avi has. */
export interface SeGroupObservation extends KnownSeGroups {
	readonly found: { readonly groups: readonly SeGroup[] } | AviFailed;
}

/** Whether Service Engines get the cluster's routes. */
export interface Delivery {
	readonly status: "True" | "False" | "Unknown";
	readonly reason:
		| "Labelled"
		| "SEGroupUnlabelled"
		| "SEGroupOtherCluster"
		| "SEGroupNotFound"
		| "SEGroupUnknown";
	readonly message: string;
}

/**
 * Checks the label of each SE group: only Service Engines of groups with the cluster's label get its routes. AKO sets the
 * label only while its static route sync is on, and deleteConfig removes it.
 */
export function deliveryOf(
	cluster: string,
	{ names, found, problem: incomplete }: SeGroupObservation,
): Delivery {
	if ("fault" in found)
		return {
			status: "Unknown",
			reason: "SEGroupUnknown",
			message: `the labels of SE group ${names.join(", ")} can't be read: ${found.fault.message}`,
		};
	for (const name of names) {
		const group = found.groups.find((one) => one.name === name);
		const problem = labelProblem(cluster, name, group?.labels);
		if (problem !== undefined) return { status: "False", ...problem };
	}
	return {
		status: "True",
		reason: "Labelled",
		message: `SE group ${names.join(", ")} has the label clustername=${cluster}${incomplete === undefined ? "" : `; the list of SE groups may be incomplete: ${incomplete}`}`,
	};
}

function labelProblem(
	cluster: string,
	name: string,
	labels: SeGroup["labels"] | undefined,
): Pick<Delivery, "reason" | "message"> | undefined {
	if (labels === undefined)
		return {
			reason: "SEGroupNotFound",
			message: `Avi has no SE group ${name} in this cloud; correct what names it: serviceEngineGroups of the AviRoutes, an AviInfraSetting, or serviceEngineGroupName of avi-k8s-config`,
		};
	const [label] = labels;
	if (label === undefined)
		return {
			reason: "SEGroupUnlabelled",
			message: `SE group ${name} has no label, so its Service Engines don't get the routes; set clustername=${cluster} in Avi (Infrastructure, Service Engine Group, Advanced)`,
		};
	const isOwn = label.key === "clustername" && label.value === cluster;
	const message = `SE group ${name} has the label ${label.key}=${label.value}, so its Service Engines get the routes of that cluster; give cluster ${cluster} an SE group of its own`;
	return isOwn ? undefined : { reason: "SEGroupOtherCluster", message };
}
