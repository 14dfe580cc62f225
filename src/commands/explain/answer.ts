import { type Explanation, explainNode } from "../../explain/explanation.ts";
import type { ItemField } from "../../explain/facts.ts";
import { type FoundNode, findNodes } from "../../explain/find-nodes.ts";
import type { Lap } from "../../krm/lap.ts";
import { sortResults } from "../../krm/result.ts";
import { fieldLocator } from "../../report/locate.ts";
import type { Located } from "../../report/report.ts";
import type { ReadSource } from "../files/read-source.ts";
import { locatorOf, withShownPath } from "../files/shown-paths.ts";
import {
	isSelected,
	type Selection,
	selectedOf,
	transformSource,
} from "../selection.ts";

/** A node that the question is about. */
export interface Found extends FoundNode {
	readonly explain: () => Explanation;
	/** Finds the place of a fact, with its file as displayed. */
	readonly locate: (place: ItemField) => Located;
}

/** The answer of one source to the question of `explain`: the nodes that it is about, and the errors about what is selected. */
export function answer(
	question: string,
	read: ReadSource,
	{ selection, lap }: { readonly selection: Selection; readonly lap: Lap },
) {
	const { plan, results } = transformSource(read, selection, lap);
	const locateField = fieldLocator(locatorOf(read));
	const locate = ({ item, field }: ItemField) => locateField(item, field);
	const plans = selectedOf(selection, plan?.clusters);
	const sorted = sortResults(results);
	return {
		found: findNodes(question, plans).map(
			(node): Found => ({
				...node,
				explain: () => explainNode(question, node, sorted),
				locate,
			}),
		),
		plans,
		// Undefined where nothing could be planned.
		clusterNames: plan?.clusters.map(({ cluster }) => cluster.name),
		problems: sorted
			.filter(
				(result) =>
					result.severity === "error" && isSelected(selection, result),
			)
			.map((result) => withShownPath(result, read)),
	};
}

/** The explanation with each place as file, line, column and field. */
export function answerJson({ explain, locate }: Found): unknown {
	return JSON.parse(
		JSON.stringify(explain(), (key, inner: unknown) => {
			if (key !== "place") return inner;
			const place = inner as ItemField;
			const { file, position, subject } = locate(place);
			const { kind, name } = place.item;
			return { file, ...position, field: subject ?? place.field, kind, name };
		}),
	);
}
