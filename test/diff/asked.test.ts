import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool, dualStack, hostScope } from "../support/clusters.ts";
import { diffCommand } from "../support/commands.ts";
import type { AnyResource } from "../support/function-run.ts";
import {
	akoRelease,
	aviConfig,
	ciliumRelease,
	packageWith,
	RIGHT_AKO,
	type Setup,
	WITH_SCTP,
} from "../support/installs.ts";

const diff = (args: readonly string[]) =>
	diffCommand(args, async () => new Uint8Array());

/** The lines about settings of AKO and Cilium. */
async function settingLines(base: Setup, head: Setup): Promise<string[]> {
	const { stdout, exitCode } = await diff([
		packageWith(base),
		packageWith(head),
	]);
	assert.is(exitCode === 0, stdout === "no change\n");
	return [...stdout.matchAll(/^ {2}~ ((?:AKO|Cilium) .*)$/gm)].map(
		([, line = ""]) => line,
	);
}

const WRONG_AKO = { ...RIGHT_AKO, cniPlugin: "" };
const UNSET_AKO = { clusterName: "prod" };
const PENDING = 'AKO cniPlugin: "cilium" -> "" (a render sets "cilium")';
const TAKE_OVER = { routeOwner: "GitOps", routeController: "ctl" };
const SYNC_OFF = { ...RIGHT_AKO, disableStaticRouteSync: "true" };
/** A variable of Flux. */
const variable = (name: string) => ["$", "{", name, "}"].join("");
/** What sops makes of a text. */
const encrypted = (data: string) => `ENC[AES256_GCM,data:${data},type:str]`;

const CASES: readonly [
	lesson: string,
	base: Setup,
	head: Setup,
	lines: readonly string[],
][] = [
	[
		"a HelmRelease empties cniPlugin",
		{ installs: [akoRelease(RIGHT_AKO)] },
		{ installs: [akoRelease(WRONG_AKO)] },
		[PENDING],
	],
	[
		"a HelmRelease no longer sets cniPlugin",
		{ installs: [akoRelease(RIGHT_AKO)] },
		{ installs: [akoRelease(UNSET_AKO)] },
		[PENDING],
	],
	[
		"dual stack, and the files own the routes",
		{
			installs: [akoRelease(SYNC_OFF)],
			cluster: dualStack(),
			spec: TAKE_OVER,
		},
		{
			installs: [akoRelease(WRONG_AKO)],
			cluster: dualStack(),
			spec: TAKE_OVER,
		},
		[
			PENDING,
			'AKO disableStaticRouteSync: "true" -> unset (a render sets "true")',
		],
	],
	[
		"mode kubernetes needs it empty",
		{ installs: [akoRelease(WRONG_AKO)], cluster: hostScope() },
		{ installs: [akoRelease(RIGHT_AKO)], cluster: hostScope() },
		['AKO cniPlugin: "" -> "cilium" (a render sets "")'],
	],
	[
		"a configured ipFamily",
		{
			installs: [akoRelease({ ...RIGHT_AKO, ipFamily: "V4" })],
			spec: { ipFamily: "V4" },
		},
		{
			installs: [akoRelease({ ...RIGHT_AKO, ipFamily: "V6" })],
			spec: { ipFamily: "V4" },
		},
		['AKO ipFamily: "V4" -> "V6" (a render sets "V4")'],
	],
	[
		"Cilium's chart no longer turns SCTP on",
		{
			installs: [ciliumRelease({ sctp: { enabled: true } })],
			cluster: WITH_SCTP,
		},
		{
			installs: [ciliumRelease({ rollOutCiliumPods: true })],
			cluster: WITH_SCTP,
		},
		['Cilium enable-sctp: "true" -> "false" (a render sets "true")'],
	],
	[
		"no patch is written of a cilium-config that Argo CD applies",
		{ installs: [], cluster: clusterPool({ ciliumConfigOwner: "Argo CD" }) },
		{
			installs: [],
			cluster: clusterPool({ ciliumConfigOwner: "Argo CD" }),
			spec: { sctp: "Enabled" },
		},
		[],
	],
	[
		"a patch of cilium-config",
		{ installs: [] },
		{ installs: [], spec: { sctp: "Enabled" } },
		['Cilium enable-sctp: "false" -> "true"'],
	],
	[
		"what a render has edited",
		{ installs: [akoRelease(UNSET_AKO)] },
		{ installs: [akoRelease(RIGHT_AKO)] },
		['AKO cniPlugin: "" -> "cilium"'],
	],
	[
		"an absent cniPlugin is an empty one",
		{ installs: [akoRelease(WRONG_AKO)], cluster: hostScope() },
		{ installs: [akoRelease(UNSET_AKO)], cluster: hostScope() },
		[],
	],
	[
		"the letters of cniPlugin have no case",
		{ installs: [akoRelease(RIGHT_AKO)] },
		{ installs: [akoRelease({ ...RIGHT_AKO, cniPlugin: "Cilium" })] },
		[],
	],
	[
		"another mode, in files that a pipeline renders",
		{ installs: [akoRelease(UNSET_AKO)], cluster: hostScope() },
		{ installs: [akoRelease(UNSET_AKO)] },
		['AKO cniPlugin: "" (a render now sets "cilium")'],
	],
	[
		"the other mode again",
		{ installs: [akoRelease(UNSET_AKO)] },
		{ installs: [akoRelease(UNSET_AKO)], cluster: hostScope() },
		['AKO cniPlugin: "" (a render no longer sets "cilium")'],
	],
	[
		"without what installs AKO a render writes it",
		{ installs: [], cluster: hostScope() },
		{ installs: [] },
		['AKO cniPlugin: "" -> "cilium"'],
	],
	[
		"another CNI is never overwritten",
		{ installs: [akoRelease(RIGHT_AKO)] },
		{ installs: [akoRelease({ ...RIGHT_AKO, cniPlugin: "calico" })] },
		['AKO cniPlugin: "cilium" -> "calico"'],
	],
	[
		"a variable can't be seen",
		{ installs: [akoRelease(RIGHT_AKO)] },
		{ installs: [akoRelease({ ...RIGHT_AKO, cniPlugin: variable("cni") })] },
		[`AKO cniPlugin: "cilium" -> "${variable("cni")}"`],
	],
	[
		"what sops encrypts again",
		{ installs: [aviConfig({ ...RIGHT_AKO, cniPlugin: encrypted("a") })] },
		{ installs: [aviConfig({ ...RIGHT_AKO, cniPlugin: encrypted("b") })] },
		[],
	],
	[
		"the emitted values are used",
		{ installs: [withEmittedValues()] },
		{ installs: [withEmittedValues()], cluster: hostScope() },
		['AKO cniPlugin: "cilium" -> ""'],
	],
	[
		"one of two objects that install AKO",
		{ installs: [akoRelease(RIGHT_AKO), akoRelease(RIGHT_AKO, "ako-2")] },
		{ installs: [akoRelease(RIGHT_AKO), akoRelease(WRONG_AKO, "ako-2")] },
		[
			'AKO cniPlugin: "cilium" -> "\\"\\" in HelmRelease ako-2, cilium in HelmRelease ako" (a render sets "cilium")',
		],
	],
	[
		"one of two files of an object is enough",
		{ installs: [akoRelease(RIGHT_AKO), akoRelease(RIGHT_AKO)] },
		{ installs: [akoRelease(RIGHT_AKO), akoRelease(UNSET_AKO)] },
		[],
	],
];

