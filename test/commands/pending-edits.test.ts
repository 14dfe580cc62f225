import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool, dualStack, hostScope } from "../support/clusters.ts";
import { checkCommand, renderCommand } from "../support/commands.ts";
import type { AnyResource } from "../support/function-run.ts";
import {
	akoApplication,
	akoOperatorConfig,
	akoRelease,
	aviConfig,
	ciliumRelease,
	packageWith,
	RIGHT_AKO,
	type Setup,
	WITH_SCTP,
} from "../support/installs.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

interface Told {
	readonly check: string;
	readonly severity: string;
	readonly message: string;
	readonly field?: object;
	readonly file: string;
	readonly line: number;
}

/** The results of output-outdated, in JSON. */
async function outdated(args: readonly string[]): Promise<readonly Told[]> {
	const nothing = async () => new Uint8Array();
	const { stdout } = await checkCommand(["-o", "json", ...args], nothing);
	const { results } = JSON.parse(stdout) as { results: readonly Told[] };
	return results.filter(({ check }) => check === "output-outdated");
}

/** Severity and message, without the remedy. */
const short = ({ severity, message }: Told) =>
	`${severity}: ${message.split(";")[0]}`;

const WRONG_AKO = { ...RIGHT_AKO, cniPlugin: "" };
const UNSET_AKO = { clusterName: "prod" };
const CNI = { name: "AKOSettings.cniPlugin", value: "cilium" };
const TAKE_OVER = { routeOwner: "GitOps", routeController: "ctl" };
const OFF = clusterPool({
	akoConfig: { ...RIGHT_AKO, disableStaticRouteSync: "true" },
});
const ROLLING = { rollOutCiliumPods: true };

/** A package that is right, what somebody makes of it, and what is told of that. */
const CASES: readonly [
	lesson: string,
	right: Setup,
	wrong: readonly AnyResource[],
	says: string,
][] = [
	[
		"an empty cniPlugin",
		{ installs: [akoRelease(RIGHT_AKO)] },
		[akoRelease(WRONG_AKO)],
		'HelmRelease ako has AKOSettings.cniPlugin "", cluster prod needs "cilium"',
	],
	[
		"a cniPlugin that is gone, dual stack",
		{ installs: [akoRelease(RIGHT_AKO)], cluster: dualStack() },
		[akoRelease(UNSET_AKO)],
		'HelmRelease ako does not set AKOSettings.cniPlugin, cluster prod needs "cilium"',
	],
	[
		"a cniPlugin that mode kubernetes does not want",
		{ installs: [aviConfig(WRONG_AKO)], cluster: hostScope() },
		[aviConfig(RIGHT_AKO)],
		'ConfigMap avi-k8s-config has cniPlugin "cilium", cluster prod needs ""',
	],
	[
		"a parameter that wins",
		{ installs: [akoApplication([CNI], {})] },
		[akoApplication([{ ...CNI, value: "" }], RIGHT_AKO)],
		'Application ako has AKOSettings.cniPlugin "", cluster prod needs "cilium"',
	],
	[
		"a sync that is on again",
		{
			installs: [
				akoOperatorConfig({ ...RIGHT_AKO, disableStaticRouteSync: true }),
			],
			cluster: OFF,
			spec: TAKE_OVER,
		},
		[akoOperatorConfig({ ...RIGHT_AKO, disableStaticRouteSync: false })],
		"AKOConfig ako has akoSettings.disableStaticRouteSync false, cluster prod needs true",
	],
	[
		"another ipFamily than the configured one",
		{
			installs: [akoRelease({ ...RIGHT_AKO, ipFamily: "V4" })],
			cluster: clusterPool({ akoConfig: { ...RIGHT_AKO, ipFamily: "V4" } }),
			spec: { ipFamily: "V4" },
		},
		[akoRelease({ ...RIGHT_AKO, ipFamily: "V6" })],
		'HelmRelease ako has AKOSettings.ipFamily "V6", cluster prod needs "V4"',
	],
	[
		"an SCTP switch that is gone",
		{
			installs: [ciliumRelease({ ...ROLLING, sctp: { enabled: true } })],
			cluster: WITH_SCTP,
		},
		[ciliumRelease(ROLLING)],
		"HelmRelease cilium does not set sctp.enabled, cluster prod needs true",
	],
];

const test = suite("settings that a render edits");

for (const [lesson, right, wrong, says] of CASES)
	test(lesson, async () => {
		const root = packageWith(right);
		assert.equal(await outdated([root]), [], "before the first render");
		packageWith({ ...right, installs: wrong }, root);
		assert.equal((await outdated([root])).map(short), [`info: ${says}`]);
		packageWith(right, root);
		assert.is(renderCommand(["--in-place", root]).exitCode, 0);
		assert.equal(await outdated([root]), [], "rendered");
		packageWith({ ...right, installs: wrong }, root);
		const [told, ...more] = await outdated([root]);
		assert.is(told && short(told), `warning: ${says}`);
		assert.equal(more, [], "the file is told once");
		assert.is(renderCommand(["--in-place", root]).exitCode, 0);
		assert.equal(await outdated([root]), [], "rendered again");
	});

