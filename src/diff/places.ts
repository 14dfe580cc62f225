import { OWNER } from "../krm/annotations.ts";
import { defined } from "../krm/defined.ts";
import type { Head, Item } from "../krm/item.ts";
import type { Result } from "../krm/result.ts";
import { fieldOf } from "../model/lists.ts";
import { readEarlier } from "../plan/earlier.ts";
import type { Plan } from "../plan/plan.ts";
import type { ComparedRoute } from "../plan/route-changes.ts";
import { fieldLocator } from "../report/locate.ts";
import type { Located } from "../report/report.ts";
import type { ChangeKind } from "./changes.ts";

/** A file, and a place in it. */
export type Place = Pick<Located, "file" | "position">;

/**
 * Finds where a route of a cluster comes from; for a changed next hop, the addresses of its node. Without a route, or
 * for one that the cluster does not have, where the cluster comes from.
 */
export type FindPlace = (
	cluster: string,
	route: RouteName | undefined,
	kind?: ChangeKind,
) => Place | undefined;

type RouteName = Pick<ComparedRoute, "prefix" | "node">;

/** What a cluster and its routes come from. */
interface Origins {
	readonly item: Head;
	readonly routes: ReadonlyMap<string, Origin>;
	/** The addresses of nodes, by name. */
	readonly hops?: ReadonlyMap<string, Origin>;
}

interface Origin {
	readonly item: Head;
	readonly field: string;
}

const keyOf = ({ prefix, node }: RouteName) => `${prefix} ${node}`;

/** The places of a plan: the pod CIDRs and addresses of nodes. */
export const plannedPlaces = (
	{ clusters }: Plan,
	locate: (result: Result) => Located,
): FindPlace =>
	makeFinder(locate, () =>
		clusters.map(({ cluster, claims }) => [
			cluster.name,
			{
				item: cluster.source,
				routes: new Map(
					claims.map(({ prefix, node, source, field }) => [
						keyOf({ prefix: prefix.text, node }),
						{ item: source.item, field },
					]),
				),
				hops: new Map(
					cluster.nodes.map(({ name, source }) => [
						name,
						fieldOf(source, "addresses"),
					]),
				),
			},
		]),
	);

/** The places of rendered files: the routes of tables. */
export const renderedPlaces = (
	items: readonly Item[],
	locate: (result: Result) => Located,
): FindPlace =>
	makeFinder(locate, () => {
		const emitted = items.filter((item) => OWNER in item.annotations);
		const tables = [...readEarlier(emitted).value.values()];
		return tables.map((table) => {
			const item = table.items[0] as Item;
			const routes = table.tables.flatMap((own, t) =>
				own.map((route, i): [string, Origin] => [
					keyOf(route),
					{ item: table.items[t] ?? item, field: `spec.routes[${i}]` },
				]),
			);
			return [table.cluster, { item, routes: new Map(routes) }];
		});
	});

/** Few runs ask for places, so the origins are listed on first use. */
function makeFinder(
	locate: (result: Result) => Located,
	list: () => readonly (readonly [cluster: string, origins: Origins])[],
): FindPlace {
	const locateField = fieldLocator(locate);
	let known: ReadonlyMap<string, Origins> | undefined;
	return (cluster, route, kind) => {
		known ??= new Map(list());
		const origins = known.get(cluster);
		if (origins === undefined) return undefined;
		const hop = kind === "next-hop" && origins.hops?.get(route?.node ?? "");
		const origin = hop || (route && origins.routes.get(keyOf(route)));
		const { item, field } = origin ?? { item: origins.item, field: undefined };
		const { file, position } = locateField(item, field);
		return file === undefined ? undefined : defined({ file, position });
	};
}
