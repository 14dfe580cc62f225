import { clusterPool } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

/** A cluster whose first node, and its CiliumNode, have that name. */
const named = (name: string) =>
	clusterPool({ nodes: { 1: { name } }, ciliumNodes: { 1: { name } } });
const SYNTAX =
	"not a DNS subdomain of lower-case letters, digits, dots and hyphens";

const BAD: readonly [lesson: string, name: string, says: string][] = [
	["not lower case", "Worker_1", `"Worker_1": ${SYNTAX}`],
	["a hyphen at the end", "worker-", `"worker-": ${SYNTAX}`],
	["an empty label", "worker..example", `"worker..example": ${SYNTAX}`],
	["white space", "worker 1", `"worker 1": ${SYNTAX}`],
	["another script", "wörker", `"wörker": ${SYNTAX}`],
	[
		"too long",
		"w".repeat(254),
		`"${"w".repeat(40)}...": it has 254 characters, and 253 are the most`,
	],
];

const GOOD: readonly [lesson: string, name: string][] = [
	["a domain name", "ip-10-0-1-7.eu-central-1.compute.internal"],
	["the greatest length", "w".repeat(253)],
	["a label longer than 63 characters", "w".repeat(100)],
	["digits alone", "17"],
];

export const NODE_NAME_CASES: readonly CheckCase[] = [
	...BAD.map(([lesson, name, says]) =>
		fires(
			"node-name-invalid",
			lesson,
			{ cluster: named(name) },
			{
				ref: `Node ${name}`,
				field: ["metadata.name", "spec.nodes[0].name"],
				currentValue: name,
				says: `cluster prod has a node named ${says}`,
			},
		),
	),
	...GOOD.map(([lesson, name]) =>
		silent("node-name-invalid", lesson, { cluster: named(name) }),
	),
];
