import { type Changes, clusterPool, dualStack } from "../support/clusters.ts";
import { pictureCommand } from "../support/commands.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const POOL = {
	ipam: "cluster-pool",
	"cluster-pool-ipv4-cidr": "10.0.0.0/16",
	"cluster-pool-ipv4-mask-size": "24",
};

const numbers = (count: number) =>
	Array.from({ length: count }, (_, i) => i + 1);

const ip = (address: string) => [{ type: "InternalIP", address }];

/** Where the Nth of many nodes is, and its N-th /24 of 10.0.0.0/8. */
const addressOf = (n: number) => `172.16.${n >> 8}.${n & 255}`;
const cidrOf = (n: number) => `10.${n >> 8}.${n & 255}.0/24`;

/** A cluster of many nodes with a /24 each, from 10.0.1.0/24 on. */
export function large(count: number, changes: Changes = {}) {
	const each = <Value>(of: (n: number) => Value) =>
		Object.fromEntries(numbers(count).map((n) => [n, of(n)]));
	return clusterPool(
		{
			ciliumConfig: {
				...POOL,
				"cluster-pool-ipv4-cidr": count < 256 ? "10.0.0.0/16" : "10.0.0.0/8",
			},
			...changes,
			nodes: {
				...each((n) => ({ addresses: ip(addressOf(n)) })),
				...changes.nodes,
			},
			ciliumNodes: {
				...each((n) => ({ podCIDRs: [cidrOf(n)] })),
				...changes.ciliumNodes,
			},
		},
		count,
	);
}

/** Two nodes join, two leave, a CIDR moves, and a node gets another address. */
const CHANGE: Changes = {
	nodes: {
		27: undefined,
		35: undefined,
		60: { addresses: ip("172.16.1.60") },
		71: { addresses: ip("172.16.0.171") },
		72: { addresses: ip("172.16.0.172") },
		73: { addresses: ip("172.16.0.173"), name: "worker-31b" },
	},
	ciliumNodes: {
		27: undefined,
		31: { podCIDRs: ["10.0.130.0/24"] },
		35: undefined,
		71: { podCIDRs: ["10.0.99.0/24"] },
		72: { podCIDRs: ["10.0.200.0/24"] },
		73: { name: "worker-31b", podCIDRs: ["10.0.31.0/24"] },
	},
};

const config = configText({ checks: { "*": "warning" } });

/** Package folders by the names of situations; a pair is what it was and what it is. */
export const SITUATIONS = {
	quickstart: () => ["examples/quickstart"],
	"wrong cniPlugin": () => [
		of({
			prod: large(70, { akoConfig: { cniPlugin: "", clusterName: "prod" } }),
		}),
	],
	change: () => [of({ prod: large(70) }), of({ prod: large(70, CHANGE) })],
	/** The one in the README. */
	"a change, and a wrong cniPlugin": () => {
		const akoConfig = { cniPlugin: "", clusterName: "prod-east" };
		return [
			of({ "prod-east": large(70, { akoConfig }) }),
			of({ "prod-east": large(70, { ...CHANGE, akoConfig }) }),
		];
	},
	"256 nodes": () => [of({ prod: large(256) })],
	"5,000 nodes": () => [of({ prod: large(5000) })],
	"5,000 nodes, a change": () => [
		of({ prod: large(5000) }),
		of({ prod: large(5000, { nodes: { 2500: undefined } }) }),
	],
	"dual stack": () => [
		of({ prod: dualStack({ ciliumConfig: DUAL }, 4) }),
		of({ prod: dualStack({ ciliumConfig: DUAL, nodes: { 3: undefined } }, 6) }),
	],
	"two clusters with a conflict": () => [
		of({
			east: named("east", { ciliumConfig: POOL }, 4),
			west: named(
				"west",
				{
					ciliumConfig: { ...POOL, "cluster-pool-ipv4-cidr": "10.0.0.0/15" },
					ciliumNodes: { 1: { podCIDRs: ["10.1.7.0/24"] } },
				},
				3,
			),
			north: named(
				"north",
				{
					ciliumConfig: { ...POOL, "cluster-pool-ipv4-cidr": "10.9.0.0/16" },
					ciliumNodes: { 1: { podCIDRs: ["10.9.0.0/24"] } },
				},
				1,
			),
		}),
	],
	"all that can be in a pool": () => {
		const akoConfig = {
			cniPlugin: "cilium",
			clusterName: "prod",
			controllerIP: "10.0.7.1",
			vipNetworkList: '[{"networkName":"vip","cidr":"10.0.10.0/23"}]',
		};
		const more = {
			nodes: {
				27: undefined,
				40: { addresses: ip("10.0.90.7") },
				41: { addresses: ip("10.0.3.7") },
			},
			ciliumNodes: { 42: { podCIDRs: ["10.0.96.0/21"] } },
		};
		return [
			of({ prod: large(60) }),
			of({ prod: large(70, { akoConfig, ...more }) }),
		];
	},
	"an empty diff": () => [of({ prod: large(70) }), of({ prod: large(70) })],
	"names of 63 characters": () => {
		const long = (n: number) =>
			`${"node-with-a-name-as-long-as-names-of-nodes-get-".padEnd(60, "x")}-${String(n).padStart(2, "0")}`;
		const entries = (of: (n: number) => object) =>
			Object.fromEntries(numbers(4).map((n) => [n, of(n)]));
		const changes = {
			nodes: entries((n) => ({ name: long(n) })),
			ciliumNodes: entries((n) => ({ name: long(n) })),
		};
		const cluster = "cluster-with-a-name-as-long-as-names-can-get".padEnd(
			63,
			"y",
		);
		const one = named(cluster, { ciliumConfig: POOL, ...changes }, 4);
		return [
			of({ [cluster]: one, [`${cluster.slice(0, -1)}z`]: one }),
			of({
				[cluster]: named(
					cluster,
					{
						...changes,
						ciliumConfig: POOL,
						nodes: { ...changes.nodes, 2: undefined },
					},
					4,
				),
				[`${cluster.slice(0, -1)}z`]: one,
			}),
		];
	},
} as const satisfies Readonly<Record<string, () => readonly string[]>>;
export type Situation = keyof typeof SITUATIONS;

const DUAL = {
	...POOL,
	"cluster-pool-ipv6-cidr": "fd00:10::/32",
	"cluster-pool-ipv6-mask-size": "64",
};

const named = (name: string, changes: Changes, count: number) =>
	clusterPool(
		{ akoConfig: { cniPlugin: "cilium", clusterName: name }, ...changes },
		count,
	);

/** A package with a snapshot of each cluster. */
export function of(
	clusters: Readonly<Record<string, ReturnType<typeof clusterPool>>>,
): string {
	return packageOf({
		"avi-routes.yaml": config,
		...Object.fromEntries(
			Object.entries(clusters).map(([name, spec], i) => [
				`cluster-${i}.yaml`,
				snapshotText(spec, name),
			]),
		),
	});
}

const nobody = async () => new Uint8Array();

/** What `picture` prints of package folders: of one, or of what changes from the first to the second. */
export async function pictured(
	folders: readonly string[],
	...args: readonly string[]
): Promise<string> {
	const [first = "", second] = folders;
	const sides = second === undefined ? [first] : ["--base", first, second];
	const { stdout } = await pictureCommand([...args, ...sides], nobody);
	return stdout;
}
