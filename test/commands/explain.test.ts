import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Run } from "../../src/commands/command-line/run.ts";
import { clusterSnapshot, rawObjects } from "../group/raw-objects.ts";
import {
	type Changes,
	type ClusterSpec,
	clusterPool,
	dualStack,
	hostScope,
	internal,
} from "../support/clusters.ts";
import { explainCommand } from "../support/commands.ts";
import { packageOf, snapshotText } from "../support/packages.ts";

const config = {
	apiVersion: "avi-routes.dev/v1alpha1",
	kind: "AviRoutes",
	metadata: { name: "avi-routes" },
	spec: { clusterName: "prod" },
};

/** Explains a thing of a cluster that comes on standard input, as raw objects or a snapshot. */
function explain(
	question: string,
	cluster: ClusterSpec,
	{ isRaw = false, spec = {}, args = [] as string[] } = {},
): Promise<Run> {
	const objects = isRaw ? rawObjects(cluster) : [clusterSnapshot(cluster)];
	const functionConfig = { ...config, spec: { ...config.spec, ...spec } };
	const list = {
		apiVersion: "config.kubernetes.io/v1",
		kind: "ResourceList",
		items: objects,
		functionConfig,
	};
	return explainCommand([question, "-", ...args], async () =>
		new TextEncoder().encode(JSON.stringify(list)),
	);
}

const wrongPlugin = clusterPool({ akoConfig: { cniPlugin: "" } });

const test = suite("explain");

test("tells where a route comes from, and what AKO programs", async () => {
	const { stdout, exitCode } = await explain("10.0.2.77", wrongPlugin);
	assert.is(exitCode, 0);
	assert.is(
		stdout,
		`10.0.2.77 is in pod CIDR 10.0.2.0/24 of node worker-2 in cluster prod
  IPAM mode  cluster-pool  the key ipam of cilium-config; so CiliumNode.spec.ipam.podCIDRs decides
               clusters/prod.yaml  spec.ciliumConfig.ipam
  pod CIDR   10.0.2.0/24  routed
               clusters/prod.yaml  spec.ciliumNodes[1].podCIDRs[0]
  next hop   192.168.0.2  the first InternalIP of family V4
               clusters/prod.yaml  spec.nodes[1].addresses
  route      10.0.2.0/24 -> 192.168.0.2
  AKO today  nowhere        10.244.2.0/24 -> 192.168.0.2
  AKO today  missing        10.0.2.0/24 -> 192.168.0.2
               cniPlugin is "": it reads Node.spec.podCIDRs, or the annotation ako.vmware.com/pod-cidrs
               clusters/prod.yaml  spec.akoConfig.cniPlugin
`,
	);
});

const DUPLICATE: Changes = {
	ciliumNodes: { 2: { podCIDRs: ["10.0.1.0/24"] } },
};

const TWO_ADDRESSES: Changes = {
	nodes: { 1: { addresses: internal("169.254.0.1", "10.9.0.1") } },
};
const GITOPS = { routeOwner: "GitOps" };

