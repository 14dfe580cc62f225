import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { workspaceOf } from "./workspace.ts";

/**
 * The guides are followed from top to bottom: each block behind `<!-- run -->` runs in one workspace with copies of
 * example packages, and a block behind `<!-- output -->` is all that the one before printed; `...` stands for lines.
 */
const GUIDES = ["kpt", "argocd", "flux", "pull-requests"];

interface Block {
	readonly role: "run" | "output";
	readonly text: string;
	readonly line: number;
}

function blocksOf(guide: string): Block[] {
	const text = readFileSync(`docs/${guide}.md`, "utf8");
	return [
		...text.matchAll(/^<!-- (run|output) -->\n```\w*\n([\s\S]*?)^```$/gm),
	].map(({ 1: role, 2: block = "", index }) => ({
		role: role as Block["role"],
		text: block,
		line: text.slice(0, index).split("\n").length,
	}));
}

/** True when the printed text is the shown one, whose lines of dots stand for any lines. */
function isShown(shown: string, printed: string): boolean {
	const parts = shown.split(/^\.\.\.\n/m);
	let at = 0;
	for (const [i, part] of parts.entries()) {
		const found =
			i === 0 ? (printed.startsWith(part) ? 0 : -1) : printed.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return parts.at(-1) === "" ? true : printed.endsWith(parts.at(-1) ?? "");
}

const test = suite("the guides");

for (const guide of GUIDES) {
	test(`docs/${guide}.md can be followed`, () => {
		const root = workspaceOf(
			"quickstart",
			"fleet",
			"flux",
			"argocd",
			"kustomize",
		);
		mkdirSync(join(root, ".git/bin"));
		symlinkSync(
			resolve("dist/avi-routes.cjs"),
			join(root, ".git/bin/avi-routes"),
		);
		const blocks = blocksOf(guide);
		assert.ok(blocks.length >= 2, "no blocks");
		let printed = "";
		for (const { role, text, line } of blocks) {
			if (role === "run") {
				const run = spawnSync(
					"bash",
					["-eo", "pipefail", "-c", `exec 2>&1\n${text}`],
					{
						cwd: root,
						encoding: "utf8",
						env: {
							...process.env,
							PATH: `${join(root, ".git/bin")}:${process.env.PATH}`,
							NO_COLOR: "1",
							GIT_CONFIG_GLOBAL: "/dev/null",
							GIT_AUTHOR_NAME: "me",
							GIT_AUTHOR_EMAIL: "me@example.com",
							GIT_COMMITTER_NAME: "me",
							GIT_COMMITTER_EMAIL: "me@example.com",
						},
					},
				);
				printed = run.stdout;
				assert.is(run.status, 0, `docs/${guide}.md:${line}: ${printed}`);
			} else
				assert.ok(
					isShown(text, printed),
					`docs/${guide}.md:${line} shows\n${text}\nbut it prints\n${printed}`,
				);
		}
	});
}

test.run();
