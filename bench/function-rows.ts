import {
	type Bench,
	measureRows,
	megabytes,
	netRatioOf,
	ratioOf,
} from "./bench.ts";
import { type Asked, type Input, inputFile, rendered } from "./inputs.ts";
import type { Measured } from "./measure.ts";
import { jsYaml, NOTHING, others, ours } from "./programs.ts";
import type { Ratios } from "./targets.ts";

const OURS = "avi-routes";
const LOAD = "js-yaml load";

/** The function on raw objects and snapshots, beside what reads the same bytes. */
export function functionRows(bench: Bench): Ratios {
	const nodes = bench.isSmall ? 2000 : 5000;
	const small = beside(bench, "5 nodes, raw", { nodes: 5 });
	const raw = beside(bench, `${nodes} nodes, raw`, { nodes });
	const whole: Asked = { nodes, detail: "whole-snapshot" };
	if (!bench.isSmall) beside(bench, `${nodes} nodes, whole snapshot`, whole);
	const snapshots = snapshotRows(bench, nodes);
	return {
		small: ratioOf(small, OURS, NOTHING.name),
		raw: ratioOf(raw, OURS, LOAD),
		...snapshots,
		"second-raw": secondRender(bench, `${nodes} nodes, raw`, { nodes }),
		"second-snapshot": secondRender(bench, `${nodes} nodes, snapshot`, {
			nodes,
			detail: "snapshot",
		}),
	};
}

function beside(bench: Bench, what: string, asked: Asked): Measured[] {
	const file = inputFile(asked);
	return measureRows(bench, `${what}, ${megabytes(file.size)}`, [
		NOTHING,
		ours(file),
		jsYaml(file),
		...(bench.isSmall ? [] : others(file)),
	]);
}

/** One stack and two, AKO and GitOps: all in one round, for they are held against each other. */
function snapshotRows(bench: Bench, nodes: number): Ratios {
	const single: Asked = { nodes, detail: "snapshot" };
	const all = measureRows(bench, `${nodes} nodes, snapshot`, [
		NOTHING,
		ours(inputFile(single)),
		ours(inputFile({ ...single, stack: "V4_V6" }), "dual stack"),
		ours(inputFile({ ...single, owner: "GitOps" }), "GitOps"),
		jsYaml(inputFile(single)),
	]);
	return {
		snapshot: ratioOf(all, OURS, NOTHING.name),
		"snapshot-dual": ratioOf(all, "dual stack", NOTHING.name),
		"dual-stack": netRatioOf(all, "dual stack", OURS),
		gitops: netRatioOf(all, "GitOps", OURS),
	};
}

/** The package as a run left it, beside the one that it found. */
function secondRender(bench: Bench, what: string, asked: Asked): number {
	const first = inputFile(asked);
	const all = measureRows(bench, `${what}, two renders`, [
		ours(first),
		ours(rendered(first), "second render"),
	]);
	return ratioOf(all, "second render", OURS);
}

/** The function on all that kubectl prints, in a ResourceList and in a List. */
export function dumpRows(bench: Bench): Ratios {
	const asked: Asked = {
		nodes: bench.isSmall ? 2000 : 5000,
		detail: "full",
		images: 50,
	};
	const file = inputFile(asked);
	const list = inputFile({ ...asked, form: "list", config: "object" });
	const what = (form: string, { size }: Input) =>
		`${asked.nodes} nodes, full dump, ${form}, ${megabytes(size)}`;
	const all = measureRows(bench, what("ResourceList", file), [
		NOTHING,
		ours(file),
		jsYaml(file),
		...(bench.isSmall ? [] : others(file)),
	]);
	measureRows(bench, what("kubectl's List", list), [
		NOTHING,
		ours(list),
		jsYaml(list),
	]);
	const peak = all.find(({ program }) => program === OURS)?.peak ?? Number.NaN;
	return {
		dump: ratioOf(all, OURS, LOAD),
		// Beside a small input it is Node's own memory that counts.
		...(bench.isSmall ? {} : { "dump-memory": peak / file.size }),
	};
}

/** Harmless oddities, each beside the plain input. */
export function twistRows(bench: Bench): Ratios {
	const asked: Asked = { nodes: bench.isSmall ? 1000 : 2000 };
	const ODD: Readonly<Record<string, Asked>> = {
		crlf: { twist: "crlf" },
		tab: { twist: "tab" },
		anchor: { twist: "anchor" },
		"byte order mark": { twist: "bom" },
		comment: { twist: "comment" },
		comments: { twist: "comments" },
		indent: { twist: "indent" },
		"functionConfig first": { form: "config-first" },
	};
	const all = measureRows(bench, `${asked.nodes} nodes, raw`, [
		ours(inputFile(asked)),
		...Object.entries(ODD).map(([name, odd]) =>
			ours(inputFile({ ...asked, ...odd }), name),
		),
	]);
	const ratio = (name: string) => ratioOf(all, name, OURS);
	return {
		"twist-crlf": ratio("crlf"),
		"twist-tab": ratio("tab"),
		"twist-anchor": ratio("anchor"),
		"twist-others": Math.max(...Object.keys(ODD).slice(3).map(ratio)),
	};
}