/** Questions, and parts of the answers. */
const ANSWERS: readonly [
	question: string,
	cluster: ClusterSpec,
	says: string[],
	spec?: object,
][] = [
	[
		"worker-2",
		clusterPool(),
		[
			"worker-2 is a node in cluster prod",
			"AKO today  right          10.0.2.0/24 -> 192.168.0.2",
		],
	],
	[
		"192.168.0.3",
		clusterPool(),
		["192.168.0.3 is the InternalIP of node worker-3"],
	],
	[
		"10.0.2.0/24",
		clusterPool(),
		["10.0.2.0/24 is a pod CIDR of node worker-2"],
	],
	[
		"10.0.2.64/26",
		clusterPool(),
		["is a part of pod CIDR 10.0.2.0/24 of node worker-2"],
	],
	[
		"10.0.2.5/23",
		clusterPool(),
		[
			"holds pod CIDR 10.0.2.0/24 of node worker-2",
			"holds pod CIDR 10.0.3.0/24 of node worker-3",
		],
	],
	[
		"192.168.0.3/32",
		clusterPool(),
		["holds 192.168.0.3, the InternalIP of node worker-3, in cluster prod"],
	],
	...["10.0.2.9", "10.0.2.0/25"].map((question): (typeof ANSWERS)[number] => [
		question,
		hostScope({ ciliumNodes: { 2: { podCIDRs: ["10.0.2.0/24"] } } }),
		[
			"is in 10.0.2.0/24, to which no route leads, in CiliumNode.spec.ipam.podCIDRs of node worker-2",
			"[pod-cidr-elsewhere] node worker-2",
		],
	]),
	[
		"worker-2",
		clusterPool({ ciliumNodes: { 2: undefined } }),
		[
			"route      none  the node has no CiliumNode of its name",
			"no routes, which is right",
		],
	],
	[
		"worker-2",
		clusterPool({ nodes: { 2: { addresses: [] } } }),
		["none  the node has no address that could be a next hop"],
	],
	[
		"worker-2",
		clusterPool(DUPLICATE),
		["none  node worker-1 has a route to the same network address"],
		{ checks: { "*": "warning" } },
	],
	[
		"10.0.1.9",
		clusterPool(DUPLICATE),
		["of node worker-1", "of node worker-2"],
		{ checks: { "*": "warning" } },
	],
	[
		"worker-2",
		clusterPool({ akoConfig: undefined }),
		["AKO today  not known: no snapshot of avi-k8s-config is here"],
	],
	[
		"worker-2",
		clusterPool({
			akoConfig: { serviceType: "NodePort", cniPlugin: "cilium" },
		}),
		["missing        10.0.2.0/24", 'serviceType is "NodePort"'],
	],
	[
		"worker-2",
		clusterPool({ akoConfig: { cniPlugin: "calico" } }),
		["AKO today  not known", "it reads objects of another CNI"],
	],
	[
		"worker-1",
		hostScope(),
		[
			"kubernetes  the key ipam of cilium-config; so Node.spec.podCIDRs decides",
			"10.244.1.0/24 -> 192.168.0.1",
		],
	],
	[
		"worker-1",
		clusterPool({ ciliumConfig: {} }),
		["cilium-config has no key ipam, and this is Cilium's default"],
	],
	[
		"worker-1",
		clusterPool(),
		[
			"spec.ipamMode of the configuration; so Node.spec.podCIDRs decides\n  pod CIDR",
		],
		{ ipamMode: "kubernetes" },
	],
	[
		"worker-1",
		hostScope({
			nodes: {
				1: { annotations: { "ako.vmware.com/pod-cidrs": "10.9.0.0/24" } },
			},
		}),
		["10.9.0.0/24  routed", "metadata.annotations[ako.vmware.com/pod-cidrs]"],
	],
	[
		"10.244.2.9",
		wrongPlugin,
		[
			"10.244.2.9 is in 10.244.2.0/24, which AKO programs today to node worker-2 in cluster prod",
			"AKO today  nowhere        10.244.2.0/24 -> 192.168.0.2",
		],
	],
	[
		"10.244.2.0/24",
		wrongPlugin,
		["is what AKO programs today to node worker-2 in cluster prod"],
	],
	[
		"10.244.2.128/25",
		wrongPlugin,
		["is a part of 10.244.2.0/24, which AKO programs today to node worker-2"],
	],
	[
		"10.244.0.0/16",
		wrongPlugin,
		["holds 10.244.3.0/24, which AKO programs today to node worker-3"],
	],
	[
		"10.0.2.9",
		clusterPool({
			akoConfig: { cniPlugin: "" },
			nodes: { 3: { podCIDR: "10.0.2.0/24", podCIDRs: ["10.0.2.0/24"] } },
		}),
		[
			"10.0.2.9 is in pod CIDR 10.0.2.0/24 of node worker-2",
			"10.0.2.9 is in 10.0.2.0/24, which AKO programs today to node worker-3",
			"-> 192.168.0.3  pods of worker-2",
		],
	],
	[
		"worker-3",
		clusterPool({ nodes: { 3: undefined } }),
		[
			"worker-3 is a CiliumNode in cluster prod",
			"pod CIDR   10.0.3.0/24  not routed",
			"route      none  there is no Node of its name",
			"warning: [cilium-node-stale] CiliumNode worker-3 has no Node",
		],
	],
	[
		"10.0.3.1",
		clusterPool({ nodes: { 3: undefined } }),
		["10.0.3.1 is in pod CIDR 10.0.3.0/24 of CiliumNode worker-3 in cluster"],
	],
	[
		"worker-2",
		clusterPool({
			nodes: { 2: { uid: "new" } },
			ciliumNodes: { 2: { ownerUID: "old" } },
		}),
		[
			"warning: [cilium-node-stale] CiliumNode worker-2 belongs to a Node of uid old",
		],
	],
	[
		"worker-2",
		clusterPool({
			akoConfig: { cniPlugin: "cilium", disableStaticRouteSync: "true" },
		}),
		["no routes, which is right", 'disableStaticRouteSync is "true"'],
		{ routeOwner: "GitOps" },
	],
	["worker-1", clusterPool({}, 1), ["route      10.0.1.0/24"]],
	[
		"worker-1",
		clusterPool({ ciliumConfig: { ipam: "eni" } }),
		["none  no routes are made in IPAM mode eni"],
	],
	[
		"worker-1",
		clusterPool({ ciliumNodes: { 1: { podCIDRs: [] } } }),
		[
			"route      none  the node has no pod CIDR",
			"it reads CiliumNode.spec.ipam.podCIDRs\n",
		],
		GITOPS,
	],
	[
		"worker-1",
		clusterPool({ ciliumNodes: { 1: { podCIDRs: ["fd00::/64"] } } }),
		[
			"families   V4_V6",
			"none  no pod CIDR is of a family that is routed and that the node has an address of",
		],
		GITOPS,
	],
	[
		"worker-1",
		clusterPool({ ciliumNodes: { 1: { podCIDRs: ["x"] } } }),
		["pod CIDR   x  no CIDR, not routed"],
	],
	[
		"worker-1",
		hostScope({ nodes: { 1: { podCIDR: "", podCIDRs: [] } } }),
		["pod CIDR   none  has an empty spec.podCIDR\n"],
	],
	[
		"worker-1",
		dualStack({ nodes: { 1: { addresses: internal("192.168.0.1") } } }),
		["families   V4_V6", "(for V4 in AWS"],
	],
	[
		"worker-1",
		clusterPool({
			nodes: { 1: { addresses: internal("192.168.0.1", "fd11::1") } },
			versions: { ako: "1.11.1" },
		}),
		["AKO 1.11.1 takes an empty one for V4\n"],
	],
	[
		"worker-1",
		clusterPool(TWO_ADDRESSES),
		[
			"10.9.0.1  the first InternalIP of family V4 in 10.8.0.0/15, 10.10.0.0/16\n",
		],
		{ ...GITOPS, nextHop: { cidrs: ["10.8.0.0/15", "10.10.0.0/16"] } },
	],
	[
		"worker-1",
		clusterPool(TWO_ADDRESSES),
		["10.9.0.1  the first InternalIP of family V4 that is not link-local\n"],
		GITOPS,
	],
	[
		"worker-1",
		clusterPool({ ...TWO_ADDRESSES, versions: { ako: "1.10.1" } }),
		["10.9.0.1  the last InternalIP of family V4\n"],
	],
];

