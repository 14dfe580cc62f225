import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import {
	checkCommand,
	diffCommand,
	explainCommand,
	pictureCommand,
	renderCommand,
} from "../support/commands.ts";
import { PROGRAM } from "../support/dist.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const nobody = async () => new Uint8Array();

/** Every command that plans, on a package. */
const COMMANDS = {
	render: (args: string[], root: string) => renderCommand([...args, root]),
	check: (args: string[], root: string) =>
		checkCommand([...args, root], nobody),
	diff: (args: string[], root: string) =>
		diffCommand([...args, packageOf({}), root], nobody),
	explain: (args: string[], root: string) =>
		explainCommand([...args, "10.0.1.1", root], nobody),
	picture: (args: string[], root: string) =>
		pictureCommand([...args, root], nobody),
};

/** Nodes in a table of an earlier run that are gone are more than the limit allows. */
const EARLIER = clusterPool({}, 6);
const shrunk = () => {
	const root = packageOf({
		"a.yaml": configText(),
		"prod.yaml": snapshotText(EARLIER),
	});
	assert.is(renderCommand(["--in-place", root]).exitCode, 0);
	return packageOf({ "prod.yaml": snapshotText(clusterPool({}, 3)) }, root);
};

const test = suite("--set and --only");

test("--set changes a setting for one run, in place of the configured one", async () => {
	const root = shrunk();
	const limited = await checkCommand([root], nobody);
	assert.match(limited.stdout, "too-many-removed-routes");
	assert.is(limited.exitCode, 1);
	const raised = ["--set", "limits.maxRemovedRoutes=60%"];
	for (const run of [
		COMMANDS.check,
		COMMANDS.render,
		COMMANDS.explain,
		COMMANDS.picture,
	]) {
		const { exitCode, stderr } = await run(raised, root);
		assert.is(exitCode, 0, stderr.join("\n"));
	}
	assert.is((await checkCommand([root], nobody)).exitCode, 1);
});

test("--set stands in for what an entry of spec.clusters says", () => {
	const root = packageOf({
		"a.yaml": configText({
			namespace: "all",
			clusters: [{ name: "prod", namespace: "its-own", sctp: "Enabled" }],
		}),
		"prod.yaml": snapshotText(clusterPool()),
	});
	const set = (...pairs: string[]) =>
		renderCommand([...pairs.flatMap((pair) => ["--set", pair]), root]).stdout;
	assert.match(set(), /namespace: its-own[\s\S]*enable-sctp: "true"/);
	const changed = set("namespace=other", "sctp=Auto", "vrfContext.name=blue");
	assert.match(changed, "namespace: other");
	assert.match(changed, "{name: blue,");
	assert.not.match(changed, /its-own|enable-sctp/);
});

/** What the configuration refuses, by its own words. */
const REFUSED = [
	[
		"limits.maxRemovedRoutes=150%",
		'--set limits.maxRemovedRoutes is the string "150%"',
	],
	[
		"limits.minNodes=few",
		'--set limits.minNodes is the string "few"; want an integer',
	],
	["sctp=on", "want one of Auto, Enabled, Disabled"],
	["limits.maxRemovedRoute=1", "did you mean limits.maxRemovedRoutes?"],
	["nextHop.cidrs=10.0.0.0/8,ten", '"ten"; want a CIDR such as 10.4.0.0/14'],
	["output.directory=../up", '--set output.directory is "../up"'],
	["checks.no-routes=off", "clusters and checks need a typed AviRoutes"],
	["sctp", "--set sctp: want KEY=VALUE"],
	["=x", "--set =x: want KEY=VALUE"],
	["__proto__=x", "--set __proto__ is not a known field"],
] as const;

for (const [setting, says] of REFUSED)
	for (const [name, run] of Object.entries(COMMANDS))
		test(`${name} refuses --set ${setting}`, async () => {
			const args = ["--set", setting];
			const { exitCode, stdout, stderr } = await run(
				args,
				"examples/quickstart",
			);
			assert.equal([exitCode, stdout], [2, ""]);
			assert.match(stderr[0] ?? "", says);
			assert.not.match(stderr[0] ?? "", "data.");
		});

test("a setting is given once", () => {
	const twice = ["--set", "sctp=Auto", "--set", "sctp=Enabled"];
	const { exitCode, stderr } = renderCommand([...twice, "examples/fleet"]);
	assert.is(exitCode, 2);
	assert.match(stderr[0] ?? "", "--set sctp is given twice; give it once");
});

test("the function takes settings too", () => {
	const input = readFileSync("fixtures/cluster-pool/input.yaml");
	const run = (...args: string[]) =>
		spawnSync(PROGRAM, args, { input, encoding: "utf8" });
	assert.match(run("--set", "namespace=mine").stdout, "namespace: mine");
	assert.not.match(run().stdout, "namespace: mine");
	const wrong = run("function", "--set", "sctp=on");
	assert.equal([wrong.status, wrong.stdout], [2, ""]);
	assert.match(wrong.stderr, "--set sctp is the string");
});

const text = ({
	stdout,
	stderr,
}: {
	stdout: string;
	stderr: readonly string[];
}) => [stdout, ...stderr].join("\n");

