import { type Explanation, explainNode } from "../explain/explanation.ts";
import type { ItemField } from "../explain/facts.ts";
import { findNodes } from "../explain/find-nodes.ts";
import { explanationText } from "../explain/text.ts";
import { sortResults } from "../function.ts";
import { parseAddress } from "../ip/address.ts";
import { parsePrefix } from "../ip/prefix.ts";
import { resultAt } from "../krm/item-result.ts";
import { noLap } from "../krm/lap.ts";
import { hasErrors, type Result } from "../krm/result.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { nearest } from "../read/nearest.ts";
import { makeLocator } from "../report/locate.ts";
import { printJson } from "../report/print-json.ts";
import { printable } from "../report/printable.ts";
import type { Located } from "../report/report.ts";
import { placeOf, resultLine } from "../report/result-text.ts";
import { type Screen, screenOf } from "../report/screen.ts";
import { checkIds, explainCheck } from "./explain-check.ts";
import { parseCommand } from "./parse-command.ts";
import { type Run, refused, wrongUse } from "./run.ts";
import {
	readSelection,
	type Selection,
	transformSource,
	unknownCluster,
} from "./selection.ts";
import { type ReadSource, readSources, shownPath } from "./sources.ts";
import { EXPLAIN } from "./table.ts";

/**
 * Explains where a route comes from: `explain NODE|IP|CIDR [PATH...|-]`; or what a check means: `explain check ID`.
 * Exits with 1 when nothing is found.
 */
export async function explainCommand(
	args: readonly string[],
	readStdin: () => Promise<Uint8Array>,
): Promise<Run> {
	const parsed = parseCommand(EXPLAIN, args);
	if ("problem" in parsed) return wrongUse(EXPLAIN, parsed.problem);
	const { values, operands } = parsed;
	const screen = screenOf(process.stdout, process.env);
	const [question = "", ...paths] = operands;
	if (question === "check") return explainCheck(paths, screen);
	const selection = readSelection(values.only, values.set);
	if ("problem" in selection) return refused(selection.problem);
	const sources = await readSources(
		paths.length === 0 ? ["."] : paths,
		readStdin,
	);
	if ("problem" in sources) return refused(sources.problem);
	const answers = sources.map((read) => answer(question, read, selection));
	const names = answers.flatMap(({ clusterNames }) => clusterNames ?? []);
	const isKnown = answers.every(({ clusterNames }) => clusterNames);
	const unknown = isKnown ? unknownCluster(selection, names) : undefined;
	if (unknown !== undefined) return refused(unknown);
	const errors = answers.flatMap(({ problems }) => problems);
	const found = answers.flatMap((one) => one.found);
	if (found.length > 0) {
		const stdout =
			values.output === "json"
				? foundJson(found)
				: foundText(question, found, screen);
		return { exitCode: 0, stdout, stderr: errorNote(errors, found) };
	}
	const plans = answers.flatMap((one) => one.plans);
	const stderr =
		plans.length === 0 && errors.length > 0
			? errors.map(resultLine)
			: [
					...errors.map(resultLine),
					printable(`error: ${notFound(question, plans)}`),
				];
	const isUnreadable = sources.some(({ results }) => hasErrors(results));
	return { exitCode: isUnreadable ? 2 : 1, stdout: "", stderr };
}

/** Errors that the answers do not show: a single one, or the number of several, because `check` shows them better. */
function errorNote(
	errors: readonly Result[],
	found: Answer["found"],
): readonly string[] {
	const answered = found.length <= MAX_NODES ? found : [];
	const shown = new Set(answered.flatMap(({ messages }) => messages()));
	const others = errors.filter(({ message }) => !shown.has(message));
	return others.length < 2
		? others.map(resultLine)
		: [
				`note: there are ${others.length} errors${shown.size > 0 ? " about other things" : ""}; avi-routes check shows them with their places`,
			];
}

/** Maximum number of nodes explained one by one; of more, only the names are printed. */
const MAX_NODES = 10;
const MAX_NAMES = 50;

