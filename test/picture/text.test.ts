import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PICTURE } from "../../src/commands/command-line/table.ts";
import { pictureText } from "../../src/picture/text.ts";
import { type Changes, clusterPool, hostScope } from "../support/clusters.ts";
import {
	large,
	of,
	pictured,
	SITUATIONS,
	type Situation,
} from "./situations.ts";

const test = suite("the picture as text");

const textOf = async (folders: readonly string[], ...args: string[]) =>
	(await pictured(folders, "-o", "text", ...args)).trimEnd();

const free = (count: number) => "·".repeat(count);
const routed = (count: number) => "█".repeat(count);

/** All that is printed. */
for (const [name, wanted] of [
	[
		"quickstart",
		`prod-east: 8 routes

pool 10.0.0.0/16: 4 of 256 blocks of /24 routed
10.0.0.0    ████${free(28)}
            … 7 rows free (224 blocks)

pool fd00:10::/104: 4 of 65,536 blocks of /120 routed
fd00:10::   ████${free(28)}
            … 2,047 rows free (65,504 blocks)

8 routes of the running AKO lead outside of every pool: 10.244.0.0/24, 10.244.1.0/24, 10.244.2.0/24, 10.244.3.0/24, …

█ routed   · free`,
	],
	[
		"change",
		`prod: +3 ~2 -2 routes (6% of 70)

pool 10.0.0.0/16: 71 of 256 blocks of /24 routed
10.0.0.0    ·${routed(26)}-███~
10.0.32.0   ███-${routed(24)}>███
10.0.64.0   ${routed(7)}${free(25)}
10.0.96.0   ···+${free(28)}
10.0.128.0  ··+${free(29)}
            … 1 row free (32 blocks)
10.0.192.0  ${free(8)}+${free(23)}
            … 1 row free (32 blocks)

- removed   ~ moved   > next hop   + added   █ same   · free`,
	],
	[
		"an empty diff",
		`prod: no route changes, 70 routes

pool 10.0.0.0/16: 70 of 256 blocks of /24 routed
10.0.0.0    ·${routed(31)}
10.0.32.0   ${routed(32)}
10.0.64.0   ${routed(7)}${free(25)}
            … 5 rows free (160 blocks)

█ same   · free`,
	],
	[
		"two clusters with a conflict",
		`3 clusters: 8 routes

VRF global of cloud Default-Cloud, tenant admin: 3 clusters, 8 routes

10.0.0.0/12: a cell is /17
east        !${free(31)}
north       ${free(18)}░${free(13)}
west        !·░${free(29)}

east: 4 routes

pool 10.0.0.0/16: 4 of 256 blocks of /24 routed
10.0.0.0    ·█!!█${free(27)}
            … 7 rows free (224 blocks)

conflict: 10.0.2.0/24 to 192.168.0.2 (worker-2): routed, overlaps 10.0.2.0/24 of worker-2 in cluster west
conflict: 10.0.3.0/24 to 192.168.0.3 (worker-3): routed, overlaps 10.0.3.0/24 of worker-3 in cluster west

north: 1 route

pool 10.9.0.0/16: 1 of 256 blocks of /24 routed
10.9.0.0    █${free(31)}
            … 7 rows free (224 blocks)

west: 3 routes

pool 10.0.0.0/15: 3 of 512 blocks of /24 routed
10.0.0.0    ··!!${free(28)}
            … 7 rows free (224 blocks)
10.1.0.0    ${free(7)}█${free(24)}
            … 7 rows free (224 blocks)

conflict: 10.0.2.0/24 to 192.168.0.2 (worker-2): routed, overlaps 10.0.2.0/24 of worker-2 in cluster east
conflict: 10.0.3.0/24 to 192.168.0.3 (worker-3): routed, overlaps 10.0.3.0/24 of worker-3 in cluster east

! conflict   █ routed   ░▒▓ routed in part   · free`,
	],
] as const satisfies readonly (readonly [Situation, string])[])
	test(name, async () => {
		assert.is(await textOf(SITUATIONS[name]()), wanted);
	});

