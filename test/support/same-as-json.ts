import { isDeepStrictEqual } from "node:util";
import { runFunction } from "../../src/function.ts";
import { OWNER } from "../../src/krm/annotations.ts";
import type { Result } from "../../src/krm/result.ts";
import { problemsOf } from "../../src/read/validate.ts";
import { same } from "../read/choices.ts";
import { type ParsedRun, routesOf, runText } from "./function-run.ts";
import { loadYaml } from "./load-yaml.ts";

/** What js-yaml says that the text means, where JSON can say it too; undefined for any other text. */
function asJson(text: string): string | undefined {
	try {
		const value = loadYaml(text.replace(/^\uFEFF/, ""));
		const json = JSON.stringify(value);
		return isDeepStrictEqual(JSON.parse(json), value) ? json : undefined;
	} catch {
		return undefined;
	}
}

/** A result without the place in the text. */
const said = (result: Result) => ({
	...result,
	message: result.message
		.replace(/line \d+/g, "line N")
		// An entry without a value is null in JSON.
		.replace(NO_VALUE, NULL),
});

const NO_VALUE = /: there is only white space and comments$/;
const NULL =
	": an item is null; want a resource with apiVersion, kind and metadata.name";

/** Whether the text is valid; throws when the function makes anything else of it than of the same list as JSON. */
export function isSameAsJson(text: string): boolean {
	const json = asJson(text);
	if (json === undefined) {
		runFunction(new TextEncoder().encode(text));
		return false;
	}
	const run = runText(text);
	// Such a text is refused, the same in JSON is not.
	if (run.results.some(({ message }) => message.includes("can't be edited")))
		return false;
	const wanted = runText(json);
	same("results", run.results.map(said), wanted.results.map(said));
	same("exit code", run.exitCode, wanted.exitCode);
	same("items", itemsOf(run), itemsOf(wanted));
	for (const table of tablesOf(run))
		same("problems", problemsOf("AviRouteTable", table), []);
	return routesOf(run).length > 0;
}

/** The tables that the run emitted: after errors each item is as it came in, and one without an owner is not ours. */
const tablesOf = ({ items, exitCode }: ParsedRun) =>
	items.filter(
		(item) =>
			exitCode === 0 &&
			item?.kind === "AviRouteTable" &&
			item.metadata?.annotations?.[OWNER] !== undefined,
	);

/** The items of the output, with merge keys resolved as those of the JSON are. */
function itemsOf({ output }: ParsedRun): unknown {
	if (output === undefined) return undefined;
	return (loadYaml(output) as { items: unknown }).items;
}
