import type { ResultId } from "../../schemas/generated/check-ids.ts";
import { withoutRemedy } from "../report/result-text.ts";
import {
	type ClusterDiff,
	type Diff,
	type RouteChange,
	vrfMoves,
	type Words,
} from "./changes.ts";

/** A change that a reviewer must not miss. */
export interface Risk {
	readonly cluster: string;
	readonly topic: string;
	readonly parts: Words;
}

const text = (value: string) => ({ text: value });

/** Maximum number of routes that are named; the rest is counted. */
const MAX_NAMED = 3;

/** The risky changes of all clusters, the riskiest kind first. */
export function findRisks({ clusters }: Diff): Risk[] {
	return TOPICS.flatMap((find) => clusters.flatMap(find));
}

/** Kinds of risk, worst first. */
const TOPICS: readonly ((cluster: ClusterDiff) => Risk[])[] = [
	({ name, headlines }) =>
		headlines.map((headline) => ({
			cluster: name,
			topic: "most routes",
			parts: headline,
		})),
	({ name, presence, routes }) =>
		presence === "gone"
			? [
					{
						cluster: name,
						topic: "cluster gone",
						parts: [`its routes go with it: ${routes.length}`],
					},
				]
			: [],
	(cluster) => errors(cluster),
	({ name, presence, routes }) =>
		presence === "gone"
			? []
			: routesOf(name, staying(routes), "removed", "routes removed"),
	({ name, routes }) => routesOf(name, routes, "moved", "prefixes moved"),
	({ name, routes }) => routesOf(name, routes, "next-hop", "next hops changed"),
	({ name, settings }) =>
		settings.map(({ area, key, before, after }) => ({
			cluster: name,
			topic: key === "enable-sctp" ? "SCTP switched" : `${area} setting`,
			parts: [
				text(key),
				" from ",
				text(before ?? "unset"),
				" to ",
				text(after ?? "unset"),
			],
		})),
];

/** Without what moves to another VRF, which a headline tells. */
function staying(routes: readonly RouteChange[]): readonly RouteChange[] {
	const moved = new Set(vrfMoves(routes).map(({ route }) => route));
	return routes.filter((route) => !moved.has(route));
}

function routesOf(
	cluster: string,
	routes: readonly RouteChange[],
	kind: RouteChange["kind"],
	topic: string,
): Risk[] {
	const own = routes.filter((route) => route.kind === kind);
	if (own.length === 0) return [];
	const named = own
		.slice(0, MAX_NAMED)
		.flatMap(({ prefix, before, after }, i) => [
			i === 0 ? "" : ", ",
			text(prefix),
			...[before, after].flatMap((route, j) =>
				route === undefined
					? []
					: [j === 0 ? " (" : " to ", text(nodeText(kind, route))],
			),
			")",
		]);
	const rest = own.length - MAX_NAMED;
	return [
		{
			cluster,
			topic,
			parts: [
				`${own.length}: `,
				...named,
				...(rest > 0 ? [`, and ${rest} more`] : []),
			],
		},
	];
}

const nodeText = (
	kind: RouteChange["kind"],
	{ node, nextHop }: { readonly node: string; readonly nextHop: string },
) => (kind === "next-hop" ? nextHop : node);

/** Errors that appeared, and overlaps of any severity. */
function errors({ name, appeared }: ClusterDiff): Risk[] {
	return appeared
		.filter(
			({ result }) =>
				result.severity === "error" || OVERLAPS.includes(result.tags.check),
		)
		.map(({ result }) => ({
			cluster: name,
			topic: `new ${result.severity}`,
			parts: [
				`${result.tags.check}: `,
				text(withoutRemedy(result.message, result.remedy)),
			],
		}));
}

const OVERLAPS: readonly ResultId[] = [
	"pod-cidr-overlap",
	"pod-cidr-duplicate",
	"pod-cidr-contains-node",
	"vrf-prefix-conflict",
];