for (const [question, cluster, says, spec] of ANSWERS) {
	test(`answers ${question}: ${says[0]}`, async () => {
		const { stdout, stderr } = await explain(question, cluster, {
			isRaw: true,
			...(spec === undefined ? {} : { spec }),
		});
		for (const part of says)
			assert.ok(
				stdout.includes(part),
				`${stdout}${stderr.join("\n")}\nlacks ${part}`,
			);
	});
}

/** Questions without an answer, and what is said then. */
const UNANSWERED: readonly [question: string, says: string][] = [
	[
		"worker-22",
		'"worker-22" is not a node (3 nodes of prod), an IP address or a CIDR; did you mean worker-2?',
	],
	[
		"10.99.0.1",
		"10.99.0.1 is in no pod CIDR and is not a node's address of prod",
	],
	["10.99.0.0/16", "10.99.0.0/16 is in no pod CIDR"],
	["fd00::1", "fd00::1 is in no pod CIDR"],
	["prod", "did you mean avi-routes check --only prod?"],
];

for (const [question, says] of UNANSWERED) {
	test(`says that ${question} is nowhere`, async () => {
		const { exitCode, stderr, stdout } = await explain(question, clusterPool());
		assert.is(exitCode, 1);
		assert.is(stdout, "");
		assert.match(stderr.join("\n"), says);
		const args = ["-o", "json"];
		const json = await explain(question, clusterPool(), { args });
		assert.equal(JSON.parse(json.stdout), []);
	});
}