const prod = (changes: Changes, count = 3) => [
	of({ prod: clusterPool(changes, count) }),
];
const SMALL = {
	ipam: "cluster-pool",
	"cluster-pool-ipv4-cidr": "10.0.0.0/20",
};
const ip = (address: string) => [{ type: "InternalIP", address }];
const PODS = "10.0.0.0    ";

/** A line that tells it, among the others. */
for (const [what, folders, ...lines] of [
	[
		"two nodes with one CIDR",
		prod({
			ciliumConfig: SMALL,
			ciliumNodes: { 2: { podCIDRs: ["10.0.1.0/24"] } },
		}),
		`${PODS}·!·█${free(12)}`,
		"conflict: 10.0.1.0/24 to 192.168.0.1 (worker-1): routed, overlaps 10.0.1.0/24 of worker-2",
		"conflict: 10.0.1.0/24 of worker-2: no route, overlaps 10.0.1.0/24 of worker-1",
	],
	[
		"a CIDR in another one",
		prod({
			ciliumConfig: SMALL,
			ciliumNodes: { 2: { podCIDRs: ["10.0.0.0/22"] } },
		}),
		`${PODS}!!!!${free(12)}`,
	],
	[
		"a CIDR that holds the address of another node",
		prod({ ciliumConfig: SMALL, nodes: { 3: { addresses: ip("10.0.1.7") } } }),
		`${PODS}·!██${free(12)}`,
		"conflict: 10.0.1.0/24 to 192.168.0.1 (worker-1): routed, holds 10.0.1.7, the address of worker-3",
	],
	[
		"an address of a node in a pool",
		prod({ ciliumConfig: SMALL, nodes: { 3: { addresses: ip("10.0.9.7") } } }),
		"            this pool holds the address 10.0.9.7 of worker-3",
		`${PODS}·███·····N${free(6)}`,
		"█ routed   N node addresses   · free",
	],
	[
		"VIP networks and the Controller in a pool",
		prod({
			ciliumConfig: SMALL,
			akoConfig: {
				cniPlugin: "cilium",
				clusterName: "prod",
				controllerIP: "10.0.7.1",
				vipNetworkList: '[{"networkName":"vip","cidr":"10.0.10.0/23"}]',
			},
		}),
		"            this pool holds the VIP network 10.0.10.0/23, and the Avi Controller at 10.0.7.1",
		`${PODS}·███···C··VV${free(4)}`,
		"█ routed   C Avi Controller   V VIP network   · free",
	],
	[
		"a VIP network that holds the pool",
		prod({
			ciliumConfig: SMALL,
			akoConfig: {
				cniPlugin: "cilium",
				clusterName: "prod",
				vipNetworkList: '[{"networkName":"vip","cidr":"10.0.0.0/8"}]',
			},
		}),
		"            this pool holds the VIP network 10.0.0.0/8",
		`${PODS}V!!!${"V".repeat(12)}`,
	],
	[
		"a CiliumNode whose Node is gone",
		prod({ ciliumConfig: SMALL, nodes: { 3: undefined } }),
		`${PODS}·██/${free(12)}`,
		"█ routed   / stale CiliumNode   · free",
	],
	[
		"a CIDR outside of the pool",
		prod({
			ciliumConfig: SMALL,
			ciliumNodes: { 3: { podCIDRs: ["10.9.0.0/24"] } },
		}),
		`${PODS}·██${free(13)}`,
		"outside of every pool: 10.9.0.0/24: 1 of 1 block of /24 routed",
		"10.9.0.0    █",
	],
	[
		"IPAM mode kubernetes, where no pool is known",
		[of({ prod: hostScope() })],
		"pod CIDRs in 10.244.0.0/22: 3 of 4 blocks of /24 routed",
		"10.244.0.0  ·███",
	],
	[
		"IPAM mode kubernetes with cniPlugin cilium and other CIDRs in CiliumNodes",
		[
			of({
				prod: hostScope({
					akoConfig: { cniPlugin: "cilium", clusterName: "prod" },
					ciliumNodes: {
						1: { podCIDRs: ["10.0.1.0/24"] },
						2: { podCIDRs: ["10.0.2.0/24"] },
						3: { podCIDRs: ["10.0.3.0/24"] },
					},
				}),
			}),
		],
		"3 routes of the running AKO lead outside of every pod CIDR: 10.0.1.0/24, 10.0.2.0/24, 10.0.3.0/24",
	],
	[
		"a cluster without a route",
		prod({ nodes: { 1: { addresses: [] } } }, 1),
		"there is no route; avi-routes check says why",
	],
	[
		"a cluster that is new, and one that is gone",
		[of({ prod: clusterPool() }), of({ east: clusterPool({}, 2) })],
		"2 clusters: +2 ~0 -3 routes (100% of 3)",
		"prod: gone, +0 ~0 -3 routes (100% of 3)",
		"east: new, +2 ~0 -0 routes",
	],
] as const satisfies readonly (readonly [string, string[], ...string[]])[])
	test(what, async () => {
		const text = await textOf(folders);
		const found = text.split("\n");
		for (const line of lines)
			assert.ok(found.includes(line), `${line}\n${text}`);
	});

