import { readFileSync } from "node:fs";

/** An input with something wrong, and what must come of it. */
export interface BadInput {
	readonly lesson: string;
	readonly input: string | Uint8Array;
	/** 2: it can't be read. 1: errors, and every item leaves as it came. 0: nobody reads what is wrong. */
	readonly exitCode: 0 | 1 | 2;
	/** What the first error says. */
	readonly says?: RegExp;
	/** What must leave as it came, all of it. */
	readonly kept?: string;
}

/** The head of a ResourceList. */
export const HEAD = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n";

/** An item that nobody reads. */
export const OTHER =
	"- apiVersion: example.com/v1\n  kind: Other\n  metadata:\n    name: other\n";

/** A ResourceList of the quickstart's snapshot and these items. */
export function listOf(...items: readonly string[]): string {
	return `${HEAD}items:\n${SNAPSHOT}${items.join("")}`;
}

const quickstart = readFileSync(
	"examples/quickstart/cluster-snapshot.yaml",
	"utf8",
);
/** The quickstart's snapshot as an item. */
export const SNAPSHOT = `- ${quickstart.replace(/^(?=.)/gm, "  ").slice(2)}`;

/** So many brackets around nothing. */
export const deep = (open: string, close: string, n = 10_000): string =>
	open.repeat(n) + close.repeat(n);

/** Block mappings, one in the other. */
export const deepBlock = (margin: string, n: number): string =>
	Array.from({ length: n }, (_, i) => `${margin}${" ".repeat(i)}a:\n`).join("");

/** Nine levels of nine aliases each: three billion values in eleven lines. */
export function bomb(margin: string): string {
	const level = (i: number) =>
		`${margin}a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]\n`;
	return `${margin}a0: &a0 [x]\n${Array.from({ length: 9 }, (_, i) => level(i)).join("")}`;
}

/** A ResourceList in JSON. */
export const jsonList = (items: string, more = ""): string =>
	`{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList"${more},"items":[${items}]}`;
