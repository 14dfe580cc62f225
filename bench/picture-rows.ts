import { spawnSync } from "node:child_process";
import { type Bench, measureRows } from "./bench.ts";
import { packageFolder } from "./inputs.ts";
import type { Program } from "./measure.ts";
import { command } from "./programs.ts";
import type { Ratios } from "./targets.ts";

/** `picture` of 5,000 nodes beside `check`, and of what changes to them beside `diff`. */
export function pictureRows(bench: Bench): Ratios {
	const asked = { nodes: 5000, detail: "whole-snapshot" } as const;
	const before = packageFolder({ ...asked, stack: "V4_V6" }, true).path;
	const after = packageFolder(
		{ ...asked, stack: "V4_V6", moved: 1000 },
		true,
	).path;
	const programs = {
		check: command("check", "check", after),
		svg: command("picture", "picture", after),
		html: command("picture -o html", "picture", "-o", "html", after),
		diff: command("diff", "diff", "--exit-zero", before, after),
		change: command(
			"picture -o html --base",
			...["picture", "-o", "html", "--base", before, after],
		),
	};
	const all = measureRows(
		bench,
		`picture, ${asked.nodes} nodes, dual stack`,
		Object.values(programs),
	);
	// A difference is small beside what a busy machine adds to both; the least times have least of that.
	const leastOf = (one: Program) =>
		all.find(({ program }) => program === one.name)?.times[0] ?? Number.NaN;
	const seconds = (one: Program, other: Program) =>
		(leastOf(one) - leastOf(other)) / 1000;
	const { check, svg, html, diff, change } = programs;
	return {
		picture: Math.max(seconds(svg, check), seconds(html, check)),
		"picture-change": seconds(change, diff),
		"picture-size": Math.max(...[svg, html, change].map(kilobytes)),
	};
}

/** What a program prints, in thousands of bytes. */
function kilobytes({ argv }: Program): number {
	const [node = "", ...args] = argv;
	return spawnSync(node, args, { maxBuffer: 1 << 28 }).stdout.length / 1000;
}
