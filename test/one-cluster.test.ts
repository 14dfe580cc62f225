import { existsSync, readdirSync, readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	type Deployable,
	deployables,
} from "../src/commands/render/deployables.ts";
import { isAbout, type Result } from "../src/krm/result.ts";
import { transform } from "../src/pipeline.ts";
import { decodeInput, readInput } from "../src/read/read-input.ts";
import { clusterPool } from "./support/clusters.ts";
import { checkCommand, renderCommand } from "./support/commands.ts";
import { configText, packageOf, snapshotText } from "./support/packages.ts";

const test = suite("one cluster of many");

const told = ({ message, severity, tags }: Result) =>
	`${severity} ${tags.check} ${tags.cluster}: ${message}`;
// A moved output that names no cluster may be taken for another one's, in another file.
const shown = ({ item }: Deployable) =>
	item.text.replace(/.*kubernetes\.io\/(?:path|index):.*\n/g, "");
const namesOther = (only: string, { item }: Deployable) =>
	new RegExp(`avi-routes\\.dev/cluster: (?!${only}$)`, "m").test(item.text);

let clusters = 0;

/** What comes of all clusters of a golden case is what comes of each alone. */
for (const name of readdirSync("fixtures"))
	for (const file of ["input.yaml", "expected.yaml"]) {
		const path = `fixtures/${name}/${file}`;
		if (!existsSync(path)) continue;
		const read = readInput(decodeInput(readFileSync(path)));
		if ("unreadable" in read) continue;
		const run = (only?: string) =>
			transform({ ...read.input, only }, read.results);
		const all = run();
		if (all.applied === undefined || all.plan === undefined) continue;
		const names = all.plan.clusters.map(({ cluster }) => cluster.name);
		if (names.length < 2) continue;
		const whole = deployables(all.applied, all.config, "");
		for (const only of names) {
			clusters++;
			test(`${path}: ${only} alone is as among all`, () => {
				const one = run(only);
				assert.ok(one.applied, one.results.map(told).join("\n"));
				const of = (items: readonly Deployable[]) =>
					items
						.filter(({ cluster = only }) => cluster === only)
						.filter((item) => !namesOther(only, item))
						.map(shown)
						.sort();
				const own = deployables(one.applied ?? never(), one.config, "");
				assert.equal(of(own), of(whole));
				const results = all.results.filter(({ tags, otherClusters }) =>
					isAbout(only, { cluster: tags.cluster, otherClusters }),
				);
				const isOutputRemoved = ({ tags }: Result) =>
					tags.check === "output-removed";
				assert.equal(
					one.results.filter((result) => !isOutputRemoved(result)).map(told),
					results.filter((result) => !isOutputRemoved(result)).map(told),
				);
			});
		}
	}

const never = (): never => {
	throw new Error("nothing was applied");
};

test("golden cases have several clusters", () => {
	assert.ok(clusters >= 10, `${clusters} clusters`);
});

test("what is wrong between two clusters is told of either one", async () => {
	const root = packageOf({
		"a.yaml": configText(),
		"east.yaml": snapshotText(clusterPool({ akoConfig: undefined }), "east"),
		"west.yaml": snapshotText(clusterPool({ akoConfig: undefined }), "west"),
	});
	for (const name of ["east", "west"]) {
		const { stdout } = await checkCommand(
			["--only", name, root],
			async () => new Uint8Array(),
		);
		assert.match(stdout, "vrf-prefix-conflict");
		const { stderr } = renderCommand(["--only", name, root]);
		assert.match(stderr.join("\n"), "vrf-prefix-conflict");
	}
});

test.run();
