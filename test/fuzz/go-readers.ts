import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isMapping } from "../../src/read/cut.ts";
import { same } from "../read/choices.ts";
import type { Subject } from "./subject.ts";

interface Reading {
	readonly value: unknown;
	readonly error?: string;
}

type Answer = Readonly<Record<"kubectl" | "kpt", Reading>>;

/** Builds the program that runs Go's readers into the cache folder; undefined, and a loud line, where there is no Go. */
export function buildGoReader(): string | undefined {
	const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
	const program = join(cache, "avi-routes", "go-reader");
	mkdirSync(join(cache, "avi-routes"), { recursive: true });
	const { status } = spawnSync("go", ["build", "-o", program, "."], {
		cwd: "test/fuzz/go-reader",
		timeout: 120_000,
	});
	if (status === 0 && existsSync(program)) return program;
	console.log("!!! Go's readers can't be built: they are NOT ASKED");
	return undefined;
}

/** What Go's readers make of each text. */
export function askGoReader(
	program: string,
	texts: readonly string[],
): readonly Answer[] {
	const lines = texts.map((text) => `${JSON.stringify(text)}\n`).join("");
	const { stdout } = spawnSync(program, {
		input: lines,
		encoding: "utf8",
		maxBuffer: 1 << 30,
	});
	return stdout
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line));
}

/**
 * Characters that are others to Go: ends of lines, as in YAML 1.1, where js-yaml reads a text, as in YAML 1.2; and byte
 * order marks inside, which Go reads or not by where they stand in its buffer.
 */
const OTHERS_TO_GO = /[\u0085\u2028\u2029]|(?!^)\uFEFF/;

/** Throws for what Go reads in the input, and not in the output, or reads otherwise than js-yaml where we wrote it. */
export function checkByGo(
	subject: Subject,
	[input, output]: readonly [Answer, Answer],
): void {
	if (OTHERS_TO_GO.test(subject.text)) return;
	for (const name of ["kubectl", "kpt"] as const) {
		const [before, after] = [input[name], output[name]];
		if (before.error !== undefined || itemsOf(before.value) === undefined)
			continue;
		if (after.error !== undefined)
			throw new Error(`${name} does not read the output: ${after.error}`);
		const own = itemsOf(before.value)?.filter((item) => !isOutput(item)) ?? [];
		const all = itemsOf(after.value) ?? [];
		if (all.length < own.length)
			throw new Error(`${name}: ${own.length} items in, ${all.length} out`);
		if (subject.input === undefined || subject.output === undefined) continue;
		same(
			`outputs by ${name}`,
			all.filter(isOutput),
			itemsOf(subject.output)?.filter(isOutput),
		);
	}
}

const OWNER = "avi-routes";

const itemsOf = (list: unknown): unknown[] | undefined =>
	isMapping(list) && Array.isArray(list.items) ? list.items : undefined;

function isOutput(item: unknown): boolean {
	const { metadata } = isMapping(item) ? item : {};
	const { labels } = isMapping(metadata) ? metadata : {};
	return isMapping(labels) && labels["app.kubernetes.io/managed-by"] === OWNER;
}
