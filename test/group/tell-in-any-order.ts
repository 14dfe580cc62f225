import type { Test } from "uvu";
import * as assert from "uvu/assert";
import type { Result } from "../../src/krm/result.ts";
import { type AnyResource, runItems } from "../support/function-run.ts";

/** What is in a package, the configuration, and what is told; "..." stands for the rest of a message. */
export type Told = readonly [
	lesson: string,
	items: readonly AnyResource[],
	spec: object,
	...says: string[],
];

/** Adds tests that the same is told of the objects whatever their order: errors and warnings, unless others are picked. */
export function tellInAnyOrder(
	test: Test,
	rows: readonly Told[],
	tell: (result: Result) => string | undefined = trouble,
): void {
	for (const [lesson, items, spec, ...says] of rows)
		test(lesson, () => {
			for (const all of [items, items.toReversed()]) {
				const told = runItems(all, spec).results.flatMap((result) => {
					const text = tell(result);
					return text === undefined ? [] : [text];
				});
				const asWanted = (text: string, i: number) =>
					says[i]?.endsWith("...")
						? `${text.slice(0, says[i].length - 3)}...`
						: text;
				assert.equal(told.map(asWanted), says);
			}
		});
}

/** A core object; without a name where it is undefined. */
export const coreObject = (
	kind: string,
	name: string | undefined,
	rest: object = {},
	metadata: object = {},
): AnyResource => ({
	apiVersion: "v1",
	kind,
	metadata: { name, ...metadata },
	...rest,
});

/** An error or a warning, after its file and its place in there. */
function trouble({ severity, file, message }: Result): string | undefined {
	if (severity === "info") return undefined;
	if (file === undefined) return message;
	const place = file.index === undefined ? "" : `#${file.index}`;
	return `${file.path}${place}: ${message}`;
}
