import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { linesOf, mustRun, needing } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "avi-routes-shell-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const test = suite("completion in a shell");

/** Writes the script of a shell to a file, and returns its path. */
function scriptOf(shell: string, name: string): string {
	const path = join(folder, name);
	const made = mustRun(folder, ["avi-routes", "completion", shell]);
	writeFileSync(path, made.stdout);
	return path;
}

/** What is typed, the last word unfinished, and words that must be and must not be offered. */
const TYPED: readonly (readonly [
	line: string,
	offered: readonly string[],
	others: readonly string[],
])[] = [
	["re", ["render"], ["check"]],
	["", ["init", "snapshot", "completion"], ["--output"]],
	["check --o", ["--output", "--only"], ["--set"]],
	["check -o s", ["sarif"], ["json"]],
	["diff --output ", ["markdown", "sarif"], ["table"]],
	["explain check vrf-", ["vrf-unknown", "vrf-changed"], ["no-routes"]],
	["help sn", ["snapshot"], ["render"]],
	["completion ", ["bash", "zsh", "fish"], []],
];

/** Holds what a shell offers for each line against what it must. */
function assertOffers(offers: (line: string) => readonly string[]): void {
	for (const [line, offered, others] of TYPED) {
		const words = offers(line);
		const says = `${line}: ${words.join(" ")}`;
		for (const word of offered) assert.ok(words.includes(word), says);
		for (const word of others) assert.not.ok(words.includes(word), says);
	}
}

test("bash", () => {
	const script = scriptOf("bash", "completion.bash");
	const offers = (words: readonly string[]) => {
		const show = 'COMP_CWORD=$(($# - 1)) COMP_WORDS=("$@"); _avi_routes';
		const run = `. ${script}; ${show}; printf '%s\n' "\${COMPREPLY[@]}"`;
		return linesOf(mustRun(folder, ["bash", "-c", run, ...words]).stdout);
	};
	assertOffers((line) => offers(["bash", "avi-routes", ...line.split(" ")]));
	const apart = offers("bash avi-routes render --output = h".split(" "));
	assert.equal(apart, ["helm-values"]);
});

needing(test, "fish")("fish", () => {
	const script = scriptOf("fish", "completion.fish");
	const offers = (line: string) => {
		const ask = `source ${script}; complete -C "avi-routes ${line}"`;
		const { stdout } = mustRun(folder, ["fish", "--no-config", "-c", ask]);
		return linesOf(stdout).map((one) => one.split("\t")[0] ?? "");
	};
	assertOffers(offers);
	assert.equal(offers("explain worker-1 completion.f"), ["completion.fish"]);
});

/** Types into an interactive zsh, and prints what the line has become. */
const ZSH = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "fpath=($1 \\$fpath); autoload -U compinit; compinit -u -d $1/dump; bindkey '^I' complete-word; echo READ\\Y"
zpty -r -m shell said '*READY*'
zpty -w -n shell "avi-routes $2"$'\\t'
sleep 1
zpty -w shell ' #END'
zpty -r -m shell said '*#END*'
print -r -- $said
`;

needing(test, "zsh")("zsh", () => {
	scriptOf("zsh", "_avi-routes");
	for (const [line, whole] of [
		["re", "render"],
		["check -o sa", "sarif"],
		["check --exit", "check --exit"],
		["snapshot --all", "--all-contexts"],
		["explain check vrf-u", "vrf-unknown"],
		["explain worker-1 Kptf", "Kptfile"],
	] as const) {
		const args = ["-f", "-c", ZSH, "zsh", folder, line];
		const { stdout } = spawnSync("zsh", args, {
			encoding: "utf8",
			timeout: 30_000,
		});
		// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal is sent
		const shown = stdout.replace(/\u001b\[\??[\d;]*[a-zA-Z]|.\u0008/g, "");
		assert.ok(shown.includes(whole), `${line}: ${JSON.stringify(shown)}`);
	}
});

test.run();
