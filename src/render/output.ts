import type { Config } from "../config/config.ts";
import { CLUSTER, OWNER } from "../krm/annotations.ts";
import { dnsName } from "../krm/dns-name.ts";
import { joinFolders } from "../krm/paths.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { OneLine } from "../text/dump-yaml.ts";

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

/** A resource that is emitted for a cluster. */
export interface Emitted {
	readonly resource: Resource;
	/** Which mappings are printed on one line. */
	readonly oneLine?: OneLine;
	/** Suffix of the file's name, when there are several files. */
	readonly suffix?: string;
}

/** A resource with the file that it goes to, relative to the config's package. */
export interface Output extends Emitted {
	/** Its cluster. */
	readonly cluster: string;
	readonly path: string;
}

/** The resource as the file of that name in the cluster's output folder. */
export function toOutput(
	emitted: Emitted,
	name: string,
	{ cluster }: ClusterPlan,
	config: Config,
): Output {
	const folder = joinFolders(config.folder, cluster.config.output.directory);
	const file = `${name}${emitted.suffix ?? ""}.yaml`;
	const path = joinFolders(folder, `${dnsName(cluster.name)}/${file}`);
	return { ...emitted, cluster: cluster.name, path };
}

/** The labels of an emitted resource that this tool owns as a whole. */
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
