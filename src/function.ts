import type { Overrides } from "./config/overrides.ts";
import { FUNCTION } from "./krm/annotations.ts";
import { invalidInput } from "./krm/item-result.ts";
import { noLap } from "./krm/lap.ts";
import { type Result, sortResults } from "./krm/result.ts";
import { transform } from "./pipeline.ts";
import { annotationsOf } from "./read/head.ts";
import { type Decoded, decodeInput, readInput } from "./read/read-input.ts";
import { withLineEnds } from "./text/decode.ts";
import { listParts } from "./write/write-list.ts";

/** The outcome of a run of the function. */
export interface FunctionRun {
	/** 0: fine; 1: errors found; 2: the input could not be read. */
	readonly exitCode: 0 | 1 | 2;
	/** The ResourceList to write; undefined when the input had none. */
	readonly output: string | undefined;
	/** Errors first. */
	readonly results: readonly Result[];
	/** The results that must be printed on standard error too. */
	readonly reported: readonly Result[];
}

/** A run whose output comes in parts, so that a long one is never in memory at once. */
export type PartedRun = Omit<FunctionRun, "output"> & {
	readonly output: readonly string[] | undefined;
};

/** The KRM function: a ResourceList's bytes in, a ResourceList out. On errors every item is written unchanged. */
export function runFunction(bytes: Uint8Array): FunctionRun {
	const run = runInParts(decodeInput(bytes));
	return { ...run, output: run.output?.join("") };
}

/** As `runFunction`, but from the text and in parts. */
export function runInParts(
	decoded: Decoded,
	lap = noLap,
	overrides: Overrides = {},
): PartedRun {
	const read = readInput(decoded);
	lap("read");
	if ("unreadable" in read) {
		const results = [invalidInput(read.unreadable)];
		return { exitCode: 2, output: undefined, results, reported: results };
	}
	const source = { ...read.input, overrides };
	const { applied, results } = transform(source, read.results, lap);
	const sorted = sortResults(results);
	const output = listParts(
		read.input.cut,
		applied?.items ?? read.input.cut.items,
		sorted,
	);
	lap("write");
	const exitCode = applied === undefined ? 1 : 0;
	const reported = reportedResults(sorted, read.input.functionConfig);
	const { lineEnd } = read.input;
	return {
		exitCode,
		output: output.map((part) => withLineEnds(part, lineEnd)),
		results: sorted,
		reported,
	};
}

/** Errors; for kustomize warnings too, because it shows no results. The annotations of its config identify it. */
function reportedResults(
	results: readonly Result[],
	functionConfig: unknown,
): Result[] {
	const annotations = annotationsOf(functionConfig);
	const isKustomize = FUNCTION.some((key) => key in annotations);
	return results.filter(
		({ severity }) =>
			severity === "error" || (isKustomize && severity === "warning"),
	);
}
