import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runChecks } from "../../src/check/run-checks.ts";
import { eachResult, isAbout, type Result } from "../../src/krm/result.ts";
import { transform } from "../../src/pipeline.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { decodeInput, readInput } from "../../src/read/read-input.ts";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { resourceList } from "../support/function-run.ts";
import { CASES } from "./cases/all-cases.ts";
import type { CheckCase } from "./cases/check-case.ts";

function planOf({ cluster, name, spec, more }: CheckCase): Plan {
	const items = [clusterSnapshot(cluster, name), ...more];
	const list = resourceList(items, { clusterName: name, ...spec });
	const read = readInput(decodeInput(new TextEncoder().encode(list)));
	assert.ok("input" in read);
	const { plan } = transform(read.input, read.results);
	assert.ok(plan);
	return plan;
}

const textOf = ({ severity, message }: Result) => `${severity}: ${message}`;
const isOfOne = (name: string) => (result: Result) =>
	isAbout(name, { ...result, cluster: result.tags.cluster });

const FLEET = CASES.filter(({ more }) =>
	more.some(({ kind }) => kind === "ClusterSnapshot"),
);

const test = suite("checks of several clusters");

for (const one of FLEET) {
	test(`tell the same in any order: ${one.check}, ${one.lesson}`, () => {
		const plan = planOf(one);
		const textsOf = (clusters: Plan["clusters"]) =>
			eachResult(runChecks({ ...plan, clusters }))
				.map(textOf)
				.sort();
		const names = new Set(plan.clusters.map(({ cluster }) => cluster.name));
		// Of two clusters of one name, the second one is told.
		if (names.size === plan.clusters.length)
			assert.equal(textsOf(plan.clusters.toReversed()), textsOf(plan.clusters));
	});

	test(`tell what all tell of it: ${one.check}, ${one.lesson}`, () => {
		const plan = planOf(one);
		const all = eachResult(runChecks(plan));
		for (const { cluster } of plan.clusters)
			assert.equal(
				eachResult(runChecks(plan, { only: cluster.name })).map(textOf),
				all.filter(isOfOne(cluster.name)).map(textOf),
			);
	});
}

test.run();
