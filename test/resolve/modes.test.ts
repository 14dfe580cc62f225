import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Cluster } from "../../src/group/cluster.ts";
import type { NodeSnapshot } from "../../src/model/lists.ts";
import { lackOfAgent } from "../../src/resolve/agent.ts";
import { clusterPool } from "../../src/resolve/cluster-pool.ts";
import { kubernetes, podCIDRsOfAgent } from "../../src/resolve/kubernetes.ts";
import { decideMode, modeReadByAko } from "../../src/resolve/mode.ts";
import {
	akoNextHop,
	nextHopsOf,
	readAddresses,
} from "../../src/resolve/next-hop.ts";
import { parseGoBoolean } from "../../src/text/go-text.ts";

const source = { item: {}, path: "" };
const nodeWith = (fields: object) =>
	({ name: "worker-1", source, ...fields }) as unknown as NodeSnapshot;

const test = suite("where pod CIDRs are");

/** The configured mode, the data of cilium-config, the name of the mode that comes of it, and how it is known. */
for (const [ipamMode, data, name, from] of [
	["Auto", undefined, undefined, "nothing"],
	["Auto", {}, "cluster-pool", "default"],
	["Auto", { ipam: "kubernetes" }, "kubernetes", "cilium-config"],
	["Auto", { ipam: "eni" }, "eni", "cilium-config"],
	["multi-pool", { ipam: "kubernetes" }, "multi-pool", "override"],
	["multi-pool", undefined, "multi-pool", "override"],
] as const)
	test(`${ipamMode} and ${JSON.stringify(data)}: ${name}`, () => {
		const config = { ipamMode };
		const ciliumConfig = data && { data };
		const decision = decideMode({ config, ciliumConfig } as unknown as Cluster);
		assert.is(decision.name, name);
		assert.is(decision.from, from);
		assert.is(decision.mode?.name, name === "eni" ? undefined : name);
	});

for (const [cniPlugin, name] of [
	["cilium", "cluster-pool"],
	["", "kubernetes"],
	["antrea", "kubernetes"],
] as const)
	test(`cniPlugin ${JSON.stringify(cniPlugin)} reads those of ${name}`, () =>
		assert.is(modeReadByAko(cniPlugin).name, name));

test("a CIDR that stands twice counts once for AKO's cilium, and twice for others", () => {
	const podCIDRs = ["10.0.1.0/24", "10.0.2.0/24", "10.0.1.0/24"];
	const textsOf = (mode: typeof kubernetes) =>
		mode
			.podCIDRs(
				nodeWith({ podCIDR: "10.0.1.0/24", podCIDRs }),
				nodeWith({ podCIDRs }) as never,
			)
			.podCIDRs.map(({ text }) => text);
	assert.equal(textsOf(clusterPool), ["10.0.1.0/24", "10.0.2.0/24"]);
	assert.equal(textsOf(kubernetes), podCIDRs);
});

const V4 = "network.cilium.io/ipv4-pod-cidr";
const V6 = "network.cilium.io/ipv6-pod-cidr";
const ANNOTATIONS = { [V4]: "10.7.1.0/24", [V6]: "fd07::/64" };
const AKO = { "ako.vmware.com/pod-cidrs": "10.9.1.0/24" };

/** A Node, its CIDRs as Cilium's agent reads them, and as they are routed where the files own the routes. */
const NODES: readonly [
	node: object,
	ofAgent: readonly string[],
	routed?: readonly string[],
][] = [
	[{ podCIDRs: ["10.1.1.0/24", "fd01::/64"] }, ["10.1.1.0/24", "fd01::/64"]],
	[{ podCIDR: "10.1.1.0/24" }, ["10.1.1.0/24"]],
	[{ podCIDR: "10.1.1.0/24", podCIDRs: ["10.2.2.0/24"] }, ["10.2.2.0/24"]],
	[{ annotations: ANNOTATIONS }, ["10.7.1.0/24", "fd07::/64"]],
	[
		{ podCIDR: "10.1.1.0/24", annotations: ANNOTATIONS },
		["10.1.1.0/24", "fd07::/64"],
	],
	[
		{ podCIDRs: ["fd01::/64"], annotations: ANNOTATIONS },
		["fd01::/64", "10.7.1.0/24"],
	],
	[
		{ podCIDRs: ["10.1.1.0/24", "fd01::/64"], annotations: ANNOTATIONS },
		["10.1.1.0/24", "fd01::/64"],
	],
	[
		{ podCIDR: "10.1.1.0/24", podCIDRs: ["10.1.1.0/24"], annotations: AKO },
		["10.1.1.0/24"],
		["10.9.1.0/24"],
	],
	[{}, []],
];