test("a single cluster that comes or goes has one title", async () => {
	const [none, one] = [of({}), of({ prod: clusterPool() })];
	for (const [folders, title] of [
		[[none, one], "prod: new, +3 ~0 -0 routes"],
		[[one, none], "prod: gone, +0 ~0 -3 routes (100% of 3)"],
	] as const) {
		const lines = (await textOf(folders)).split("\n");
		const titles = lines.filter((line) => line.startsWith("prod"));
		assert.equal([lines[0], titles], [title, [title]]);
	}
});

test("IPAM mode multi-pool has a band a pool, with blocks of its own", async () => {
	const cluster = clusterPool({
		ciliumConfig: { ipam: "multi-pool" },
		podIPPools: [
			{ name: "blue", cidrs: ["10.20.0.0/24", "fd00:20::/64"] },
			{ name: "red", cidrs: ["10.30.0.0/16"] },
		],
		nodes: { 1: { addresses: [...ip("192.168.0.1"), ...ip("fd11::1")] } },
		ciliumNodes: {
			1: {
				pools: [
					{ pool: "blue", cidrs: ["10.20.0.16/28", "fd00:20::100/120"] },
					{ pool: "red", cidrs: ["10.30.3.0/26"] },
				],
			},
			2: { pools: [{ pool: "blue", cidrs: ["10.20.0.32/28"] }] },
			3: { pools: [] },
		},
	});
	const owner = ["--set", "routeOwner=GitOps", "--set", "ipFamily=V4_V6"];
	const text = await textOf([of({ prod: cluster })], ...owner);
	assert.is(
		text,
		`prod: 4 routes

pool blue 10.20.0.0/24: 2 of 16 blocks of /28 routed
10.20.0.0   ·██${free(13)}

pool red 10.30.0.0/16: 1 of 1,024 blocks of /26 routed
10.30.0.0   ${free(12)}█${free(19)}
            … 31 rows free (992 blocks)

pool blue fd00:20::/64: 1 of about 2^56 blocks of /120 routed
            a cell is 256 blocks, /112; the fuller, the more of them are routed
fd00:20::   ░${free(31)}
            … about 2^43 rows free (about 2^56 blocks)

3 routes of the running AKO lead outside of every pool: 10.0.1.0/24, 10.0.2.0/24, 10.0.3.0/24

█ routed   ░▒▓ routed in part   · free`,
	);
});

test("a route that goes to another VRF moves", async () => {
	const inVRF = (vrfName: string) =>
		of({ prod: clusterPool({ akoConfig: { cniPlugin: "cilium", vrfName } }) });
	const [base, head] = [inVRF("a"), inVRF("b")];
	const text = await textOf([base, head]);
	assert.match(text, "\n10.0.0.0    ·~~~\n\n~ moved   · free");
});

