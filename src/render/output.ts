import type { Config } from "../config/config.ts";
import { CLUSTER, OWNER } from "../krm/annotations.ts";
import { dnsName } from "../krm/dns-name.ts";
import type { OneLine } from "../krm/dump-yaml.ts";
import { joinFolders } from "../krm/paths.ts";
import type { ClusterPlan } from "../plan/plan.ts";

/** A resource to emit. */
export interface Resource {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: {
		readonly name: string;
		readonly namespace: string;
		readonly labels?: Readonly<Record<string, string>>;
		readonly annotations: Readonly<Record<string, string>>;
	};
	readonly [field: string]: unknown;
}

/** A resource with the file that it goes to, relative to the config's package. */
export interface Output {
	/** The cluster that it is about. */
	readonly cluster: string;
	readonly path: string;
	readonly resource: Resource;
	/** What of it is printed on one line. */
	readonly oneLine?: OneLine;
}

/** The file of that name in the cluster's output folder. */
export function outputPath(
	config: Config,
	{ cluster }: ClusterPlan,
	file: string,
): string {
	const { directory } = cluster.config.output;
	return joinFolders(
		joinFolders(config.folder, directory),
		`${dnsName(cluster.name)}/${file}`,
	);
}

/** The labels of an emitted resource that is wholly ours. */
export function ownLabels({ cluster }: ClusterPlan): Record<string, string> {
	const isLabelValue = /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/.test(
		cluster.name,
	);
	return {
		"app.kubernetes.io/managed-by": "avi-routes",
		[CLUSTER]: isLabelValue ? cluster.name : dnsName(cluster.name),
	};
}

/** The annotation that names the config as owner. */
export function ownerAnnotation(config: Config): Record<string, string> {
	return { [OWNER]: config.name };
}
