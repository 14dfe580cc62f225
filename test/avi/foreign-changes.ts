import type { AviObject } from "./wire.ts";

/** The one cluster whose label a route has; undefined for a route of anybody else. */
const clusterOf = ({ labels }: AviObject): string | undefined => {
	const [label, other] = (labels ?? []) as { key: string; value: string }[];
	return other === undefined && label?.key === "clustername"
		? label.value
		: undefined;
};

/**
 * What a write of avi-routes did that it must not do: change another field than the routes, touch routes of more than
 * one cluster or without a cluster's label, or move them.
 */
export function foreignChanges(before: AviObject, after: AviObject): string[] {
	const rest = (object: AviObject) => {
		const { static_routes: _, _last_modified: __, ...other } = object;
		return JSON.stringify(
			Object.entries(other).sort(([a], [b]) => (a < b ? -1 : 1)),
		);
	};
	const fields =
		rest(before) === rest(after) ? [] : ["another field than static_routes"];
	const routes = (object: AviObject) =>
		(object.static_routes ?? []) as readonly AviObject[];
	const texts = (object: AviObject) =>
		routes(object).map((route) => JSON.stringify(route));
	const [old, now] = [new Set(texts(before)), new Set(texts(after))];
	const touched = [
		...routes(before).filter((route) => !now.has(JSON.stringify(route))),
		...routes(after).filter((route) => !old.has(JSON.stringify(route))),
	].map(clusterOf);
	const clusters = new Set(touched);
	const foreign = (object: AviObject) =>
		routes(object)
			.filter((route) => !clusters.has(clusterOf(route)))
			.map((route) => JSON.stringify(route))
			.join("\n");
	return [
		...fields,
		...(clusters.has(undefined) ? ["a route without a cluster's label"] : []),
		...(clusters.size > 1 ? [`routes of ${clusters.size} owners`] : []),
		...(foreign(before) === foreign(after) ? [] : ["the order of others"]),
	];
}
