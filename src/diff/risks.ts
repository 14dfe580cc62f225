import type { ResultId } from "../../schemas/generated/check-ids.ts";
import { withoutRemedy } from "../report/result-text.ts";
import {
	type ClusterDiff,
	type Diff,
	type RouteChange,
	settingWords,
	staying,
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
	return TOPICS.flatMap((find) =>
		clusters.flatMap((cluster) =>
			find(cluster).map(([topic, ...parts]) => ({
				cluster: cluster.name,
				topic,
				parts,
			})),
		),
	);
}

type Topic = readonly [topic: string, ...parts: Words];

/** Kinds of risk, worst first. */
const TOPICS: readonly ((cluster: ClusterDiff) => readonly Topic[])[] = [
	({ headlines }) => headlines.map((words) => ["most routes", ...words]),
	({ presence, routes }) =>
		presence === "gone"
			? [["cluster gone", `its routes go with it: ${routes.length}`]]
			: [],
	({ appeared }) =>
		appeared
			.filter(
				({ result }) =>
					result.severity === "error" || RISKY.includes(result.tags.check),
			)
			.map(({ result: { severity, tags, message, remedy } }) => [
				`new ${severity}`,
				`${tags.check}: `,
				text(withoutRemedy(message, remedy)),
			]),
	({ presence, routes }) =>
		presence === "gone"
			? []
			: routesOf(staying(routes), "removed", "routes removed"),
	({ routes }) => routesOf(routes, "moved", "prefixes moved"),
	({ routes }) => routesOf(routes, "next-hop", "next hops changed"),
	({ settings }) =>
		settings.map((change) => [
			change.key === "enable-sctp" ? "SCTP switched" : `${change.area} setting`,
			text(change.key),
			": ",
			...settingWords(change),
		]),
];

function routesOf(
	routes: readonly RouteChange[],
	kind: RouteChange["kind"],
	topic: string,
): readonly Topic[] {
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
	const more = rest > 0 ? [`, and ${rest} more`] : [];
	return [[topic, `${own.length}: `, ...named, ...more]];
}

const nodeText = (
	kind: RouteChange["kind"],
	{ node, nextHop }: { readonly node: string; readonly nextHop: string },
) => (kind === "next-hop" ? nextHop : node);

/** Checks whose results are risky whatever their severity. */
const RISKY: readonly ResultId[] = [
	"ako-upgrade-changes-routes",
	"ipam-mode-desired-differs",
	"pod-cidr-overlap",
	"pod-cidr-duplicate",
	"pod-cidr-contains-node",
	"vrf-prefix-conflict",
];
