import type { CheckId } from "../../schemas/generated/check-ids.ts";
import type { SchemaName } from "../../schemas/generated/types.ts";

/** How objects are read from a live cluster. */
export interface Live {
	/** API versions, the newest first: the first one that the server has is read. By default the row's own. */
	readonly versions?: readonly string[];
	/** The product whose namespace the object is in. */
	readonly namespace?: "cilium" | "ako";
	/** Whether a snapshot without it would be wrong and not just incomplete: then a 403 ends the run. */
	readonly isRequired?: true;
	/** Whether many healthy clusters do not have it, so that its absence is not reported. */
	readonly isOften404?: true;
	/** The checks that find nothing without it. */
	readonly checks: readonly CheckId[];
}

/** A kind of object that is read, or one object of it. */
export interface Kind {
	readonly kind: string;
	/** The apiVersion, or its group and a slash: every version of it. */
	readonly apiVersion: string;
	/** The object's name before any change by kustomize; absent for any name. */
	readonly name?: string;
	/** The schema that its value must fit; absent when any value is accepted. */
	readonly schema?: SchemaName;
	/** A pattern; an item whose text does not match it is not read. */
	readonly mention?: RegExp;
	/** Whether a live dump of it proves that a cluster exists; dumps of other kinds only add to one. */
	readonly showsCluster?: true;
	/** Whether it is always a snapshot, with or without the marks of a live object. */
	readonly isAlwaysSnapshot?: true;
	/** Absent for what is only read as desired state. */
	readonly live?: Live;
}

const CILIUM = { apiVersion: "cilium.io/", showsCluster: true } as const;
const CONFIG = {
	kind: "ConfigMap",
	apiVersion: "v1",
	schema: "ConfigMap",
	showsCluster: true,
} as const;
const CILIUM_VERSIONS = ["cilium.io/v2", "cilium.io/v2alpha1"];
/** The protocol's name, or an escape that may hide it. */
const SCTP = /SCTP|\\/;

/**
 * Every kind that is read, in the order of requests to a live cluster; never a Secret. Kinds without `live` count
 * only as desired state. `deploy/snapshot/cluster-role.yaml` grants the rest, and `group/raw/raw-kinds.ts` says what
 * each tells.
 */
