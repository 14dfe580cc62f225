import type { Input } from "./inputs.ts";
import { isPresent, type Program } from "./measure.ts";

const node = (
	name: string,
	args: readonly string[],
	file?: Input,
): Program => ({
	name,
	argv: [process.execPath, ...args],
	isNode: true,
	stdin: file?.path ?? "/dev/null",
});

/** The tool that was built for the benchmark. */
export const TOOL = "build/bench/dist/avi-routes.cjs";

const ALL = "require('fs').readFileSync(0, 'utf8')";
/** Reads each file of a folder. */
const EACH =
	"for (const f of require('fs').readdirSync(process.argv[1], { recursive: true })) if (/\\.yaml$/.test(f)) ";

/** A process that does nothing. */
export const NOTHING = node("node -e 0", ["-e", "0"]);

/** The function, with the file on standard input. */
export const ours = (file: Input, name = "avi-routes"): Program =>
	node(name, [TOOL], file);

/** A command with its arguments. */
export const command = (name: string, ...args: readonly string[]): Program =>
	node(name, [TOOL, ...args]);

/** js-yaml's load of a file: what it costs to parse all of it. */
export const jsYaml = (file: Input): Program =>
	node("js-yaml load", ["-e", `require('js-yaml').load(${ALL})`], file);

/** The same of each file of a folder. */
export const jsYamlOfFolder = ({ path }: Input): Program =>
	node("js-yaml load", [
		"-e",
		`${EACH} require('js-yaml').load(require('fs').readFileSync(process.argv[1] + '/' + f, 'utf8'))`,
		path,
	]);

/** What else a file is held against: reading and writing it, another parser, and kpt's own round trip where there is kpt. */
export function others(file: Input): Program[] {
	const through =
		"require('fs').writeFileSync(1, require('fs').readFileSync(0))";
	const parse = `require('yaml').parse(${ALL}, { maxAliasCount: -1 })`;
	const kpt: Program = {
		name: "kpt, exec cat",
		argv: ["kpt", "fn", "eval", "-", "--exec", "cat"],
		isNode: false,
		stdin: file.path,
	};
	return [
		node("read, write back", ["-e", through], file),
		node("yaml parse", ["-e", parse], file),
		...(isPresent("kpt") ? [kpt] : []),
	];
}
