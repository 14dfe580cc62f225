import { readFileSync, writeFileSync } from "node:fs";

/**
 * What a block of a page is for. Commands (`sh`) run, and a block without a language behind them is all that they
 * print, where `...` stands for any lines. A comment above a block says the rest: `<!-- file: PATH -->`, the reader
 * writes it; `<!-- in: PATH -->`, it stands in that file by then; `<!-- exit code: 1 -->`, how the commands end;
 * `<!-- not run: REASON -->`, it needs what a test does not have. A picture is `text`.
 */
export type Role = "run" | "output" | "file" | "in" | "not run" | "text";

/** A fenced block of a page. */
export interface Block {
	readonly role: Role;
	/** What the comment above it says behind the colon. */
	readonly note: string;
	readonly language: string;
	readonly text: string;
	readonly line: number;
	/** How its commands end. */
	readonly exitCode: number;
}

const BLOCK = /^(?:<!-- ([a-z ]+): (.*) -->\n)?```(\w*)\n([\s\S]*?)^```$/gm;

/** The blocks of a page, in order. */
export function blocksOf(path: string): Block[] {
	const page = readFileSync(path, "utf8");
	return [...page.matchAll(BLOCK)].map(
		({ 1: mark, 2: note = "", 3: language = "", 4: text = "", index }) => {
			const line = page.slice(0, index).split("\n").length;
			const role = roleOf(mark, language);
			if (role === undefined)
				throw new Error(`${path}:${line}: a block that nobody runs or reads`);
			const exitCode = mark === "exit code" ? Number(note) : 0;
			return { role, note, language, text, line, exitCode };
		},
	);
}

function roleOf(mark: string | undefined, language: string): Role | undefined {
	if (mark === "file" || mark === "in" || mark === "not run") return mark;
	if (language === "sh") return "run";
	if (language === "text" && mark === undefined) return "text";
	return language === "" && mark === undefined ? "output" : undefined;
}

/**
 * The script that follows a page from top to bottom in one shell. What block N prints goes to the file N of the folder;
 * so does what stands in the file that a block shows. It ends with the first block that does not end as it should.
 */
export function scriptOf(blocks: readonly Block[], folder: string): string {
	const steps = blocks.map(({ role, note, text, exitCode }, i) => {
		const start = `exec >'${folder}/${i}' 2>&1\n`;
		if (role === "file") return `${start}cat > '${note}' <<'END'\n${text}END\n`;
		if (role === "in") return `${start}cat -- '${note}'\n`;
		if (role !== "run") return "";
		return exitCode === 0
			? start + text
			: `${start}set +e\n${text}status=$?\nset -e\n[ "$status" = ${exitCode} ]\n`;
	});
	return `set -eo pipefail\n${steps.join("")}`;
}

/** True when the text has the shown lines, whose `...` stand for any lines; `isWhole` when it has nothing else. */
export function isShown(
	shown: string,
	text: string,
	isWhole: boolean,
): boolean {
	const parts = `\n${shown}`.split(/(?<=\n)[ ]*\.\.\.\n/);
	const lines = `\n${text}`;
	let at = 0;
	for (const [i, part] of parts.entries()) {
		const found = lines.indexOf(part, at);
		if (found < 0 || (isWhole && i === 0 && found > 0)) return false;
		at = found + part.length;
	}
	return !isWhole || parts.at(-1) === "" || at === lines.length;
}

/** Writes into a page what its commands print now, but for blocks with `...`. */
export function rewriteOutputs(
	path: string,
	printed: ReadonlyMap<number, string>,
): void {
	let n = -1;
	const page = readFileSync(path, "utf8").replace(BLOCK, (block, ...groups) => {
		n++;
		const text = printed.get(n);
		const shown = String(groups[3]);
		if (text === undefined || /^ *\.\.\.$/m.test(shown)) return block;
		return block.replace(`\n${shown}`, () => `\n${text}`);
	});
	writeFileSync(path, page);
}