test("a cluster alone is held against all others", async () => {
	const folders = SITUATIONS["two clusters with a conflict"]();
	const text = await textOf(folders, "--only", "west");
	assert.match(text, /^west: 3 routes\n\npool 10\.0\.0\.0\/15/);
	assert.match(text, "overlaps 10.0.2.0/24 of worker-2 in cluster east");
	assert.not.match(text, "VRF");
});

test("of many clusters those that change are drawn, and the overview has all it has room for", async () => {
	const fleet = (last: number) =>
		of(
			Object.fromEntries(
				Array.from({ length: 60 }, (_, i) => [
					`c${String(i).padStart(2, "0")}`,
					clusterPool(
						{
							akoConfig: undefined,
							ciliumConfig: {
								ipam: "cluster-pool",
								"cluster-pool-ipv4-cidr": `10.${i}.0.0/16`,
							},
							ciliumNodes: { 1: { podCIDRs: [`10.${i}.0.0/24`] } },
							...(i === 7
								? { nodes: { 1: { addresses: ip(`172.16.0.${last}`) } } }
								: {}),
						},
						1,
					),
				]),
			),
		);
	const text = await textOf([fleet(1), fleet(2)]);
	assert.match(text, /^60 clusters: \+0 ~1 -0 routes \(2% of 60\)\n/);
	assert.match(text, "c07: +0 ~1 -0 routes (100% of 1)");
	assert.match(text, "and 12 clusters more");
	assert.match(
		text,
		"59 clusters are not drawn one by one; --only CLUSTER draws one",
	);
	assert.not.match(text, "\nc08: ");
	const whole = await textOf([fleet(1)]);
	assert.match(whole, "36 clusters are not drawn one by one");
});

test("a prefix of many clusters is told of a few", async () => {
	const one = clusterPool({ akoConfig: undefined }, 1);
	const names = Array.from({ length: 9 }, (_, i) => `c${i}`);
	const text = await textOf([
		of(Object.fromEntries(names.map((name) => [name, one]))),
	]);
	assert.match(
		text,
		"overlaps 10.0.1.0/24 of worker-1 in cluster c1, overlaps 10.0.1.0/24 of worker-1 in cluster c2, and 6 more\n",
	);
	assert.match(text, "overlaps 10.0.1.0/24 of worker-1 in cluster c0\n");
});

test("more blocks than cells", async () => {
	const lines = (await textOf(SITUATIONS["5,000 nodes"]())).split("\n");
	assert.is(lines[2], "pool 10.0.0.0/8: 5,000 of 65,536 blocks of /24 routed");
	assert.match(lines[3] ?? "", "a cell is 4 blocks, /22");
	assert.is(lines.length, 47);
});

test("hostile names do not reach a terminal", async () => {
	const name = "a\u001b[31m\u202e::error::x";
	const cluster = large(3, {
		nodes: { 2: { name } },
		ciliumNodes: { 2: { name, podCIDRs: ["10.0.1.0/24"] } },
	});
	const text = await textOf([of({ [name]: cluster })]);
	assert.match(text, "a\\u{1b}[31m\\u{202e}");
	assert.not.match(text, /[^\P{Cc}\n]|\u202e|(?<!\})::error/u);
});

test("a terminal breaks long lines, and no row", () => {
	const row = { label: "10.0.0.0", columns: 32, cells: [] };
	const band = {
		title: "pool",
		usage: "0 of 32 blocks of /24 routed",
		notes: [],
		isShaded: false,
		lines: [row],
	};
	const warnings = [
		"12 routes of the running AKO lead outside of every pool: 10.244.0.0/24",
	];
	const section = { title: "prod: 0 routes", bands: [band], warnings };
	const picture = {
		title: section.title,
		isCompared: false,
		sections: [section],
		notes: [],
	};
	const paint = (_: unknown, text: string) => text;
	const lines = pictureText(picture, { paint, width: 60 }).split("\n");
	assert.ok(
		lines.every((line) => line.length <= 60),
		lines.join("\n"),
	);
	assert.ok(lines.includes(`10.0.0.0    ${free(32)}`));
});

test("the formats are those that the help names", () => {
	assert.equal(PICTURE.options.output.choices, ["svg", "html", "text"]);
});

test.run();
