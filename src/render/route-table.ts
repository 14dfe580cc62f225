import type { Config } from "../config/config.ts";
import { DEFAULTS } from "../config/fields.ts";
import { API_VERSION } from "../krm/api.ts";
import { defined } from "../krm/defined.ts";
import { dnsName } from "../krm/dns-name.ts";
import type { TableSource } from "../plan/earlier.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { Route } from "../resolve/routes.ts";
import { type Emitted, ownerAnnotation, ownLabels } from "./output.ts";

const ONE_LINE = /^spec\.(?:vrfContext|part|source|labels\[\]|routes\[\])$/;

/** The AviRouteTable of a cluster, in parts when it has more routes than one object may hold. */
export function renderRouteTables(
	plan: ClusterPlan,
	config: Config,
): Emitted[] {
	const { cluster, decision, vrfContext, parts } = plan;
	const base = dnsName(cluster.name);
	// What the routes were made from; unknown fields are absent.
	const clusterUID = cluster.clusterUID?.uid;
	const source: TableSource = defined({ ipamMode: decision.name, clusterUID });
	return parts.map((routes, index): Emitted => {
		const suffix =
			parts.length === 1 ? "" : `-${String(index).padStart(2, "0")}`;
		return {
			suffix,
			oneLine: (path) => ONE_LINE.test(path),
			resource: {
				apiVersion: API_VERSION,
				kind: "AviRouteTable",
				metadata: {
					name: `${base}${suffix}`,
					namespace: cluster.config.namespace,
					labels: ownLabels(plan),
					annotations: {
						...ownerAnnotation(config),
						"argocd.argoproj.io/sync-options":
							"SkipDryRunOnMissingResource=true",
					},
				},
				spec: {
					managementPolicy:
						cluster.config.routeOwner === "GitOps" ? "Manage" : "Observe",
					clusterName: cluster.name,
					vrfContext,
					...(parts.length === 1 ? {} : { part: { index, of: parts.length } }),
					labels: [{ key: "clustername", value: cluster.name }],
					source,
					...controllerFields(plan),
					routes: routes.map((route) => toEntry(route, cluster.name)),
				},
			},
		};
	});
}

/** Settings of the route controller that differ from its defaults. */
function controllerFields({ cluster: { config } }: ClusterPlan) {
	const { routeOwner, deletionPolicy, serviceEngineGroups } = config;
	const { maxRemovedRoutes } = config.limits;
	const isManaged = routeOwner === "GitOps";
	const isOwnLimit = maxRemovedRoutes !== DEFAULTS.limits.maxRemovedRoutes;
	return {
		...(isManaged && deletionPolicy === "Delete" ? { deletionPolicy } : {}),
		...(isManaged && isOwnLimit ? { maxRemovedRoutes } : {}),
		...(serviceEngineGroups.length === 0 ? {} : { serviceEngineGroups }),
	};
}

/**
 * A route as an entry of the table. Its id depends on cluster and prefix only, so that it is kept when a prefix
 * moves.
 */
function toEntry({ prefix, nextHop, node }: Route, cluster: string) {
	const { text, length } = prefix;
	const address = text.slice(0, text.indexOf("/"));
	const routeID = `${cluster}-${address}-${length}`;
	return { prefix: text, nextHop, node, routeID };
}
