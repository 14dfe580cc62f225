import type { Workload } from "../../../schemas/generated/types.ts";
import type { Item } from "../../krm/item.ts";
import type { SchemaName } from "../../read/schemas.ts";
import type { Facts } from "../cluster.ts";
import { isNamed } from "../kustomize-names.ts";
import type { Neighbours } from "../neighbours.ts";
import { akoConfig } from "../targets/ako-config.ts";
import { akoDeploymentConfig } from "../targets/ako-deployment-config.ts";
import { application } from "../targets/application.ts";
import { applicationSet } from "../targets/application-set.ts";
import { helmChart, helmChartConfig } from "../targets/helm-chart.ts";
import { helmRelease } from "../targets/helm-release.ts";
import { renderHelmChart } from "../targets/render-helm-chart.ts";
import type { FoundTargets } from "../targets/target.ts";
import {
	aviK8sConfigFacts,
	ciliumConfigFacts,
	isSnapshot,
} from "./config-map.ts";
import { known } from "./known.ts";
import {
	ciliumNodeFacts,
	namespaceFacts,
	nodeConfigFacts,
	nodeFacts,
	podIPPoolFacts,
} from "./listed.ts";
import { gatewayFacts, serviceFacts } from "./sctp-ports.ts";
import { workloadVersion } from "./workload.ts";

/** A kind of raw object that is read. */
export interface RawKind {
	readonly kind: string;
	/** The apiVersion, or its group and a slash: every version of it. */
	readonly apiVersion: string;
	/** Only the object of this name, also where kustomize changed it; every name when absent. */
	readonly name?: string;
	/** A form without which the item's text has nothing to say and is not read. */
	readonly mention?: RegExp;
	/** Whether a live dump of it shows that a cluster is there; dumps of other kinds only add to one. */
	readonly showsCluster: boolean;
	/** Whether it is a snapshot whatever it looks like. */
	readonly isAlwaysSnapshot: boolean;
	/** What its value must fit; absent when anything is read as far as it goes. */
	readonly schema?: SchemaName;
	/** What the (valid) value says about its cluster. The value may hold no more than the fields that the schema names. */
	readonly facts: (value: never, item: Item, neighbours: Neighbours) => Facts;
}

const NODE = { showsCluster: true, isAlwaysSnapshot: true };
const SHOWN = { showsCluster: true, isAlwaysSnapshot: false };
const CONFIG = {
	...SHOWN,
	kind: "ConfigMap",
	apiVersion: "v1",
	schema: "ConfigMap" as const,
};
/** The protocol's name, or an escape that may hide it. */
const SCTP = /SCTP|\\/;
const READ_ONLY = { showsCluster: false, isAlwaysSnapshot: false };
const TARGET = READ_ONLY;
const CILIUM = "cilium.io/";

/** What an object that installs AKO or Cilium says, unless it is only a dump. */
function targetFacts(
	find: (value: unknown, item: Item, neighbours: Neighbours) => FoundTargets,
) {
	return (value: unknown, item: Item, neighbours: Neighbours): Facts =>
		isSnapshot(item) ? {} : { targets: find(value, item, neighbours) };
}

