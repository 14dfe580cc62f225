import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseAddress } from "../../src/ip/address.ts";
import { holdsAddress, type Prefix, parsePrefix } from "../../src/ip/prefix.ts";
import {
	judgeLiveRoutes,
	judgeRoutes,
	type PodNetwork,
	type Verdict,
} from "../../src/plan/live-verdicts.ts";
import type { ClusterPlan } from "../../src/plan/plan.ts";
import { multiPool } from "../../src/resolve/multi-pool.ts";
import type { Route } from "../../src/resolve/routes.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";

const prefixOf = (text: string) => parsePrefix(text) as Prefix;
const route = (text: string, node: string, nextHop = `hop-${node}`): Route => ({
	prefix: prefixOf(text),
	node,
	nextHop,
});
const pods = (text: string, podsOf: string): PodNetwork => ({
	prefix: prefixOf(text),
	podsOf,
});

interface Case {
	readonly lesson: string;
	readonly live: Route;
	readonly pods: readonly PodNetwork[];
	readonly right?: readonly Route[];
	readonly verdict: Verdict;
	readonly podsOf?: string;
	/** What becomes of the right routes. */
	readonly lacking?: readonly string[];
}

const CASES: readonly Case[] = [
	{
		lesson: "the right route",
		live: route("10.0.1.0/24", "w1"),
		pods: [pods("10.0.1.0/24", "w1")],
		right: [route("10.0.1.0/24", "w1")],
		verdict: "right",
	},
	{
		lesson: "a part of the node's network",
		live: route("10.0.1.0/26", "w1"),
		pods: [pods("10.0.1.0/24", "w1")],
		right: [route("10.0.1.0/24", "w1")],
		verdict: "right",
		lacking: ["10.0.1.0/24 in part"],
	},
	{
		lesson: "a network that holds the node's own",
		live: route("10.0.0.0/23", "w1"),
		pods: [pods("10.0.1.0/24", "w1")],
		right: [route("10.0.1.0/24", "w1")],
		verdict: "right",
	},
	{
		lesson: "a network that holds the node's own and another's",
		live: route("10.0.0.0/16", "w1"),
		pods: [pods("10.0.1.0/24", "w1"), pods("10.0.2.0/24", "w2")],
		right: [route("10.0.1.0/24", "w1"), route("10.0.2.0/24", "w2")],
		verdict: "wrong node",
		podsOf: "w2",
		lacking: ["10.0.2.0/24 missing"],
	},
	{
		lesson: "a network that holds those of two others: the first is named",
		live: route("10.0.0.0/16", "w1"),
		pods: [pods("10.0.2.0/24", "w2"), pods("10.0.3.0/24", "w3")],
		verdict: "wrong node",
		podsOf: "w2",
	},
	{
		lesson: "a network that two nodes have: it is the first one's",
		live: route("10.0.1.0/24", "w1"),
		pods: [pods("10.0.1.0/24", "w1"), pods("10.0.1.0/24", "w2")],
		verdict: "right",
	},
	{
		lesson: "another node's network",
		live: route("10.0.2.0/24", "w1"),
		pods: [pods("10.0.2.0/24", "w2")],
		right: [route("10.0.2.0/24", "w2")],
		verdict: "wrong node",
		podsOf: "w2",
		lacking: ["10.0.2.0/24 missing"],
	},
	{
		lesson: "a part of another node's network, over IPv6",
		live: route("fd00:2::80/121", "w1"),
		pods: [pods("fd00:2::/120", "w2")],
		verdict: "wrong node",
		podsOf: "w2",
	},
	{
		lesson: "a network that nobody has pods in",
		live: route("10.244.1.0/24", "w1"),
		pods: [pods("10.0.1.0/24", "w1")],
		right: [route("10.0.1.0/24", "w1")],
		verdict: "nowhere",
		lacking: ["10.0.1.0/24 missing"],
	},
	{
		lesson: "the node's other address",
		live: route("10.0.1.0/24", "w1", "192.168.0.1"),
		pods: [pods("10.0.1.0/24", "w1")],
		right: [route("10.0.1.0/24", "w1", "10.8.0.1")],
		verdict: "other address",
		lacking: ["10.0.1.0/24 missing"],
	},
	{
		lesson: "a family of the node's pods that is not routed here",
		live: route("fd00:1::/64", "w1"),
		pods: [pods("10.0.1.0/24", "w1"), pods("fd00:1::/64", "w1")],
		verdict: "right",
	},
];

const test = suite("what AKO's routes are worth");

for (const { lesson, live, right = [], ...wanted } of CASES) {
	test(lesson, () => {
		const { judged, lacking } = judgeRoutes({
			live: [live],
			pods: wanted.pods,
			right,
		});
		const { podsOf, verdict } = wanted;
		const expected = { route: live, verdict };
		assert.equal(judged, [podsOf ? { ...expected, podsOf } : expected]);
		assert.equal(
			lacking.map(({ route: one, lacks }) => `${one.prefix.text} ${lacks}`),
			wanted.lacking ?? [],
		);
	});
}