for (const [name, run] of Object.entries(COMMANDS)) {
	test(`${name} --only is about one cluster`, async () => {
		const ran = await run(["--only", "prod-west"], "examples/fleet");
		// Neither cluster has the address that is asked for.
		const exitCodes = { render: 0, check: 0, diff: 1, explain: 1, picture: 0 };
		assert.is(ran.exitCode, exitCodes[name as keyof typeof exitCodes]);
		assert.match(text(ran), "prod-west");
		assert.not.match(text(ran), "prod-east");
	});

	test(`${name} --only names the clusters that there are`, async () => {
		const { exitCode, stderr } = await run(
			["--only", "prod"],
			"examples/fleet",
		);
		assert.is(exitCode, 2);
		assert.match(
			stderr[0] ?? "",
			/^error: --only prod: unknown cluster; known: prod-east, prod-west$/,
		);
	});
}

test("check --only counts what it shows", async () => {
	const bad = clusterPool({
		ciliumNodes: { 1: { podCIDRs: ["10.0.2.0/24"] } },
	});
	const root = packageOf({
		"a.yaml": configText(),
		"good.yaml": snapshotText(clusterPool({ akoConfig: undefined }), "good"),
		"bad.yaml": snapshotText({ ...bad, akoConfig: undefined }, "bad"),
	});
	const only = (name: string) => checkCommand(["--only", name, root], nobody);
	assert.is((await only("bad")).exitCode, 1);
	const good = await only("good");
	assert.is(good.exitCode, 0, good.stdout);
	assert.match(good.stdout, "in 1 cluster, 3 routes");
	// What is wrong with one cluster is no reason to keep another one's routes back.
	const render = renderCommand(["--only", "good", root]);
	assert.is(render.exitCode, 0, render.stderr.join("\n"));
	assert.not.match(render.stdout, "clusterName: bad");
	assert.is(renderCommand(["--only", "bad", root]).exitCode, 1);
	assert.is(renderCommand([root]).exitCode, 1);
});

test("render --only leaves the outputs of others, with and without their labels", () => {
	const names = ["east", "gone", "north", "west"];
	const cluster = clusterPool({ akoConfig: undefined });
	const root = packageOf({
		"a.yaml": configText(),
		...Object.fromEntries(
			names.map((name) => [`${name}.yaml`, snapshotText(cluster, name)]),
		),
	});
	assert.is(renderCommand(["--in-place", root]).exitCode, 0);
	const table = (name: string) => `avi-routes/${name}/route-table.yaml`;
	const unlabelled = readFileSync(join(root, table("west")), "utf8").replace(
		/ +avi-routes.dev\/cluster: .*\n/g,
		"",
	);
	packageOf({ [table("west")]: unlabelled, "gone.yaml": "# nothing\n" }, root);
	assert.is(renderCommand([root]).exitCode, 1);
	const { exitCode, stderr } = renderCommand(["--only", "east", root]);
	assert.is(exitCode, 0, stderr.join("\n"));
	assert.not.match(
		stderr.join("\n"),
		/gone|removed|cluster west is|cluster west:/,
	);
});

test("the plugin's parameter only is called by its name", () => {
	const environment = (name: string, string: string) => ({
		ARGOCD_APP_PARAMETERS: JSON.stringify([{ name, string }]),
	});
	const plugin = (name: string, value: string) =>
		renderCommand(["--argocd", "examples/fleet"], environment(name, value));
	for (const [name, value, says] of [
		["only", "prod", "the parameter only prod: unknown cluster"],
		["sctp", "on", 'the parameter sctp is the string "on"'],
		[
			"sctpp",
			"on",
			"the parameter sctpp is not a known field; did you mean sctp?",
		],
		["sctp", "Auto", "render one cluster at a time with the parameter only"],
	] as const) {
		const { exitCode, stderr } = plugin(name, value);
		assert.ok(exitCode > 0);
		assert.match(stderr.join("\n"), says);
		assert.not.match(stderr.join("\n"), "--only");
	}
	assert.is(plugin("only", "prod-west").exitCode, 0);
});

const inFolder = (name: string) => ({
	[`${name}/Kptfile`]:
		"apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: a}\n",
	[`${name}/avi-routes.yaml`]: configText(),
	[`${name}/snapshot.yaml`]: snapshotText(
		clusterPool({ akoConfig: undefined }),
		name,
	),
});

test("a folder of packages says how to go on, and --all renders each", () => {
	const root = packageOf({ ...inFolder("a"), ...inFolder("b") });
	const { exitCode, stderr } = renderCommand([root]);
	assert.is(exitCode, 2);
	assert.match(
		stderr[0] ?? "",
		`${root} has no cluster, but packages below it have (${root}/a and 1 more); render one of these folders, or all of them with --all`,
	);
	const all = renderCommand(["--all", root]);
	assert.is(all.exitCode, 0);
	assert.match(all.stdout, /clusterName: a[\s\S]*clusterName: b/);
	assert.match(all.stderr[0] ?? "", "6 static routes for 2 clusters");
	const to = packageOf({});
	const files = renderCommand(["--all", "-o", "dir", "--to", to, root]);
	assert.match(files.stdout, `${to}/b/avi-routes/b/route-table.yaml`);
	const written = renderCommand(["--all", "--in-place", root]);
	assert.match(written.stderr.join("\n"), `wrote ${root}/a/avi-routes/a/`);
	const again = renderCommand(["--all", "--in-place", root]);
	assert.match(again.stderr[0] ?? "", "no file changed");
	assert.ok(readFileSync(join(root, "b/avi-routes/b/route-table.yaml")));
});

test.run();
