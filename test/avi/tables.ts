/** A route of a table, as [prefix, next hop, node]. */
export type Ends = readonly [prefix: string, nextHop: string, node?: string];

/** A table with these routes; a manifest as `render` emits it. */
export function routeTable(
	routes: readonly Ends[],
	{ cluster = "prod-east", policy = "Manage", metadata = {}, spec = {} } = {},
) {
	return {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRouteTable",
		metadata: { name: cluster, namespace: "avi-system", ...metadata },
		spec: {
			managementPolicy: policy,
			clusterName: cluster,
			vrfContext: { name: "global", cloud: "Default-Cloud", tenant: "admin" },
			labels: [{ key: "clustername", value: cluster }],
			routes: routes.map(([prefix, nextHop, node = "worker"]) => ({
				prefix,
				nextHop,
				node,
				routeID: `${cluster}-${prefix.replace("/", "-")}`,
			})),
			...spec,
		},
	};
}

/** Says that no AKO writes routes. */
export const AKO_IS_OFF = {
	annotations: { "avi-routes.dev/ako-off": "acknowledged" },
};

/** A static route as Avi has it; of a cluster, or of nobody. */
export function aviRoute(
	[prefix, nextHop]: Ends,
	cluster: string | null = "prod-east",
	more: object = {},
) {
	const [addr, mask] = prefix.split("/");
	const type = prefix.includes(":") ? "V6" : "V4";
	return {
		route_id: `${cluster ?? "hand"}-id-${prefix}`,
		prefix: { ip_addr: { addr, type }, mask: Number(mask) },
		next_hop: { addr: nextHop, type },
		...(cluster === null
			? {}
			: { labels: [{ key: "clustername", value: cluster }] }),
		...more,
	};
}

/** The routes of the cluster in Avi, as `prefix via next hop`, sorted. */
export function routesIn(
	routes: readonly object[],
	cluster: string | null = "prod-east",
): string[] {
	return (routes as ReturnType<typeof aviRoute>[])
		.filter(
			({ labels }) =>
				(labels as { value: string }[] | undefined)?.[0]?.value ===
				(cluster ?? undefined),
		)
		.map(
			({ prefix, next_hop }) =>
				`${prefix.ip_addr.addr}/${prefix.mask} via ${next_hop.addr}`,
		)
		.sort();
}