test("names the file, the line, and both values", async () => {
	const root = packageWith({ installs: [] });
	writeFileSync(
		join(root, "ako.yaml"),
		`apiVersion: v1
kind: ConfigMap
metadata: {name: avi-k8s-config, namespace: avi-system}
data:
  clusterName: prod
  cniPlugin: ""
`,
	);
	const [{ file, line, field } = {} as Told] = await outdated([root]);
	assert.is(file, join(root, "ako.yaml"));
	assert.is(line, 6);
	assert.equal(field, {
		path: "data.cniPlugin",
		currentValue: "",
		proposedValue: "cilium",
		subject: "data.cniPlugin",
	});
});

/** Packages that nobody has rendered, in which nothing is told. */
const SILENT: readonly [lesson: string, setup: Setup][] = [
	[
		"the running AKO is wrong too, which other results tell",
		{
			installs: [akoRelease(UNSET_AKO)],
			cluster: clusterPool({ akoConfig: UNSET_AKO }),
		},
	],
	[
		"the running AKO is unknown, and the change is told",
		{
			installs: [akoRelease(UNSET_AKO)],
			cluster: clusterPool({ akoConfig: undefined }),
		},
	],
	[
		"AKO's default is the configured ipFamily",
		{
			installs: [akoRelease(RIGHT_AKO)],
			cluster: dualStack({ akoConfig: { ...RIGHT_AKO, ipFamily: "V4_V6" } }),
			spec: { ipFamily: "V4_V6" },
		},
	],
	[
		"SCTP is off by default",
		{
			installs: [ciliumRelease({ ipam: { mode: "cluster-pool" } })],
			spec: { sctp: "Disabled" },
		},
	],
	[
		"nothing rolls the agents, and nothing has to",
		{
			installs: [ciliumRelease({ sctp: { enabled: true } })],
			cluster: WITH_SCTP,
			spec: { sctp: "Enabled" },
		},
	],
	[
		"a patch of the object sets it",
		{ installs: [akoRelease(UNSET_AKO), akoRelease(RIGHT_AKO)] },
	],
	[
		"another CNI is in charge, which is told",
		{ installs: [akoRelease({ ...RIGHT_AKO, cniPlugin: "calico" })] },
	],
];

for (const [lesson, setup] of SILENT)
	test(`silent: ${lesson}`, async () => {
		assert.equal(await outdated([packageWith(setup)]), []);
	});

test("a package without outputs has an info at most", async () => {
	const installs = [akoRelease(WRONG_AKO)];
	const severities = async (checks: object) =>
		(await outdated([packageWith({ installs, spec: { checks } })])).map(
			({ severity }) => severity,
		);
	assert.equal(await severities({ "output-outdated": "error" }), ["info"]);
	assert.equal(await severities({ "*": "error" }), ["info"]);
	assert.equal(await severities({ "output-outdated": "off" }), []);
});

test("a committed package has what spec.checks says", async () => {
	const spec = { checks: { "output-outdated": "error" } };
	const root = packageWith({ installs: [akoRelease(RIGHT_AKO)], spec });
	renderCommand(["--in-place", root]);
	packageWith({ installs: [akoRelease(WRONG_AKO)], spec }, root);
	assert.equal(
		(await outdated([root])).map(({ severity }) => severity),
		["error"],
	);
});

test("of two clusters the one is told, and --only leaves it out", async () => {
	const root = packageOf({
		"avi-routes.yaml": configText({
			clusters: [
				{ name: "east", path: "east" },
				{ name: "west", path: "west" },
			],
			checks: { "vrf-prefix-conflict": "off" },
		}),
		...Object.fromEntries(
			["east", "west"].flatMap((name) => {
				const own = { clusterName: name, cniPlugin: "cilium" };
				const cniPlugin = name === "west" ? "" : "cilium";
				return [
					[
						`${name}/snapshot.yaml`,
						snapshotText(clusterPool({ akoConfig: own }), name),
					],
					[
						`${name}/ako.yaml`,
						`${JSON.stringify(akoRelease({ ...own, cniPlugin }))}\n`,
					],
				];
			}),
		),
	});
	const says = [
		'info: HelmRelease ako has AKOSettings.cniPlugin "", cluster west needs "cilium"',
	];
	assert.equal((await outdated([root])).map(short), says);
	assert.equal((await outdated(["--only", "west", root])).map(short), says);
	assert.equal(await outdated(["--only", "east", root]), []);
});

test("the function edits, and tells nothing", async () => {
	const root = packageWith({ installs: [akoRelease(WRONG_AKO)] });
	const { stderr } = renderCommand([root]);
	assert.not.match(stderr.join("\n"), "output-outdated");
});

test.run();
