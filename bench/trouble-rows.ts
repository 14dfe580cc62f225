import { type Bench, measureRows, ratioOf } from "./bench.ts";
import { type Asked, packageFolder } from "./inputs.ts";
import { command } from "./programs.ts";
import type { Ratios } from "./targets.ts";

/** `check` where much is wrong, beside the same where nothing is: trouble may not cost more than the whole run. */
export function troubleRows(bench: Bench): Ratios {
	const check = (name: string, asked: Asked) =>
		command(
			name,
			...["check", "-o", "json"],
			packageFolder({ detail: "whole-snapshot", ...asked }, true).path,
		);
	const nodes = bench.isSmall ? 1000 : 5000;
	const one = measureRows(bench, `check, ${nodes} nodes`, [
		check("healthy", { nodes }),
		check("trouble with each", { nodes, anomalies: 1 }),
	]);
	const fleet = { nodes: 2 * nodes, clusters: nodes / 50 };
	const many = measureRows(bench, `check, ${fleet.clusters} clusters`, [
		check("pools apart", fleet),
		check("the same pool", { ...fleet, pools: "shared" }),
	]);
	return {
		"trouble-nodes": ratioOf(one, "trouble with each", "healthy"),
		"trouble-overlaps": ratioOf(many, "the same pool", "pools apart"),
	};
}
