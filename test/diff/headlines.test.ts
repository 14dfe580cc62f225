import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Changes, clusterPool, internal } from "../support/clusters.ts";
import { diffCommand } from "../support/commands.ts";
import { packageOf, snapshotText } from "../support/packages.ts";

const COUNT = 5;
const pack = (changes: Changes = {}, count = COUNT) =>
	packageOf({ "prod.yaml": snapshotText(clusterPool(changes, count)) });

/** Something of each of the first workers. */
const first = <T>(count: number, make: (n: number) => T): Record<number, T> =>
	Object.fromEntries(
		Array.from({ length: count }, (_, i) => [i + 1, make(i + 1)]),
	);
/** The CIDR of the next worker; the last of them gets that of the first. */
const rotated = (count: number) =>
	first(count, (n) => ({ podCIDRs: [`10.0.${(n % count) + 1}.0/24`] }));
const readdressed = (count: number) =>
	first(count, (n) => ({ addresses: internal(`192.168.9.${n}`) }));

const MOVED = "prefixes move to another node";
const HOPS = "prefixes get another address of their node as next hop";
const OTHER =
	"the snapshot is of another cluster: the uid of Namespace kube-system differs";

const VRF =
	"routes move to another VRF: from admin/Default-Cloud/a to admin/Default-Cloud/b";
const vrf = (vrfName: string, count = COUNT) =>
	pack({ akoConfig: { cniPlugin: "cilium", vrfName } }, count);

/** The base and the head, and what stands above all changes. */
const CASES: readonly [
	lesson: string,
	base: string,
	head: string,
	says: string[],
][] = [
	["all move", pack(), pack({ ciliumNodes: rotated(5) }), [`5 of 5 ${MOVED}`]],
	["most move", pack(), pack({ ciliumNodes: rotated(3) }), [`3 of 5 ${MOVED}`]],
	["two of five move", pack(), pack({ ciliumNodes: rotated(2) }), []],
	["two of two move", pack({}, 2), pack({ ciliumNodes: rotated(2) }, 2), []],
	["half of six", pack({}, 6), pack({ ciliumNodes: rotated(3) }, 6), []],
	[
		"all nodes have other addresses",
		pack(),
		pack({ nodes: readdressed(5) }),
		[`5 of 5 ${HOPS}`],
	],
	["most are gone", pack(), pack({}, 2), ["3 of 5 prefixes are gone"]],
	[
		"another cluster",
		pack({ clusterUID: "uid-a" }),
		pack({ clusterUID: "uid-b", nodes: readdressed(5) }),
		[OTHER, `5 of 5 ${HOPS}`],
	],
	["the uid is not known in the base", pack(), pack({ clusterUID: "b" }), []],
	["more nodes", pack({}, 2), pack({}, 9), []],
	["another VRF", vrf("a"), vrf("b"), [`5 of 5 ${VRF}`]],
	[
		"another VRF for a single route",
		vrf("a", 1),
		vrf("b", 1),
		[`1 of 1 ${VRF}`],
	],
	[
		"another VRF for two of five routes, and the others are gone",
		vrf("a"),
		vrf("b", 2),
		[`2 of 5 ${VRF}`, "3 of 5 prefixes are gone"],
	],
];

const test = suite("what concerns most routes");
const nobody = async () => new Uint8Array();

/** The output in a format, and the exit code. */
const diff = async (format: string, base: string, head: string) =>
	diffCommand(["-o", format, base, head], nobody);

for (const [lesson, base, head, says] of CASES)
	test(lesson, async () => {
		const json = JSON.parse((await diff("json", base, head)).stdout);
		assert.equal(json.clusters[0]?.headlines ?? [], says);
		const text = await diff("text", base, head);
		const lines = text.stdout.split("\n").slice(1, 1 + says.length);
		assert.equal(
			lines,
			says.map((line) => `  ! ${line}`),
		);
		if (says.length > 0) assert.is(text.exitCode, 1);
		const comment = (await diff("markdown", base, head)).stdout;
		const sarif = JSON.parse((await diff("sarif", base, head)).stdout);
		const results: { message: { text: string } }[] = sarif.runs[0].results;
		says.forEach((line, i) => {
			const row = comment.split("\n").filter((text) => text.startsWith("| "));
			const words = line.replace(/(?<= (?:from|to) )(?=admin)\S+/g, "`$&`");
			assert.is(row[i + 1], `| most routes | \`prod\` | ${words} |`);
			assert.match(results[i]?.message.text ?? "", `cluster prod: ${line}`);
		});
	});

test.run();
