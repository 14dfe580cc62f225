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

/** Reads and parses the files of a folder, and nothing else. What it read is handed out: diff has both sides in memory. */
function read(folder: string): unknown[] {
	const files = readPackageFiles(folder);
	if ("problem" in files) throw new Error(files.problem);
	return readFiles(files.files).value.map((item) => item.parsed());
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

/** On a busy machine it takes more rounds until most were undisturbed. */
const [LEAST_ROUNDS, MOST_ROUNDS] = [21, 81];

/** The median: of both halves of a round, which have the same good and bad moments, the ratio is steadier than times. */
function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? Number.NaN;
}

const test = suite("the speed of diff");

for (const [clusters, nodes, says] of FLEETS) {
	test(`${clusters} x ${nodes} nodes take at most twice the time of reading them`, async () => {
		const [base, head] = [
			rendered(clusters, nodes, 1e9 + 1),
			rendered(clusters, nodes, 5),
		];
		const nobody = async () => new Uint8Array();
		const ratios: number[] = [];
		for (let i = 0; i < MOST_ROUNDS; i++) {
			if (i >= LEAST_ROUNDS && median(ratios) <= 2) break;
			const reading = await timed(() => [read(base), read(head)]);
			const diffing = await timed(async () => {
				const { stdout } = await diffCommand([base, head], nobody);
				assert.match(stdout, says);
			});
			ratios.push(diffing / reading);
		}
		const ratio = median(ratios);
		console.log(`${clusters} x ${nodes}: ${ratio.toFixed(2)} x reading`);
		assert.ok(ratio <= 2, `${ratio.toFixed(2)} x`);
	});
}

test.run();