function withEmittedValues(): AnyResource {
	const release = akoRelease({});
	const { chart } = release.spec;
	const valuesFrom = [{ kind: "ConfigMap", name: "prod-ako-values" }];
	return { ...release, spec: { chart, valuesFrom } };
}

const test = suite("settings as the files ask for them");

for (const [lesson, base, head, lines] of CASES)
	test(lesson, async () => {
		assert.equal(await settingLines(base, head), lines);
	});

test("a value that turns wrong is risky, in Markdown too", async () => {
	const base = packageWith({ installs: [akoRelease(RIGHT_AKO)] });
	const head = packageWith({ installs: [akoRelease(WRONG_AKO)] });
	const { stdout } = await diff(["-o", "markdown", base, head]);
	assert.match(
		stdout,
		'| AKO setting | `prod` | `cniPlugin`: `"cilium"` -> `""` (a render sets `"cilium"`) |',
	);
	const json = (await diff(["-o", "json", base, head])).stdout;
	const schema = readFileSync("schemas/route-diff.schema.json", "utf8");
	const isValid = new Ajv2020({ strict: true }).compile(JSON.parse(schema));
	assert.ok(isValid(JSON.parse(json)), JSON.stringify(isValid.errors));
	assert.equal(JSON.parse(json).clusters[0].settings, [
		{
			area: "AKO",
			key: "cniPlugin",
			before: "cilium",
			after: "",
			pendingAfter: "cilium",
		},
	]);
});

test("what a render newly sets is risky, too", async () => {
	const installs = [akoRelease(UNSET_AKO)];
	const sides = [
		packageWith({ installs, cluster: hostScope() }),
		packageWith({ installs }),
	];
	const there = await diff(["-o", "markdown", ...sides]);
	assert.match(
		there.stdout,
		'`cniPlugin`: `""` (a render now sets `"cilium"`) |',
	);
	const back = await diff(["-o", "markdown", ...sides.reverse()]);
	assert.match(
		back.stdout,
		'`cniPlugin`: `""` (a render no longer sets `"cilium"`) |',
	);
});

test.run();
