import type { Explained } from "../check/check.ts";
import type { Paint } from "../report/color.ts";
import { SEVERITY_STYLES } from "../report/color.ts";
import { printable } from "../report/printable.ts";
import type { Explanation, RouteLine } from "./explanation.ts";
import type { Place } from "./facts.ts";

/** The explanation for people; `whereIs` tells a place as `file:line:column  field`. */
export function explanationText(
	explanation: Explanation,
	whereIs: (place: Place) => string,
	paint: Paint,
): string {
	const { question, relation, routes, withoutRoutes, live } = explanation;
	const facts = explanation.facts.flatMap(({ topic, value, rule, place }) => [
		row(topic, [value, rule], paint),
		...(place === undefined ? [] : [row("", ["", whereIs(place)], paint)]),
	]);
	const right = [
		...routes.map((route) => row("route", [arrow(route)], paint)),
		...(withoutRoutes === undefined
			? []
			: [row("route", ["none", withoutRoutes], paint)]),
	];
	const results = explanation.results.map(
		({ check, severity, message }) =>
			`  ${paint(SEVERITY_STYLES[severity], severity.padEnd(11))}${printable(`${check}  ${message}`)}`,
	);
	const today =
		live === undefined
			? [
					row(
						"AKO today",
						["not known: no snapshot of avi-k8s-config is here"],
						paint,
					),
				]
			: [
					...[...live.routes, ...live.lacking].map((route) =>
						row("AKO today", liveParts(route, paint), paint),
					),
					...(live.withoutRoutes === undefined
						? []
						: [row("AKO today", [live.withoutRoutes], paint)]),
					row("", ["", live.because], paint),
					row("", ["", whereIs(live.place)], paint),
				];
	const title = paint("bold", printable(`${question} ${relation}`));
	return `${[title, ...facts, ...right, ...today, ...results].join("\n")}\n`;
}

function row(topic: string, parts: readonly string[], paint: Paint): string {
	const [first = "", ...rest] = parts;
	const more = rest.map((part) => paint("dim", printable(part)));
	return `  ${topic.padEnd(11)}${[first, ...more].join("  ")}`.trimEnd();
}

const arrow = ({ prefix, nextHop }: RouteLine) =>
	printable(`${prefix} -> ${nextHop}`);

/** The width of the longest verdict. */
const VERDICT_WIDTH = "other address".length;

function liveParts(route: RouteLine, paint: Paint): string[] {
	const { verdict = "", podsOf } = route;
	const color = verdict === "right" ? "green" : "red";
	const whose = podsOf === undefined ? [] : [`pods of ${podsOf}`];
	return [paint(color, verdict.padEnd(VERDICT_WIDTH)), arrow(route), ...whose];
}

/** A check as `explain check` prints it. */
export function checkText(check: Explained, paint: Paint): string {
	const { id, severity, description, why, remediation, example } = check;
	const label = paint(SEVERITY_STYLES[severity], severity);
	return `${paint("bold", id)}  (${label} by default)

${description}

Why it matters: ${why}

What to do: ${remediation}.

Example:
  ${label} ${example}
  fix: ${remediation}
`;
}
