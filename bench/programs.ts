import { isPresent, type Program } from "./measure.ts";

const node = (name: string, ...args: string[]): Program => ({
	name,
	argv: [process.execPath, ...args],
	isNode: true,
});

const ALL = "require('fs').readFileSync(0, 'utf8')";

/** What runs side by side. All read the same file from standard input and write to nowhere. */
export const PROGRAMS = {
	nothing: node("node -e 0", "-e", "0"),
	function: node("avi-routes", "dist/avi-routes.cjs"),
	through: node(
		"read, write back",
		"-e",
		"require('fs').writeFileSync(1, require('fs').readFileSync(0))",
	),
	jsYaml: node("js-yaml load", "-e", `require('js-yaml').load(${ALL})`),
	yaml: node(
		"yaml parse",
		"-e",
		`require('yaml').parse(${ALL}, { maxAliasCount: -1 })`,
	),
} as const satisfies Readonly<Record<string, Program>>;

/** kpt's own round trip, where there is kpt. */
export function kptProgram(): Program[] {
	const argv = ["kpt", "fn", "eval", "-", "--exec", "cat"];
	return isPresent("kpt")
		? [{ name: "kpt, exec cat", argv, isNode: false }]
		: [];
}
