import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { diffCommand } from "../../src/commands/diff.ts";
import { readPackageFiles } from "../../src/commands/package-files.ts";
import { renderCommand } from "../../src/commands/render.ts";
import { readFiles } from "../../src/read/read-files.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

/** A rendered fleet; in the first cluster, every `step`th node has an address of its own. */
function rendered(clusters: number, nodes: number, step: number): string {
	const numbers = Array.from({ length: nodes }, (_, i) => i);
	const snapshots = Array.from({ length: clusters }, (_, c) => {
		const moved = (i: number) => (c === 0 && i % step === 0 ? 10 : 192);
		return snapshotText(
			{
				ciliumConfig: { ipam: "cluster-pool" },
				nodes: numbers.map((i) => ({
					name: `worker-${i}`,
					addresses: [
						{
							type: "InternalIP",
							address: `${moved(i)}.168.${i >> 8}.${i & 255}`,
						},
					],
				})),
				ciliumNodes: numbers.map((i) => ({
					name: `worker-${i}`,
					podCIDRs: [`10.${i >> 8}.${i & 255}.0/24`],
				})),
			},
			`cluster-${c}`,
		);
	});
	const root = packageOf({
		"avi-routes.yaml": configText({ checks: { "*": "off" } }),
		...Object.fromEntries(snapshots.map((text, c) => [`${c}.yaml`, text])),
	});
	const to = packageOf({});
	const run = renderCommand(["-o", "dir", "--to", to, root]);
	assert.is(run.exitCode, 0, run.stderr.slice(0, 3).join("\n"));
	return to;
}

/** Reads and parses the files of a folder, and nothing else. */
function read(folder: string): void {
	const files = readPackageFiles(folder);
	if ("problem" in files) throw new Error(files.problem);
	for (const item of readFiles(files.files).value) item.parsed();
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The processor time of a run alone: what was left over before is cleaned up first. */
async function timed(run: () => unknown): Promise<number> {
	collectGarbage();
	const start = process.cpuUsage();
	await run();
	const { user, system } = process.cpuUsage(start);
	return user + system;
}

/** Fleets, and the summary of their diff. */
const FLEETS: readonly [clusters: number, nodes: number, says: string][] = [
	[1, 5000, "+0 ~999 -0 routes in 1 cluster"],
	[100, 200, "+0 ~39 -0 routes in 1 cluster"],
];

/** On a busy machine it takes more rounds until each has had a moment of its own. */
const [LEAST_ROUNDS, MOST_ROUNDS] = [15, 80];

const test = suite("the speed of diff");

for (const [clusters, nodes, says] of FLEETS) {
	test(`${clusters} x ${nodes} nodes take at most twice the time of reading them`, async () => {
		const [base, head] = [
			rendered(clusters, nodes, 1e9 + 1),
			rendered(clusters, nodes, 5),
		];
		const nobody = async () => new Uint8Array();
		// The least time is the one that neither a compiler nor anything else on the machine had a part in.
		let [reading, diffing] = [
			Number.POSITIVE_INFINITY,
			Number.POSITIVE_INFINITY,
		];
		for (let i = 0; i < MOST_ROUNDS; i++) {
			if (i >= LEAST_ROUNDS && diffing <= 2 * reading) break;
			const readBoth = () => {
				read(base);
				read(head);
			};
			reading = Math.min(reading, await timed(readBoth));
			const diffBoth = async () => {
				const { stdout } = await diffCommand([base, head], nobody);
				assert.match(stdout, says);
			};
			diffing = Math.min(diffing, await timed(diffBoth));
		}
		const ratio = diffing / reading;
		console.log(`${clusters} x ${nodes}: ${ratio.toFixed(2)} x reading`);
		assert.ok(ratio <= 2, `${ratio.toFixed(2)} x`);
	});
}

test.run();