export const KINDS = {
	namespace: {
		kind: "Namespace",
		apiVersion: "v1",
		name: "kube-system",
		schema: "Namespace",
		showsCluster: true,
		live: { checks: ["cluster-changed"] },
	},
	ciliumConfig: {
		...CONFIG,
		name: "cilium-config",
		live: {
			namespace: "cilium",
			isRequired: true,
			checks: ["cni-plugin-mismatch"],
		},
	},
	akoConfig: {
		...CONFIG,
		name: "avi-k8s-config",
		live: {
			namespace: "ako",
			checks: ["cni-plugin-mismatch", "routes-unused", "live-routes-differ"],
		},
	},
	ciliumAgent: {
		kind: "DaemonSet",
		apiVersion: "apps/",
		name: "cilium",
		schema: "Workload",
		live: {
			versions: ["apps/v1"],
			namespace: "cilium",
			checks: ["sctp-cilium-too-old"],
		},
	},
	ako: {
		kind: "StatefulSet",
		apiVersion: "apps/",
		name: "ako",
		schema: "Workload",
		live: {
			versions: ["apps/v1"],
			namespace: "ako",
			checks: ["ako-too-old", "next-hop-by-version", "sctp-ako-too-old"],
		},
	},
	podIPPool: {
		...CILIUM,
		kind: "CiliumPodIPPool",
		schema: "CiliumPodIPPool",
		isAlwaysSnapshot: true,
		live: {
			versions: CILIUM_VERSIONS,
			isOften404: true,
			checks: ["pool-overlaps"],
		},
	},
	ciliumNodeConfig: {
		...CILIUM,
		kind: "CiliumNodeConfig",
		schema: "CiliumNodeConfig",
		live: {
			versions: CILIUM_VERSIONS,
			isOften404: true,
			checks: ["cilium-node-config"],
		},
	},
	service: {
		kind: "Service",
		apiVersion: "v1",
		schema: "Service",
		mention: SCTP,
		live: {
			checks: ["sctp-off-but-used", "sctp-port-rewritten", "sctp-service-type"],
		},
	},
	gateway: {
		kind: "Gateway",
		apiVersion: "networking.x-k8s.io/",
		schema: "Gateway",
		mention: SCTP,
		live: {
			versions: ["networking.x-k8s.io/v1alpha1"],
			isOften404: true,
			checks: ["sctp-off-but-used"],
		},
	},
	node: {
		kind: "Node",
		apiVersion: "v1",
		schema: "Node",
		showsCluster: true,
		isAlwaysSnapshot: true,
		live: { isRequired: true, checks: [] },
	},
	ciliumNode: {
		...CILIUM,
		kind: "CiliumNode",
		schema: "CiliumNode",
		isAlwaysSnapshot: true,
		live: {
			versions: ["cilium.io/v2"],
			isRequired: true,
			checks: ["node-without-cilium-node", "cilium-node-stale"],
		},
	},
	helmRelease: { kind: "HelmRelease", apiVersion: "helm.toolkit.fluxcd.io/" },
	application: { kind: "Application", apiVersion: "argoproj.io/" },
	applicationSet: { kind: "ApplicationSet", apiVersion: "argoproj.io/" },
	operatorConfig: { kind: "AKOConfig", apiVersion: "ako.vmware.com/" },
	operatorCiliumConfig: {
		kind: "CiliumConfig",
		apiVersion: "cilium.io/v1alpha1",
	},
	deploymentConfig: {
		kind: "AKODeploymentConfig",
		apiVersion: "networking.tkg.tanzu.vmware.com/",
	},
	helmChart: { kind: "HelmChart", apiVersion: "helm.cattle.io/" },
	helmChartConfig: { kind: "HelmChartConfig", apiVersion: "helm.cattle.io/" },
	renderHelmChart: { kind: "RenderHelmChart", apiVersion: "fn.kpt.dev/" },
} as const satisfies Readonly<Record<string, Kind>>;

/** Names a row of the table. */
export type KindId = keyof typeof KINDS;

/** A row with its id. */
export type IdentifiedKind = Kind & { readonly id: KindId };

const ALL: readonly IdentifiedKind[] = Object.entries(KINDS).map(
	([id, kind]) => ({ ...kind, id: id as KindId }),
);

/** A kind that is read from a live cluster. */
export type LiveKind = Live &
	Pick<IdentifiedKind, "id" | "kind" | "name" | "mention"> & {
		readonly schema: SchemaName;
		/** The resource's name in API paths and messages. */
		readonly resource: string;
		readonly versions: readonly string[];
	};

/** The kinds that are read from a live cluster, in this order. */
export const LIVE_KINDS = ALL.flatMap(
	({ live, schema, ...row }): LiveKind[] => {
		if (live === undefined || schema === undefined) return [];
		const resource = `${row.kind.toLowerCase()}s`;
		return [{ ...row, versions: [row.apiVersion], ...live, schema, resource }];
	},
);

/** The rows by kind. */
export const ROWS_OF_KIND: ReadonlyMap<string, readonly IdentifiedKind[]> =
	new Map(
		ALL.map(({ kind }) => [kind, ALL.filter((row) => row.kind === kind)]),
	);

/** List kinds of the API server; other kinds that end in List may be anything. */
const LISTS = new Set(
	[...LIVE_KINDS.map(({ kind }) => kind), "ClusterSnapshot"].map(
		(kind) => `${kind}List`,
	),
);

/** True for `v1 List`, `NodeList` and the other list kinds that kubectl prints. */
export function isListKind(apiVersion: unknown, kind: unknown): boolean {
	return kind === "List"
		? apiVersion === "v1"
		: typeof kind === "string" && LISTS.has(kind);
}
