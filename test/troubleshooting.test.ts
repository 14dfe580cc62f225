import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dispatch } from "../src/commands/dispatch.ts";

const golden = (name: string) => `fixtures/${name}/input.yaml`;
const field = (name: string) => `fixtures/field-cases/${name}/pkg`;

/** Who has each symptom of the page: what stands for my-package (or EAST and WEST), and for NODE. */
const PATIENTS: Readonly<Record<string, readonly string[]>> = {
	"No pod answers, on any node": ["examples/quickstart"],
	"No pod answers, and Avi has no routes": [field("ako-deleteconfig")],
	"Pods answer from one node only": [field("vagrant-same-ip")],
	"Pods of one node never answer": [golden("no-pod-cidr-yet"), "worker-1"],
	"Pods of one of two nodes answer, never those of the other": [
		field("cilium-dup-after-operator-restart"),
		"w2",
	],
	"New nodes get no traffic": [field("netscaler-node-joined")],
	"Half-working after a Cilium upgrade": [
		field("cilium-mode-switch-half-rolled"),
	],
	"Some nodes work otherwise than the rest": [
		field("cilium-node-config-migrates-some-nodes"),
	],
	"Avi's pool members are down, the routes are there": [
		field("dual-nic-nodes-on-the-other-network"),
	],
	"Nodes became unreachable from Service Engines": [
		golden("pod-cidr-holds-node-address"),
	],
	"IPv6 routes lead to old addresses of nodes": [golden("ipv6-address-moves")],
	"A VIP or the Avi Controller became unreachable": [
		field("default-pool-over-vip-network"),
	],
	"No routes for IPv6 nodes, or sudden ones after an AKO upgrade": [
		"fixtures/field-cases/ako-upgrade-brings-ipv6/head",
	],
	"AKO does not start": [field("ako-one-seg-two-clusters")],
	"AKO programs no routes in mode multi-pool": [
		golden("multi-pool-needs-gitops"),
	],
	"Routes vanish when another cluster's AKO restarts": [
		"fixtures/field-cases/orange-deletes-the-routes-of-orange-new/orange",
		"fixtures/field-cases/orange-deletes-the-routes-of-orange-new/orange-new",
	],
	"Routes are not in the VRF that the table says": [
		golden("nsx-t-vrf-unknown"),
	],
	"TCP works and SCTP does not": [field("cilium-sctp-targetport")],
	"SCTP is off again after `helm upgrade`": [
		field("sctp-patch-over-helms-config"),
	],
	"Cilium's agents stop once SCTP is on": [golden("sctp-auto-old-kernel")],
	"`render` refuses, too many routes would be removed": [
		golden("too-many-removed-routes"),
	],
	"A pull request changes every route": [field("wrong-kubectl-context")],
	"Routes are as before, though the snapshot is new": [
		field("all-nodes-got-other-addresses"),
	],
	"A setting is not edited": [field("argo-multi-source-valuefiles")],
};

/** The rows of the page: a symptom, the check behind it, and the command that shows it. */
const ROWS = [
	...readFileSync("docs/troubleshooting.md", "utf8").matchAll(
		/^\| (.*?) \| .*?\[([a-z0-9-]+)\]\(checks\.md#\2\).* \| `(avi-routes .*)` \|$/gm,
	),
].map(([, symptom = "", check = "", command = ""]) => ({
	symptom,
	check,
	command,
}));

const test = suite("troubleshooting");

test("every symptom has a patient, and every patient a symptom", () => {
	assert.ok(ROWS.length >= 10);
	assert.equal(
		ROWS.map(({ symptom }) => symptom),
		Object.keys(PATIENTS),
	);
});

for (const { symptom, check, command } of ROWS) {
	test(`${symptom}: ${command} tells ${check}`, async () => {
		const patient = [...(PATIENTS[symptom] ?? [])];
		const [first = "", second = ""] = patient;
		const stands: Readonly<Record<string, string>> = {
			"my-package": first,
			NODE: second,
			EAST: first,
			WEST: second,
		};
		const [, ...args] = command.split(" ").map((word) => stands[word] ?? word);
		const { stdout } = await dispatch(args, async () => {
			throw new Error("not a command");
		});
		assert.match(stdout, new RegExp(`\\b${check}\\b`));
	});
}

test.run();
