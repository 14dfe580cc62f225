import { hexDigits, randomFrom } from "./random.ts";

/** The families that nodes and pods have addresses of. */
export type Stack = "V4" | "V6" | "V4_V6";

/** What is generated; the same wish gives the same fleet. */
export interface Wish {
	readonly seed: number;
	/** Over all clusters. */
	readonly nodes: number;
	readonly clusters: number;
	readonly stack: Stack;
	/** Images in a Node's status. */
	readonly images: number;
	/** Share of nodes (0 to 1) with something odd about them that is no error. */
	readonly anomalies: number;
	/** Every so many nodes have another pod CIDR than the same fleet has with 0. */
	readonly moved: number;
	/** Whether clusters have pod CIDRs and addresses of their own, or all the same. */
	readonly pools: "apart" | "shared";
}

/** What is odd about a node: each gives a warning and no more. */
export type Anomaly =
	| "joined"
	| "no-address"
	| "stale"
	| "operator-error"
	| "no-cilium-node";
const ANOMALIES: readonly Anomaly[] = [
	"joined",
	"no-address",
	"stale",
	"operator-error",
	"no-cilium-node",
];

/** A node of a cluster in mode cluster-pool. */
export interface FleetNode {
	readonly name: string;
	readonly uid: string;
	readonly addresses: readonly string[];
	/** What the CiliumNode holds. */
	readonly podCIDRs: readonly string[];
	/** What kube-controller-manager handed out, and no pod uses. */
	readonly hostCIDRs: readonly string[];
	readonly anomaly: Anomaly | undefined;
}

/** A cluster of a fleet. */
export interface FleetCluster {
	readonly name: string;
	readonly nodes: readonly FleetNode[];
}

/** The clusters with their nodes. */
export function makeFleet(wish: Wish): FleetCluster[] {
	const random = randomFrom(wish.seed);
	const size = Math.ceil(wish.nodes / wish.clusters);
	const nodes = Array.from({ length: wish.nodes }, (_, i) =>
		makeNode(wish.pools === "shared" ? i % size : i, wish, random),
	);
	return Array.from({ length: wish.clusters }, (_, i) => ({
		name: wish.clusters === 1 ? "prod" : `prod-${i}`,
		nodes: nodes.slice(i * size, (i + 1) * size),
	}));
}

function makeNode(i: number, wish: Wish, random: () => number): FleetNode {
	const { stack, anomalies, moved } = wish;
	const isMoved = moved > 0 && i % moved === 0;
	const isOdd = random() < anomalies;
	const anomaly = isOdd
		? ANOMALIES[Math.floor(random() * ANOMALIES.length)]
		: undefined;
	const digits = hexDigits(random, 32);
	const pick = (v4: string, v6: string) => [
		...(stack === "V6" ? [] : [v4]),
		...(stack === "V4" ? [] : [v6]),
	];
	return {
		name: `worker-${String(i).padStart(6, "0")}`,
		uid: [
			digits.slice(0, 8),
			digits.slice(8, 12),
			`4${digits.slice(13, 16)}`,
			`a${digits.slice(17, 20)}`,
			digits.slice(20),
		].join("-"),
		addresses: pick(dotted(0xac10_0000 + i + 1), `fd11::${groups(i + 1)}`),
		podCIDRs: pick(
			`${dotted(0x0a00_0000 + (isMoved ? MOVED_BY - i : i) * 128)}/25`,
			`fd00:10:${groups(0x1_0001 + i)}::/64`,
		),
		hostCIDRs: pick(
			`${dotted(0x6440_0000 + i * 32)}/27`,
			`fd00:244:${groups(0x1_0001 + i)}::/64`,
		),
		anomaly,
	};
}

/** A node that moved has a CIDR from the end of the pool. */
const MOVED_BY = 131_071;

/** The last groups of an IPv6 address, as short as it is printed. */
function groups(number: number): string {
	const low = (number & 0xffff).toString(16);
	return number < 0x1_0000 ? low : `${(number >>> 16).toString(16)}:${low}`;
}

function dotted(number: number): string {
	return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
}
