import { explanationText } from "../explain/text.ts";
import { parseAddress } from "../ip/address.ts";
import {
	holdsAddress,
	holdsPrefix,
	type Prefix,
	parsePrefix,
} from "../ip/prefix.ts";
import { capped } from "../krm/capped.ts";
import { someOf } from "../krm/list-of.ts";
import type { Problem } from "../krm/problem.ts";
import { hasErrors, isAbout, type Result } from "../krm/result.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { didYouMean, nearest } from "../read/nearest.ts";
import { printable, printJson } from "../report/printable.ts";
import { placeOf, resultLine } from "../report/result-text.ts";
import { type Screen, screenOf } from "../report/screen.ts";
import { poolsOf } from "../resolve/pools.ts";
import { type Call, type Run, wrongUse } from "./command-line/run.ts";
import { EXPLAIN } from "./command-line/table.ts";
import { answer, answerJson, type Found } from "./explain/answer.ts";
import { checkIds, explainCheck } from "./explain/explain-check.ts";
import { orHere, readSources } from "./files/sources.ts";
import { readSelection, unknownCluster } from "./selection.ts";

/**
 * Explains where a route comes from: `explain NODE|IP|CIDR [PATH...|-]`; or what a check means: `explain check ID`.
 * Exits with 1 when nothing is found.
 */
export async function explain(
	call: Call<typeof EXPLAIN>,
): Promise<Run | Problem> {
	const { values, operands, lap } = call;
	const screen = screenOf(process.stdout, process.env);
	const [question = "", ...paths] = operands;
	if (question === "check")
		return values.output === "json"
			? wrongUse(EXPLAIN, "explain check prints text only; leave -o json out")
			: explainCheck(paths, screen);
	const selection = readSelection(values.only, values.set);
	if ("problem" in selection) return selection;
	const sources = await readSources(orHere(paths), call);
	if ("problem" in sources) return sources;
	const answers = sources.map((read) =>
		answer(question, read, { selection, lap }),
	);
	const names = answers.flatMap(({ clusterNames }) => clusterNames ?? []);
	const isKnown = answers.every(({ clusterNames }) => clusterNames);
	const unknown = isKnown ? unknownCluster(selection, names) : undefined;
	if (unknown !== undefined) return unknown;
	const errors = answers.flatMap(({ problems }) => problems);
	const found = answers.flatMap((one) => one.found);
	const stdout =
		values.output === "json"
			? foundJson(question, found)
			: foundText(question, found, screen);
	if (found.length > 0)
		return { exitCode: 0, stdout, stderr: errorNote(errors, found) };
	const plans = answers.flatMap((one) => one.plans);
	const stderr = errors.map(resultLine);
	if (plans.length > 0 || errors.length === 0)
		stderr.push(printable(`error: ${notFound(question, plans)}`));
	const isUnreadable = sources.some(({ results }) => hasErrors(results));
	return { exitCode: isUnreadable ? 2 : 1, stdout, stderr };
}

/**
 * Errors about the clusters of the answers that these do not show: a single one, or the number of several, because
 * `check` shows them better.
 */
function errorNote(
	errors: readonly Result[],
	found: readonly Found[],
): readonly string[] {
	const answered = found.length <= MAX_NODES ? found : [];
	const shown = new Set(
		answered
			.flatMap(({ explain }) => explain().results)
			.map(({ message }) => message),
	);
	const clusters = [...new Set(found.map(({ plan }) => plan.cluster.name))];
	const others = errors.filter(
		({ message, tags, otherClusters }) =>
			!shown.has(message) &&
			clusters.some((name) => isAbout(name, { ...tags, otherClusters })),
	);
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
	found: readonly Found[],
	screen: Screen,
): string {
	if (found.length <= MAX_NODES)
		return found
			.map(({ explain, locate }) =>
				explanationText(explain(), (place) => placeOf(locate(place)), screen),
			)
			.join("\n");
	const lines = capped(
		found.map(({ relation }) => printable(`  ${question} ${relation}`)),
		MAX_NAMES,
		(rest) => `  and ${rest} more`,
	);
	const title = `${printable(question)} is related to ${found.length} nodes; name one of them:`;
	return `${[title, ...lines].join("\n")}\n`;
}

/** The answer as schemas/explanation.schema.json describes it: of many nodes, only how they relate to the question. */
function foundJson(question: string, found: readonly Found[]): string {
	const brief = ({ relation, plan, entry: { node } }: Found) => {
		const cluster = plan.cluster.name;
		return { question, relation, cluster, node: node.name };
	};
	return printJson(found.map(found.length > MAX_NODES ? brief : answerJson));
}

function notFound(question: string, plans: readonly ClusterPlan[]): string {
	const names = plans.map(({ cluster }) => cluster.name);
	const where =
		names.length === 0 ? ": there is no cluster here" : ` of ${someOf(names)}`;
	const holds = holderOf(question);
	if (holds !== undefined)
		return `${question} is in no pod CIDR and is not a node's address${where}${poolHint(plans, holds)}`;
	const nodes = plans.flatMap(({ cluster }) =>
		cluster.nodes.map(({ name }) => name),
	);
	const guess = checkIds(question).includes(question)
		? `avi-routes explain check ${question}`
		: names.includes(question)
			? `avi-routes check --only ${question}`
			: nearest(question, nodes);
	return `${JSON.stringify(question)} is not a node (${nodes.length} nodes${where}), an IP address or a CIDR${didYouMean(guess, ";")}`;
}

/** Whether a network holds the address or CIDR; undefined for another question. */
function holderOf(
	question: string,
): ((network: Prefix) => boolean) | undefined {
	const prefix = parsePrefix(question);
	if (prefix !== undefined) return (network) => holdsPrefix(network, prefix);
	const address = parseAddress(question);
	return address && ((network) => holdsAddress(network, address));
}

/** What to do where the pools of clusters hold what no node has. */
function poolHint(
	plans: readonly ClusterPlan[],
	holds: (network: Prefix) => boolean,
): string {
	const names = plans.flatMap(({ cluster, decision }) =>
		poolsOf(cluster, decision.mode).some(({ networks }) => networks.some(holds))
			? cluster.name
			: [],
	);
	return names.length === 0
		? ""
		: `; the pools of ${someOf(names)} hold it: if a pod has it, its node is newer than the snapshot; take the snapshot again`;
}
