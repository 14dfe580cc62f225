import {
	type FindPlace,
	plannedPlaces,
	renderedPlaces,
} from "../../diff/places.ts";
import { renderedState } from "../../diff/rendered.ts";
import { planState, type SideState } from "../../diff/state.ts";
import { filePath } from "../../krm/item.ts";
import { inputError, invalidInput } from "../../krm/item-result.ts";
import { isBelow } from "../../krm/paths.ts";
import { hasErrors, type Result, sortResults } from "../../krm/result.ts";
import type { Transformation } from "../../pipeline.ts";
import { truncationText, unpackLists } from "../../read/unpack-lists.ts";
import { isFinding, type Located } from "../../report/report.ts";
import { hasSources } from "../files/packages.ts";
import type { ReadSource } from "../files/read-source.ts";
import { locatorOf, shownFiles, shownPath } from "../files/shown-paths.ts";
import { distinctPackages } from "../files/sources.ts";
import { isSelected, type Selection, type Transform } from "../selection.ts";
import type { Sides } from "./sides.ts";

/** A side of a diff, planned or read. */
export interface Side {
	readonly state: SideState;
	/** With files named relative to the working directory; those that `state` has too are the same objects. */
	readonly errors: readonly Result[];
	/** False when there is nothing that could be compared. */
	readonly isKnown: boolean;
	readonly placeOf: FindPlace;
	/** The file to name where none is known; undefined without files. */
	readonly anchor: string | undefined;
}

/**
 * Plans both sides. An empty file is an error, but not in a revision, where nothing can be changed any more; after a
 * revision with sources, a head without clusters is one.
 */
export function planSides(
	{ base: before, head: after, isRevision }: Sides,
	planning: Planning,
): Readonly<Record<"base" | "head", Side>> {
	const refusesBlank = !isRevision;
	const base = makeSide(before, { refusesBlank, ...planning });
	const hadClusters = isRevision && base.state.kind === "sources";
	const rest = { hadClusters, refusesBlank: true, ...planning };
	return { base, head: makeSide(after, rest) };
}

/**
 * Plans packages with sources, and reads rendered ones; several packages of a side are joined. With `hadClusters`, a
 * package without clusters is not read as a rendered one. With `refusesBlank`, one without clusters in which a file is
 * empty is an error.
 */
export function makeSide(
	sources: readonly ReadSource[],
	planning: Planning,
): Side {
	const sides = distinctPackages(sources).map((read) =>
		sourceSide(read, planning),
	);
	const names = sides.flatMap(({ state }) => [...state.clusters.keys()]);
	const twice = names.find((name, i) => names.indexOf(name) < i);
	const kinds = sides.map(({ state }) => state.kind);
	const errors = sides.flatMap((side) => side.errors);
	return {
		state: {
			kind: kinds.find((kind) => kind !== "empty") ?? "empty",
			clusters: new Map(sides.flatMap(({ state }) => [...state.clusters])),
			results: sides.flatMap(({ state }) => state.results),
		},
		errors: twice === undefined ? errors : [...errors, severalError(twice)],
		isKnown: sides.every(({ isKnown }) => isKnown),
		placeOf: (...what) =>
			sides
				.map(({ placeOf }) => placeOf(...what))
				.find((place) => place !== undefined),
		anchor: sides.find(({ anchor }) => anchor !== undefined)?.anchor,
	};
}

const severalError = (cluster: string) =>
	invalidInput(
		`cluster ${cluster} is in several packages; compare these one by one`,
	);

/** The state of only the selected cluster, if one is selected. */
export function selected(state: SideState, selection: Selection): SideState {
	const { only } = selection;
	if (only === undefined) return state;
	const clusters = [...state.clusters].filter(([name]) => name === only);
	const results = state.results.filter(({ result }) =>
		isSelected(selection, result),
	);
	return { ...state, clusters: new Map(clusters), results };
}

/** How the sources of a side are planned. */
interface Planning {
	readonly hadClusters?: boolean | undefined;
	readonly refusesBlank?: boolean;
	readonly selection: Selection;
	readonly transform: Transform;
}

function sourceSide(read: ReadSource, planning: Planning): Side {
	const isRendered = !hasErrors(read.results) && !hasSources(read);
	const side = isRendered ? renderedSide(read) : plannedSide(read, planning);
	const { state, errors } = side;
	const isEmpty = state.clusters.size === 0 && errors.length === 0;
	const blank = read.files.find(
		({ text, encrypted }) => text.trim() === "" && encrypted === undefined,
	);
	if (!planning.refusesBlank || !isEmpty || blank === undefined) return side;
	const path = shownPath(read, blank.path);
	const message = `${path} is empty, and no other file of the package has a cluster; write it again, or remove it to compare with nothing`;
	return { ...side, errors: [invalidInput(message)], isKnown: false };
}

function renderedSide(read: ReadSource): Side {
	// `render -o json` prints a List.
	const opened = unpackLists(read.source.items);
	const { items, truncation } = opened.value;
	const rendered = renderedState(items);
	const results = [...opened.results, ...rendered.results];
	if (truncation !== undefined)
		results.push(inputError(truncation.item, truncationText(truncation)));
	const locate = locatorOf(read);
	return {
		state: rendered.value,
		errors: errorsAmong(sortResults(results).map(locate)),
		isKnown: !hasErrors(results),
		placeOf: renderedPlaces(items, locate),
		anchor: shownFiles(read)[0]?.path,
	};
}

function plannedSide(
	read: ReadSource,
	{ hadClusters, selection, transform }: Planning,
): Side {
	const made = transform(read);
	// A config beside rendered files does not make a cluster.
	const isSourceless = made.plan?.clusters.length === 0;
	if (isSourceless && !hadClusters && !hasErrors(read.results))
		return renderedSide(read);
	const { plan, results, config } = partOf(made, read.within);
	const locate = locatorOf(read);
	const located = sortResults(results).filter(isFinding).map(locate);
	const own = config.source && filePath(config.source);
	return {
		state:
			plan === undefined
				? { kind: "empty", clusters: new Map(), results: [] }
				: planState(plan, located),
		errors: errorsAmong(located).filter(
			(error) => plan === undefined || isSelected(selection, error),
		),
		isKnown: plan !== undefined,
		placeOf: plan ? plannedPlaces(plan, locate) : () => undefined,
		anchor: own ? shownPath(read, own) : shownFiles(read)[0]?.path,
	};
}

/** Only the clusters below the folder, and what concerns no other; all of what could not be planned. */
function partOf(made: Transformation, folder: string | undefined) {
	const { plan } = made;
	if (plan === undefined || folder === undefined) return made;
	const clusters = plan.clusters.filter(({ cluster }) =>
		isBelow(filePath(cluster.source) ?? "", folder),
	);
	const names = new Set(clusters.map(({ cluster }) => cluster.name));
	const results = made.results.filter(
		({ tags: { cluster = "" }, otherClusters = [] }) =>
			[cluster, ...otherClusters].every((name) => names.has(name)),
	);
	return { ...made, plan: { ...plan, clusters }, results };
}

const errorsAmong = (all: readonly Located[]) =>
	all
		.map(({ result }) => result)
		.filter(({ severity }) => severity === "error");
