import type { Explained } from "../check/check.ts";
import { invalidInput } from "../krm/item-result.ts";
import type { Located } from "../report/report.ts";
import { reportSarif } from "../report/sarif.ts";
import { type ClusterDiff, type Diff, plainText } from "./changes.ts";
import { routeLines, settingLine } from "./lines.ts";
import type { FindPlace, Place } from "./places.ts";

/** The files of the two sides. Code scanning needs a file for each result: without another it is `anchor`. */
export interface Places {
	readonly base?: SidePlaces;
	readonly head?: SidePlaces;
}

interface SidePlaces {
	readonly placeOf: FindPlace;
	readonly anchor: string | undefined;
}

interface SarifOptions {
	readonly places: Places;
	/** The path by which code scanning knows a file. */
	readonly pathOf: (file: string) => string;
}

/** Rules for the diff's own findings, besides results of checks that appeared. */
export const RULES = [
	{
		id: "most-routes-changed",
		severity: "warning",
		description:
			"Most prefixes of a cluster go, move or get another next hop at once, its routes move to another VRF, or the cluster has another uid.",
		why: "One node that is replaced moves one or two prefixes. All of them at once are CIDRs that were handed out again, or the snapshot of another cluster.",
		remediation:
			"make sure that the snapshot is of this cluster and of now, and apply the routes without delay",
		example: "4 of 4 prefixes move to another node",
	},
	{
		id: "route-removed",
		severity: "warning",
		description: "A route of the base is not in the head.",
		why: "Pods behind it can't be reached from the load balancer any more.",
		remediation: "make sure that its node is gone for good",
		example: "10.0.9.0/24 was via 192.168.0.19 (worker-9)",
	},
	{
		id: "route-changed",
		severity: "warning",
		description: "A prefix has another next hop or node than in the base.",
		why: "Traffic for its pods goes to another machine as soon as the change is applied.",
		remediation: "make sure that the node got the prefix or the address",
		example:
			"10.0.5.0/24 moved worker-5 -> worker-7 (via 192.168.0.15 -> 192.168.0.17)",
	},
	{
		id: "setting-changed",
		severity: "info",
		description:
			"A setting of the cluster, of AKO or of Cilium differs from the base.",
		why: "Settings of AKO and Cilium take effect when these restart.",
		remediation: "make sure that it is wanted",
		example: 'Cilium enable-sctp: "false" -> "true"',
	},
] as const satisfies readonly Explained[];

const IDS = { "-": "route-removed", "~": "route-changed" } as const;

/**
 * The diff as SARIF 2.1.0: routes that go or move, settings, and the results that appeared, each with its place on
 * the side that has it. Without a diff, the errors that prevent it.
 */
export function diffSarif(
	diff: Diff | undefined,
	errors: readonly string[],
	{ places, pathOf }: SarifOptions,
): string {
	const results =
		diff === undefined
			? errors.map((message) => ({ result: invalidInput(message) }))
			: diff.clusters.flatMap((cluster) => [
					...changes(cluster, places),
					...cluster.appeared,
				]);
	const anchor = places.head?.anchor ?? places.base?.anchor ?? "-";
	return reportSarif({ results, anchor }, pathOf, RULES);
}

function changes(cluster: ClusterDiff, { base, head }: Places): Located[] {
	const { name, headlines, routes, settings } = cluster;
	const own = head?.placeOf(name, undefined) ?? base?.placeOf(name, undefined);
	const found = (
		check: (typeof RULES)[number]["id"],
		text: string,
		subject: string,
		place: Place | undefined,
	): Located => {
		const severity = RULES.find(({ id }) => id === check)?.severity ?? "info";
		const message = `cluster ${name}: ${text.replace(/ +/g, " ")}`;
		const tags = { check, cluster: name };
		return { ...place, result: { message, severity, tags }, subject };
	};
	return [
		...headlines.map((words) =>
			found("most-routes-changed", plainText(words), "", own),
		),
		...routeLines(routes).flatMap(({ mark, text }, i) => {
			if (mark !== "-" && mark !== "~") return [];
			const { kind, prefix = "", before, after } = routes[i] ?? {};
			const place = after
				? head?.placeOf(name, after, kind)
				: base?.placeOf(name, before);
			return found(IDS[mark], text, prefix, place);
		}),
		...settings.map((change) =>
			found("setting-changed", settingLine(change).text, change.key, own),
		),
	];
}
