import { type Explanation, explainNode } from "../explain/explanation.ts";
import type { ItemField } from "../explain/facts.ts";
import { findNodes } from "../explain/find-nodes.ts";
import { explanationText } from "../explain/text.ts";
import type { Lap } from "../krm/lap.ts";
import { type Result, sortResults } from "../krm/result.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { fieldLocator, makeLocator } from "../report/locate.ts";
import type { Located } from "../report/report.ts";
import { placeOf } from "../report/result-text.ts";
import type { Screen } from "../report/screen.ts";
import type { ReadSource } from "./read-source.ts";
import {
	isSelected,
	type Selection,
	selectedOf,
	transformSource,
} from "./selection.ts";
import { shownPath, withShownPath } from "./shown-paths.ts";

/** The answer of one source to the question of `explain`. */
export interface Answer {
	readonly found: readonly {
		readonly relation: string;
		readonly cluster: string;
		readonly brief: unknown;
		readonly value: () => unknown;
		readonly text: (screen: Screen) => string;
		/** The messages of the results that it shows. */
		readonly messages: () => readonly string[];
	}[];
	readonly plans: readonly ClusterPlan[];
	/** Undefined where nothing could be planned. */
	readonly clusterNames: readonly string[] | undefined;
	/** Errors of the source about what is selected. */
	readonly problems: readonly Result[];
}

/** Looks for the question among the nodes of a source. */
export function answer(
	question: string,
	read: ReadSource,
	{ selection, lap }: { readonly selection: Selection; readonly lap: Lap },
): Answer {
	const { plan, results } = transformSource(read, selection, lap);
	const locate = fieldLocator(makeLocator(read.files));
	const located = ({ item, field }: ItemField): Located => {
		const at = locate(item, field);
		return { ...at, file: at.file && shownPath(read, at.file) };
	};
	const plans = selectedOf(selection, plan?.clusters);
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
			cluster,
			brief: { question, relation, cluster, node: entry.node.name },
			value: () => toJson(explain(), located),
			text: (screen: Screen) => explanationText(explain(), whereIs, screen),
			messages: () => explain().results.map(({ message }) => message),
		};
	});
	const problems = sorted
		.filter(
			(result) => result.severity === "error" && isSelected(selection, result),
		)
		.map((result) => withShownPath(result, read));
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
