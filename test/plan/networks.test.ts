import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	readNodeNetworks,
	readVipNetworks,
} from "../../src/plan/ako-networks.ts";

const [A, B] = ["10.1.0.0/16", "10.2.0.0/16"];
const named = (networkName: string, ...cidrs: string[]) => ({
	networkName,
	cidrs,
});

/** A nodeNetworkList as a value or a text, and what AKO reads: its CIDRs, with `*` where any address may be, or the problem. */
const NODE_NETWORKS: readonly [list: unknown, told: string | RegExp][] = [
	["", 'it is "", and AKO wants a list, [] when it is empty'],
	["null", 'it is "null", and AKO wants a list, [] when it is empty'],
	[[], ""],
	[[named("a", A, B)], `${A} ${B}`],
	[[named("a", A), named("b", B)], `${A} ${B}`],
	[[named("a", A), named("a", B)], B],
	[[named("a", A), { networkUUID: "a", cidrs: [B] }], B],
	[
		[{ networkName: "a", networkUUID: "u", cidrs: [A] }, named("a", B)],
		`${A} ${B}`,
	],
	[[named("", A), { cidrs: [A] }, { networkName: 7, cidrs: [A] }], ""],
	[[named("a", A), named("b")], `${A} *`],
	[[named("a", A), { networkName: "b" }], `${A} *`],
	[[named("a", "10.1.2.3/16")], A],
	[[named("a", A, "x")], 'its entry "x" is not a CIDR'],
	[[{ networkName: "a", cidrs: [7] }], "its entry 7 is not a CIDR"],
	[Array(5).fill(named("a", A)), A],
	[Array(6).fill(named("a", A)), "it has 6 networks, and AKO takes at most 5"],
	[{}, 'it is "{}", which is not a JSON list of networks'],
	[[1], 'it is "[1]", which is not a JSON list of networks'],
	[
		"x".repeat(60),
		`it is "${"x".repeat(60)}", which is not a JSON list of networks`,
	],
	[
		"x".repeat(61),
		`it is "${"x".repeat(60)}", which is not a JSON list of networks`,
	],
];

const test = suite("networks in AKO's settings");

for (const [list, told] of NODE_NETWORKS) {
	const text = typeof list === "string" ? list : JSON.stringify(list);
	test(`nodeNetworkList ${JSON.stringify(text).slice(0, 80)}`, () => {
		const read = readNodeNetworks(text);
		const seen =
			"problem" in read
				? read.problem
				: [
						...read.prefixes.map(({ text }) => text),
						...(read.isOpen ? ["*"] : []),
					].join(" ");
		assert.is(seen, told);
	});
}

for (const [text, names] of [
	["", []],
	["{", []],
	["{}", []],
	["[1]", []],
	['[{"networkName":"a","networkUUID":"u"},{"networkUUID":"v"}]', ["a", "v"]],
	['[{"networkName":"","networkUUID":"u"},{}]', ["u", undefined]],
	['[{"networkName":7}]', [undefined]],
] as const)
	test(`vipNetworkList ${text}`, () =>
		assert.equal(
			readVipNetworks(text).map(({ name }) => name),
			names,
		));

test("a VIP network has CIDRs of both families", () => {
	const list = [
		{ networkName: "a", cidr: A, v6cidr: "fd00::/64" },
		{ cidr: 7 },
	];
	const networks = readVipNetworks(JSON.stringify(list));
	assert.equal(
		networks.map(({ prefixes }) => prefixes.map(({ text }) => text)),
		[[A, "fd00::/64"], []],
	);
});

test.run();
