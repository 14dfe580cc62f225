import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CHARTS } from "../../src/group/targets/chart.ts";
import { KINDS, type Kind } from "../../src/model/kinds.ts";
import { hasNoObject, isRelevant } from "../../src/read/relevant.ts";

/** Kinds that most objects of other products are of, too: their names or values show the others. */
const GENERAL =
	/^(?:Namespace|Service|Gateway|HelmRelease|Application.*|HelmChart.*|RenderHelmChart)$/;

const test = suite("what must be read");

test("every kind that is read, but for general ones", () => {
	for (const { kind, name } of Object.values(KINDS) as Kind[]) {
		if (GENERAL.test(kind)) continue;
		const yaml = `kind: ${kind}\nmetadata:\n  name: ${name ?? "x"}\n`;
		const json = JSON.stringify({ kind, metadata: { name: name ?? "x" } });
		for (const text of [yaml, json, yaml.replaceAll("\n", "\r\n")]) {
			assert.ok(isRelevant(text), text);
			assert.not.ok(hasNoObject(text), text);
		}
	}
});

test("what names a chart that is edited, by its name, repository or URL", () => {
	for (const chart of CHARTS.keys())
		for (const value of [`${chart}`, `"${chart}"`, `oci://a.example/${chart}`])
			assert.ok(isRelevant(`chart: ${value}\n`), value);
});

for (const text of [
	"kind: CiliumNetworkPolicy\nmetadata: {name: a}\n",
	"kind: Deployment\nmetadata: {labels: {app: makoto}}\n",
	"kind: NodePool\n",
])
	test(`not ${text.split("\n")[0]}`, () => assert.not.ok(isRelevant(text)));

test.run();