function foundText(
	question: string,
	found: Answer["found"],
	screen: Screen,
): string {
	if (found.length <= MAX_NODES)
		return found.map(({ text }) => text(screen)).join("\n");
	const lines = found
		.slice(0, MAX_NAMES)
		.map(({ relation }) => `${printable(`  ${question} ${relation}`)}\n`);
	const rest = found.length - lines.length;
	return [
		`${printable(question)} has to do with ${found.length} nodes; ask for one of them:\n`,
		...lines,
		...(rest > 0 ? [`  and ${rest} more\n`] : []),
	].join("");
}

/** Of many nodes, only how they relate to the question. */
function foundJson(found: Answer["found"]): string {
	const values =
		found.length <= MAX_NODES
			? found.map(({ value }) => value())
			: found.map(({ brief }) => brief);
	return printJson(values);
}

interface Answer {
	readonly found: readonly {
		readonly relation: string;
		readonly brief: unknown;
		readonly value: () => unknown;
		readonly text: (screen: Screen) => string;
		/** The messages of the results that it shows. */
		readonly messages: () => readonly string[];
	}[];
	readonly plans: readonly ClusterPlan[];
	/** Undefined where nothing could be planned. */
	readonly clusterNames: readonly string[] | undefined;
	/** Errors of the source. */
	readonly problems: readonly Result[];
}

/** A result that is used only to find the place of an item. */
const NO_RESULT = {
	check: "summary",
	severity: "info",
	message: "",
} as const;

function answer(
	question: string,
	read: ReadSource,
	selection: Selection,
): Answer {
	const { plan, results } = transformSource(read, selection, noLap);
	const locate = makeLocator(read.files);
	const located = ({ item, field }: ItemField): Located => {
		const at = locate(resultAt(item, { ...NO_RESULT, field }));
		return at.file === undefined
			? at
			: { ...at, file: shownPath(read, at.file) };
	};
	const { only } = selection;
	const clusters = plan?.clusters ?? [];
	const plans = clusters.filter(
		({ cluster }) => only === undefined || cluster.name === only,
	);
	const clusterNames = plan?.clusters.map(({ cluster }) => cluster.name);
	const sorted = sortResults(results);
	const found = findNodes(question, plans).map((node) => {
		const { relation, plan, entry } = node;
		const cluster = plan.cluster.name;
		let known: Explanation | undefined;
		const explain = () => {
			known ??= explainNode(question, node, sorted);
			return known;
		};
		const whereIs = (place: ItemField) => placeOf(located(place));
		return {
			relation,
			brief: { question, relation, cluster, node: entry.node.name },
			value: () => toJson(explain(), located),
			text: (screen: Screen) => explanationText(explain(), whereIs, screen),
			messages: () => explain().results.map(({ message }) => message),
		};
	});
	const problems = sorted.filter(({ severity }) => severity === "error");
	return { found, plans, clusterNames, problems };
}

/** The explanation with each place as file, line, column and field. */
function toJson(
	value: unknown,
	located: (place: ItemField) => Located,
): unknown {
	return JSON.parse(
		JSON.stringify(value, (key, inner: unknown) => {
			if (key !== "place") return inner;
			const place = inner as ItemField;
			const { file, position, subject } = located(place);
			const { kind, name } = place.item;
			return { file, ...position, field: subject ?? place.field, kind, name };
		}),
	);
}

function notFound(question: string, plans: readonly ClusterPlan[]): string {
	const names = plans.map(({ cluster }) => cluster.name).join(", ");
	const where = names === "" ? "there is no cluster here" : `of ${names}`;
	const isNetwork =
		parsePrefix(question) !== undefined || parseAddress(question) !== undefined;
	if (isNetwork)
		return `${question} is in no pod CIDR and is not a node's address ${where}`;
	const nodes = plans.flatMap(({ cluster }) =>
		cluster.nodes.map(({ name }) => name),
	);
	const guess = checkIds(question).includes(question)
		? `avi-routes explain check ${question}`
		: nearest(question, nodes);
	const hint = guess === undefined ? "" : `; did you mean ${guess}?`;
	return `${JSON.stringify(question)} is not a node (${nodes.length} nodes ${where}), an IP address or a CIDR${hint}`;
}
