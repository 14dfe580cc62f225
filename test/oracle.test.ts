import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parsePrefix } from "../src/ip/prefix.ts";
import { routesOf, runItems } from "./support/function-run.ts";

interface OracleCase {
	name: string;
	ako: { cniPlugin: string; clusterName: string; ipFamily: string };
	items: unknown[];
	expected: { routes: { node: string; prefix: string; nextHop: string }[] };
}

/** Prefixes as networks, next hops and nodes as they are; a set, for AKO may hold a route twice. */
function asSet(routes: OracleCase["expected"]["routes"]): string[] {
	const lines = routes.map(
		({ node, prefix, nextHop }) =>
			`${node} ${parsePrefix(prefix)?.text} ${nextHop}`,
	);
	return [...new Set(lines)].sort();
}

const test = suite("what AKO programs");

for (const file of ["cases", "edge-cases"]) {
	const { cases } = JSON.parse(
		readFileSync(`fixtures/ako-oracle/${file}.json`, "utf8"),
	) as { cases: OracleCase[] };
	for (const { name, ako, items, expected } of cases) {
		test(`${file}: ${name}`, () => {
			const { clusterName, ipFamily } = ako;
			const run = runItems(items, {
				clusterName,
				ipFamily,
				checks: { "*": "warning" },
			});
			assert.equal(
				run.exitCode,
				0,
				run.results.map(({ message }) => message).join("\n"),
			);
			assert.equal(asSet(routesOf(run)), asSet(expected.routes));
			const values = run.items.find(
				({ metadata }) => metadata.name === `${clusterName}-ako-values`,
			);
			const cniPlugin = ako.cniPlugin === "" ? '""' : ako.cniPlugin;
			assert.match(values.data["values.yaml"], `cniPlugin: ${cniPlugin}\n`);
		});
	}
}

test.run();