for (const [fields, ofAgent, routed = ofAgent] of NODES)
	test(`of ${JSON.stringify(fields)}`, () => {
		const node = nodeWith(fields);
		const texts = podCIDRsOfAgent(node).map(({ text }) => text);
		assert.equal(texts, ofAgent);
		const { podCIDRs, problem } =
			kubernetes.podCIDRsOfCilium?.(node, undefined) ?? {};
		assert.equal(
			podCIDRs?.map(({ text }) => text),
			routed,
		);
		assert.is(problem?.kind, routed.length === 0 ? "no-pod-cidr" : undefined);
	});

/** Cilium's annotation of a Node without CIDRs, and what to do for one such node and for several. */
for (const [key, text, one, several] of [
	[
		V4,
		"10.7.1.0/24",
		"copy the CIDR to AKO's annotation: kubectl annotate node worker-1 ako.vmware.com/pod-cidrs=10.7.1.0/24; or set spec.routeOwner: GitOps, which routes it",
		"copy the CIDR of each to AKO's annotation ako.vmware.com/pod-cidrs; or set spec.routeOwner: GitOps, which routes it",
	],
	[
		V6,
		"fd07::/64",
		"set spec.routeOwner: GitOps, which routes it",
		"set spec.routeOwner: GitOps, which routes it",
	],
] as const)
	test(`AKO does not read ${key}`, () => {
		const node = nodeWith({ annotations: { [key]: text } });
		const { problem } = kubernetes.podCIDRs(node, undefined);
		assert.is(problem?.remedy, one);
		assert.is(problem?.ofSeveral?.remedy, several);
	});

for (const [fields, ciliumNode, why] of [
	[{}, undefined, undefined],
	[{ os: "windows" }, undefined, "runs Windows"],
	[{ os: "freebsd" }, undefined, "runs freebsd"],
	[{ os: "windows" }, {}, undefined],
	[{ virtual: true }, undefined, "is a virtual node"],
	[{ virtual: true }, {}, undefined],
] as const)
	test(`an agent, on ${JSON.stringify(fields)} with ${ciliumNode ? "a" : "no"} CiliumNode: ${why ?? "yes"}`, () =>
		assert.is(lackOfAgent(nodeWith(fields), ciliumNode as never), why));

for (const [version, hops] of [
	["1.9.1", "192.168.0.2 fd11::2"],
	["1.9.0", "192.168.0.2 fd11::2"],
	["1.9.2", "192.168.0.1 fd11::1"],
	["1.8.2", "192.168.0.1 fd11::1"],
	["1.9.3", "192.168.0.1 fd11::1"],
	["1.10.5", "192.168.0.2 fd11::2"],
	["1.11.1", "192.168.0.1 fd11::1"],
	[undefined, "192.168.0.1 fd11::1"],
] as const)
	test(`next hops of AKO ${version}: ${hops}`, () => {
		const addresses = ["192.168.0.1", "fd11::1", "192.168.0.2", "fd11::2"].map(
			(address) => ({ type: "InternalIP", address }),
		);
		const external = { type: "ExternalIP", address: "203.0.113.1" };
		const found = nextHopsOf(
			readAddresses(nodeWith({ addresses: [...addresses, external] })),
			["V4", "V6"],
			akoNextHop(version),
		);
		assert.is(`${found.V4?.text} ${found.V6?.text}`, hops);
	});

for (const [texts, expected] of [
	[["1", "t", "T", "TRUE", "true", "True"], true],
	[["0", "f", "F", "FALSE", "false", "False"], false],
	[["", "yes", "tRUE", "constructor", " true"], undefined],
] as const)
	for (const text of texts)
		test(`strconv.ParseBool of ${JSON.stringify(text)}: ${expected}`, () =>
			assert.is(parseGoBoolean(text), expected));

test.run();