test("an address of the pool that no node has is newer than the snapshot", async () => {
	const pool = { "cluster-pool-ipv4-cidr": "10.0.0.0/16" };
	const ciliumConfig = { ipam: "cluster-pool", ...pool };
	const ask = async (question: string) =>
		(await explain(question, clusterPool({ ciliumConfig }))).stderr.join();
	for (const question of ["10.0.99.1", "10.0.99.0/24"])
		assert.match(await ask(question), "the pools of prod hold it: if a pod");
	assert.match(await ask("10.1.0.1"), /address of prod$/);
});

test("a node that lost its routes is not called right without", async () => {
	const { stdout } = await explain(
		"worker-2",
		clusterPool({ ciliumNodes: { 2: { podCIDRs: ["10.0.1.0/24"] } } }),
		{ isRaw: true },
	);
	assert.match(stdout, "no routes");
	assert.not.match(stdout, "which is right");
});

test("AKO's silence is not called right in a mode that it can't read", async () => {
	const cluster = clusterPool({
		ciliumConfig: { ipam: "multi-pool" },
		ciliumNodes: {
			2: { podCIDRs: [], pools: [{ pool: "default", cidrs: ["10.0.2.0/28"] }] },
		},
	});
	const { stdout } = await explain("worker-2", cluster);
	assert.match(stdout, "AKO today  no routes");
	assert.not.match(stdout, "which is right");
});

test("tells errors of the input", async () => {
	const cluster = clusterPool({ ciliumConfig: undefined });
	const { exitCode, stderr, stdout } = await explain("worker-1", cluster);
	assert.is(exitCode, 0);
	assert.match(stdout, "IPAM mode  unknown  there is no cilium-config");
	assert.match(stderr.join("\n"), "error: [ipam-mode-unknown]");
});

test("an error that the answer shows is not repeated", async () => {
	const cluster = clusterPool({
		ciliumNodes: { 2: { podCIDRs: ["10.0.1.0/24"] } },
	});
	const own = await explain("worker-2", cluster);
	assert.match(own.stdout, "error: [pod-cidr-duplicate]");
	assert.equal(own.stderr, []);
	const other = await explain("worker-3", cluster);
	assert.not.match(other.stdout, "pod-cidr-duplicate");
	assert.match(other.stderr.join("\n"), "error: [pod-cidr-duplicate]");
});

test("tells an error with its path, and none of another cluster", async () => {
	const akoConfig = undefined;
	const east = {
		...clusterPool({ nodes: { 1: { name: "east-1" } } }),
		akoConfig,
	};
	const broken = {
		...clusterPool({ nodes: { 1: { name: "west-1" } } }),
		akoConfig,
		ciliumConfig: undefined,
	};
	const root = packageOf({
		"east/Kptfile": "",
		"east/snapshot.yaml": snapshotText(east, "east"),
		"west/Kptfile": "",
		"west/snapshot.yaml": snapshotText(broken, "west"),
	});
	const about = (...args: string[]) =>
		explainCommand([...args, root], async () => new Uint8Array());
	assert.equal((await about("east-1")).stderr, []);
	const [error = "", ...more] = (await about("west-1")).stderr;
	assert.match(error, "[ipam-mode-unknown]");
	assert.ok(error.includes(`${root}/west/snapshot.yaml`), error);
	assert.equal(more, []);
	const only = await about("--only", "east", "nowhere");
	assert.is(only.stderr.length, 1);
});

test("lists nodes where there are many", async () => {
	const { stdout } = await explain("10.0.0.0/8", clusterPool({}, 60));
	assert.match(stdout, "10.0.0.0/8 is related to 60 nodes; name one of them:");
	assert.match(
		stdout,
		"  10.0.0.0/8 holds pod CIDR 10.0.17.0/24 of node worker-17 in cluster prod\n",
	);
	assert.match(stdout, "  and 10 more\n");
});