test("two halves are as good as the whole", () => {
	const halves = [route("10.0.1.0/25", "w1"), route("10.0.1.128/25", "w1")];
	const whole = route("10.0.1.0/24", "w1");
	const network = pods("10.0.1.0/24", "w1");
	const { lacking } = judgeRoutes({
		live: halves,
		pods: [network],
		right: [whole],
	});
	assert.equal(lacking, []);
});

/** The plan of a node with these CIDRs that AKO routes; the mode may be one that AKO does not read. */
function planWith(more: object) {
	const node = { name: "w1", pools: [{ cidrs: ["10.0.1.0/24", "bad"] }] };
	return {
		cluster: {
			nodes: [{ name: "w1" }],
			ciliumNodes: new Map([
				["w1", { ...node, source: { item: {}, path: "" } }],
			]),
		},
		nodes: [],
		routes: [],
		decision: { mode: multiPool },
		liveAko: { routes: [route("10.0.1.0/24", "w1")] },
		...more,
	} as unknown as ClusterPlan;
}

const verdictOf = (more: object) =>
	judgeLiveRoutes(planWith(more))?.judged[0]?.verdict;

test("of a mode that AKO does not read, pods are where Cilium says", () => {
	assert.is(verdictOf({}), "right");
	const podCIDRs = [{ prefix: prefixOf("10.0.1.0/24") }];
	assert.is(
		verdictOf({ nodes: [{ node: { name: "w2" }, podCIDRs }] }),
		"wrong node",
	);
	assert.is(verdictOf({ decision: { mode: undefined } }), undefined);
	assert.is(verdictOf({ liveAko: undefined }), undefined);
	assert.is(verdictOf({ liveAko: { routes: undefined } }), undefined);
});

/** A network of 32 addresses: each of them can be looked at. */
const SIZE = 32;
const ADDRESSES = Array.from({ length: SIZE }, (_, i) => {
	const address = parseAddress(`10.0.0.${i}`);
	assert.ok(address);
	return address;
});

function randomRoutes(choices: Choices, most: number): Route[] {
	return choices.several(0, most, () => {
		const length = 27 + (choices.byte() % 6);
		const first = choices.byte() % SIZE;
		const text = `10.0.0.${first - (first % 2 ** (32 - length))}/${length}`;
		return route(text, choices.pick("w1", "w2", "w3"));
	});
}

const distinct = (routes: readonly Route[]) =>
	routes.filter(
		({ prefix }, i) =>
			routes.findIndex((other) => other.prefix.text === prefix.text) === i,
	);

function randomJudging(choices: Choices) {
	const networks = distinct(randomRoutes(choices, 6));
	return {
		live: distinct(randomRoutes(choices, 6)),
		pods: networks.map(({ prefix, node }) => ({ prefix, podsOf: node })),
		right: networks.filter(() => !choices.rarely(4)),
	};
}

/** The narrowest network that holds the address. */
function narrowest<T extends { readonly prefix: Prefix }>(
	entries: readonly T[],
	i: number,
): T | undefined {
	const address = ADDRESSES[i] as (typeof ADDRESSES)[number];
	return entries
		.filter(({ prefix }) => holdsAddress(prefix, address))
		.sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

/** Sends a packet to every address and looks where it comes to. */
function tellsOfEveryAddress({
	live,
	pods: networks,
	right,
}: ReturnType<typeof randomJudging>): boolean {
	const met = ADDRESSES.map((_, i) => ({
		live: narrowest(live, i),
		podsOf: narrowest(networks, i)?.podsOf,
		right: narrowest(right, i),
	}));
	const { judged, lacking } = judgeRoutes({ live, pods: networks, right });
	for (const { route: one, verdict } of judged) {
		const own = met.filter((packet) => packet.live === one);
		const isWrong = own.some(
			({ podsOf }) => podsOf !== undefined && podsOf !== one.node,
		);
		const isOther = own.some(
			(packet) =>
				packet.podsOf === one.node &&
				packet.right !== undefined &&
				packet.right.nextHop !== one.nextHop,
		);
		const isRight = own.some(({ podsOf }) => podsOf === one.node);
		const wanted = isWrong
			? "wrong node"
			: isOther
				? "other address"
				: isRight
					? "right"
					: "nowhere";
		same(one.prefix.text, verdict, wanted);
	}
	const seen = right.flatMap((one) => {
		const own = met.filter((packet) => packet.right === one);
		const led = own.filter(
			(packet) =>
				packet.live?.nextHop === one.nextHop &&
				packet.podsOf === packet.live.node,
		);
		if (led.length === own.length) return [];
		return [{ route: one, lacks: led.length === 0 ? "missing" : "in part" }];
	});
	same("lacking", lacking, seen);
	return judged.length > 0 && lacking.length < right.length;
}

test("is what becomes of a packet to every address", () =>
	holds(tellsOfEveryAddress, chosen(randomJudging), {
		share: 0.2,
		numRuns: 3000,
	}));

test.run();