/** The raw objects that are read, in the order in which they are looked up. */
export const RAW_KINDS = [
	{
		...NODE,
		kind: "Node",
		apiVersion: "v1",
		schema: "Node",
		facts: nodeFacts,
	},
	{
		...NODE,
		kind: "CiliumNode",
		apiVersion: CILIUM,
		schema: "CiliumNode",
		facts: ciliumNodeFacts,
	},
	{
		...NODE,
		kind: "CiliumPodIPPool",
		apiVersion: CILIUM,
		schema: "CiliumPodIPPool",
		facts: podIPPoolFacts,
	},
	{
		...SHOWN,
		kind: "CiliumNodeConfig",
		apiVersion: CILIUM,
		schema: "CiliumNodeConfig",
		facts: nodeConfigFacts,
	},
	{
		...SHOWN,
		kind: "Namespace",
		apiVersion: "v1",
		name: "kube-system",
		schema: "Namespace",
		facts: namespaceFacts,
	},
	{
		...CONFIG,
		name: "cilium-config",
		facts: ciliumConfigFacts,
	},
	{
		...CONFIG,
		name: "avi-k8s-config",
		facts: aviK8sConfigFacts,
	},
	{
		...READ_ONLY,
		kind: "Service",
		apiVersion: "v1",
		mention: SCTP,
		schema: "Service",
		facts: serviceFacts,
	},
	{
		...READ_ONLY,
		kind: "Gateway",
		apiVersion: "networking.x-k8s.io/",
		mention: SCTP,
		schema: "Gateway",
		facts: gatewayFacts,
	},
	{
		...READ_ONLY,
		kind: "DaemonSet",
		apiVersion: "apps/",
		name: "cilium",
		schema: "Workload",
		facts: (value: Workload) => ({
			versions: known("cilium", workloadVersion(value, "cilium-agent")),
		}),
	},
	{
		...READ_ONLY,
		kind: "StatefulSet",
		apiVersion: "apps/",
		name: "ako",
		schema: "Workload",
		facts: (value: Workload) => ({
			versions: known("ako", workloadVersion(value, "ako")),
		}),
	},
	{
		...TARGET,
		kind: "HelmRelease",
		apiVersion: "helm.toolkit.fluxcd.io/",
		facts: targetFacts(helmRelease),
	},
	{
		...TARGET,
		kind: "Application",
		apiVersion: "argoproj.io/",
		facts: targetFacts(application),
	},
	{
		...TARGET,
		kind: "ApplicationSet",
		apiVersion: "argoproj.io/",
		facts: targetFacts(applicationSet),
	},
	{
		...TARGET,
		kind: "AKOConfig",
		apiVersion: "ako.vmware.com/",
		facts: targetFacts(akoConfig),
	},
	{
		...TARGET,
		kind: "AKODeploymentConfig",
		apiVersion: "networking.tkg.tanzu.vmware.com/",
		facts: targetFacts(akoDeploymentConfig),
	},
	{
		...TARGET,
		kind: "HelmChart",
		apiVersion: "helm.cattle.io/",
		facts: targetFacts(helmChart),
	},
	{
		...TARGET,
		kind: "HelmChartConfig",
		apiVersion: "helm.cattle.io/",
		facts: targetFacts(helmChartConfig),
	},
	{
		...TARGET,
		kind: "RenderHelmChart",
		apiVersion: "fn.kpt.dev/",
		// It is a function's config and local by nature.
		facts: (value: unknown, item: Item) => ({
			targets: renderHelmChart(value, item),
		}),
	},
] as const satisfies readonly RawKind[];

const BY_KIND: ReadonlyMap<string, readonly RawKind[]> = new Map(
	RAW_KINDS.map(({ kind }) => [
		kind,
		RAW_KINDS.filter((entry) => entry.kind === kind),
	]),
);

/** The entry of the table that reads the item; undefined when nothing does. */
export function rawKindOf(item: Item): RawKind | undefined {
	const entries = BY_KIND.get(item.kind) ?? [];
	for (let i = 0; i < entries.length; i++) {
		const { apiVersion, name } = entries[i] as RawKind;
		if (!isVersion(item.apiVersion, apiVersion)) continue;
		if (name === undefined || isNamed(item, name)) return entries[i];
	}
	return undefined;
}

/** True for a raw object that shows the cluster as it is: nothing must apply it. */
export function isDump(item: Item, { isAlwaysSnapshot }: RawKind): boolean {
	return isAlwaysSnapshot || isSnapshot(item);
}

function isVersion(own: string, wanted: string): boolean {
	return own === wanted || (wanted.endsWith("/") && own.startsWith(wanted));
}
