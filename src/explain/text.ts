import type { Explained } from "../check/check.ts";
import { printable } from "../report/printable.ts";
import type { Located } from "../report/report.ts";
import { resultBlock } from "../report/result-text.ts";
import { type Paint, type Screen, SEVERITY_STYLES } from "../report/screen.ts";
import { wrap } from "../report/wrap.ts";
import type { Explanation, RouteLine } from "./explanation.ts";
import type { ItemField } from "./facts.ts";

/** The explanation for people; `whereIs` returns a place as `file:line:column  field`. */
export function explanationText(
	explanation: Explanation,
	whereIs: (place: ItemField) => string,
	screen: Screen,
): string {
	const { paint, width } = screen;
	const { question, relation, routes, withoutRoutes, live } = explanation;
	const facts = explanation.facts.flatMap(({ topic, value, rule, place }) => [
		row(topic, [value, rule], paint),
		...(place === undefined ? [] : [row("", ["", whereIs(place)], paint)]),
	]);
	const right =
		withoutRoutes === undefined
			? routes.map((route) => row("route", [arrow(route)], paint))
			: [row("route", ["none", withoutRoutes], paint)];
	const results = explanation.results.map(({ check, ...result }) =>
		resultBlock({ result: { ...result, tags: { check } } }, screen, "  "),
	);
	const todays = (parts: readonly string[]) => row("AKO today", parts, paint);
	const today =
		live === undefined
			? [todays(["not known: no snapshot of avi-k8s-config is here"])]
			: [
					...(live.withoutRoutes === undefined
						? [...live.routes, ...live.lacking].map((route) =>
								todays(liveParts(route, paint)),
							)
						: [todays([live.withoutRoutes])]),
					row("", ["", live.because], paint),
					row("", ["", whereIs(live.place)], paint),
				];
	const title = paint("bold", printable(`${question} ${relation}`));
	const rows = [title, ...facts, ...right, ...today].map((text) =>
		wrap(text, { width, indent: INDENT }),
	);
	return `${[...rows, ...results].join("\n")}\n`;
}

/** Indentation of continued lines: the column of places. */
const INDENT = 15;

function row(topic: string, parts: readonly string[], paint: Paint): string {
	const [first = "", ...rest] = parts;
	const more = rest.map((part) => paint("dim", printable(part)));
	return `  ${topic.padEnd(11)}${[first, ...more].join("  ")}`.trimEnd();
}

const arrow = ({ prefix, nextHop }: RouteLine) =>
	printable(`${prefix} -> ${nextHop}`);

const VERDICT_WIDTH = "other address".length;

function liveParts(route: RouteLine, paint: Paint): string[] {
	const { verdict = "", podsOf } = route;
	const color = verdict === "right" ? "green" : "red";
	const whose = podsOf === undefined ? [] : [`pods of ${podsOf}`];
	return [paint(color, verdict.padEnd(VERDICT_WIDTH)), arrow(route), ...whose];
}

/** A check as `explain check` prints it. */
export function checkText(check: Explained, screen: Screen): string {
	const { id, severity, description, why, remediation, example } = check;
	const { paint, width } = screen;
	const label = paint(SEVERITY_STYLES[severity], severity);
	const result = { severity, message: example, remedy: remediation };
	const located: Located = { result: { ...result, tags: { check: id } } };
	const paragraphs = [
		`${paint("bold", id)}  (${label} by default)`,
		description,
		`Why it matters: ${why}`,
		`What to do: ${remediation}.`,
	].map((text) => wrap(text, { width }));
	const shown = resultBlock(located, screen, "  ");
	return `${[...paragraphs, `Example:\n${shown}`].join("\n\n")}\n`;
}