test("tells of many nodes in JSON only what they have to do with the question", async () => {
	const cluster = clusterPool({}, 60);
	const { stdout } = await explain("10.0.0.0/8", cluster, {
		args: ["-o", "json"],
	});
	const found = JSON.parse(stdout);
	assert.is(found.length, 60);
	const one = found.find(
		(entry: { node: string }) => entry.node === "worker-17",
	);
	assert.equal(one, {
		question: "10.0.0.0/8",
		relation: "holds pod CIDR 10.0.17.0/24 of node worker-17 in cluster prod",
		cluster: "prod",
		node: "worker-17",
	});
});

test("names only the results about the node itself", async () => {
	const cluster = clusterPool({ nodes: { 2: undefined } });
	for (const isRaw of [true, false]) {
		const { stdout } = await explain("worker-1", cluster, { isRaw });
		assert.not.match(stdout, "warning");
		const other = await explain("worker-2", cluster, { isRaw });
		assert.match(other.stdout, "cilium-node-stale");
	}
});

test("gives JSON", async () => {
	const { stdout } = await explain("worker-1", wrongPlugin, {
		args: ["-o", "json"],
	});
	const [{ cluster, node, routes, live }] = JSON.parse(stdout);
	assert.equal([cluster, node], ["prod", "worker-1"]);
	assert.equal(routes, [{ prefix: "10.0.1.0/24", nextHop: "192.168.0.1" }]);
	assert.is(live.routes[0].verdict, "nowhere");
	assert.equal(live.lacking, [{ ...routes[0], verdict: "missing" }]);
	assert.is(live.place.file, "clusters/prod.yaml");
});

test("shows lines of files", async () => {
	const run = await explainCommand(
		["worker-2", "examples/quickstart"],
		async () => new Uint8Array(),
	);
	assert.match(
		run.stdout,
		/examples\/quickstart\/cluster-snapshot\.yaml:37:\d+ {2}spec\.ciliumNodes\[worker-2\]\.podCIDRs\[0\]/,
	);
});

const nobody = async () => new Uint8Array();

test("explains a check", async () => {
	const { stdout, exitCode } = await explainCommand(
		["check", "pod-cidr-overlap"],
		nobody,
	);
	assert.is(exitCode, 0);
	for (const part of [
		"pod-cidr-overlap  (error by default)",
		"Why it matters: AKO compares",
		"What to do: find out",
		"Example:\n  error: [pod-cidr-overlap] pod CIDR 10.0.0.0/16",
	])
		assert.ok(stdout.includes(part), part);
	const input = await explainCommand(["check", "input-invalid"], nobody);
	assert.match(input.stdout, "input-invalid  (error by default)");
	const list = await explainCommand(["check"], nobody);
	assert.match(list.stdout, /^snapshot-too-small +error +There is no cluster/);
	assert.match(list.stdout, /^input-invalid +error +A document/m);
	const begun = await explainCommand(["check", "SNAPSHOT-T"], nobody);
	assert.match(begun.stdout, "snapshot-too-small  (error by default)");
	const several = await explainCommand(["check", "vrf-"], nobody);
	assert.is(several.exitCode, 2);
	assert.match(
		several.stderr[0] ?? "",
		'"vrf-" is the beginning of 3 ids: vrf-changed, vrf-unknown, vrf-prefix-conflict',
	);
	const { stderr } = await explainCommand(
		["vrf-unknown", "examples/quickstart"],
		nobody,
	);
	assert.match(stderr[0] ?? "", "mean avi-routes explain check vrf-unknown?");
	const unknown = await explainCommand(["check", "pod-cidr-overlp"], nobody);
	assert.is(unknown.exitCode, 2);
	assert.match(unknown.stderr[0] ?? "", "did you mean pod-cidr-overlap?");
});

/** Wrong calls. */
const WRONG: readonly [args: string[], says: string][] = [
	[[], "explain needs a node, an IP address, a CIDR, or check ID"],
	[["worker-1", "/no/such/path"], "/no/such/path does not exist"],
	[["worker-1", "-o", "yaml"], "unknown -o yaml; known: text, json"],
	[["check", "a", "b"], "explain check takes one id, not 2"],
];

for (const [args, says] of WRONG) {
	test(`refuses ${JSON.stringify(args)}`, async () => {
		const { exitCode, stderr } = await explainCommand(args, nobody);
		assert.is(exitCode, 2);
		assert.match(stderr.join("\n"), says);
	});
}

test.run();
