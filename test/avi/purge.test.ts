import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runTool } from "../kube/run-snapshot.ts";
import { PROGRAM } from "../support/dist.ts";
import { hasTerminals, onTerminal } from "../support/terminal.ts";
import { AviController } from "./controller.ts";
import { credentialFiles } from "./run-sync.ts";
import { serveAvi } from "./server.ts";
import { aviRoute, type Ends, routesIn } from "./tables.ts";

const ends = (count: number): Ends[] =>
	Array.from({ length: count }, (_, i) => [`10.0.${i}.0/24`, `192.168.0.${i}`]);

const OWN = ends(3).map((one) => aviRoute(one));
const HAND = aviRoute(["10.99.0.0/16", "192.168.9.9"], null, { future: [1] });
const WEST = aviRoute(["10.98.0.0/16", "192.168.9.9"], "prod-east-2");
const LIVE = [HAND, ...OWN, WEST];

interface Purge {
	readonly live?: readonly object[];
	readonly prepare?: (avi: AviController) => void;
	/** Runs it on a terminal, where this is typed. */
	readonly typed?: string;
}

/** Runs `sync --purge` against a stand-in with these routes. */
async function purge(
	args: readonly string[],
	{ live = LIVE, prepare = () => undefined, typed }: Purge = {},
) {
	const avi = new AviController();
	avi.edit({ static_routes: live, future_field: "kept" });
	prepare(avi);
	const served = await serveAvi(avi);
	const argv = [
		...["sync", "--purge", "prod-east", `--avi-url=${served.url}`],
		...[`--avi-credentials=${credentialFiles()}`, ...args],
	];
	const ran =
		typed === undefined
			? await runTool(argv)
			: await shown([process.execPath, PROGRAM, ...argv].join(" "), typed);
	served.stop();
	assert.equal(avi.violations, []);
	assert.is(avi.vrf().future_field, "kept");
	return { ...ran, avi, puts: avi.writes.length };
}

/** What a terminal shows is all in stdout; the exit code is its last line. */
async function shown(command: string, typed: string) {
	const text = await onTerminal(`${command}; echo "exit code $?"`, {
		typed: { after: "to remove them: ", text: typed },
	});
	const code = Number(/exit code (\d)/.exec(text)?.[1]);
	return { code, stdout: text, stderr: "" };
}

const test = suite("sync --purge");

test("removes all routes of the cluster, and none of another's", async () => {
	const ran = await purge(["--confirm=prod-east"]);
	assert.is(ran.code, 1, ran.stderr);
	assert.is(ran.puts, 1);
	assert.equal(ran.avi.routes(), [HAND, WEST]);
	assert.match(ran.stdout, "cluster prod-east: +0 ~0 -3 routes");
});

test("without a terminal and without the name again it prints the plan, and removes nothing", async () => {
	const ran = await purge([]);
	assert.is(ran.code, 2);
	assert.is(ran.puts, 0);
	assert.match(ran.stdout, "-3 routes");
	assert.match(ran.stderr, "add --confirm prod-east");
});

test("a dry run prints the plan", async () => {
	const ran = await purge(["--dry-run", "--confirm=prod-east"]);
	assert.is(ran.code, 1);
	assert.is(ran.puts, 0);
	assert.match(ran.stdout, "-3 routes");
});

test("where there is nothing, nobody is asked", async () => {
	const ran = await purge([], { live: [HAND, WEST] });
	assert.is(ran.code, 0, ran.stderr);
	assert.is(ran.stdout, "no change\n");
	assert.match(
		ran.stderr,
		"note: VRF context admin/Default-Cloud/global has no route with the label clustername=prod-east; if it should, correct --purge",
	);
	assert.is(ran.puts, 0);
});

test("a VRF context that is not there is an error, and nobody is asked", async () => {
	const ran = await purge(["--vrf-context=admin/Default-Cloud/other"]);
	assert.is(ran.code, 2);
	assert.match(ran.stderr, "error: prod-east: VRFNotFound");
});

test("several VRF contexts", async () => {
	const ran = await purge(
		[
			...["--confirm=prod-east", "--vrf-context=admin/Default-Cloud/global"],
			"--vrf-context=admin/vcenter/lab",
		],
		{ prepare: (avi) => avi.addVrf("lab", "vcenter", { static_routes: OWN }) },
	);
	assert.is(ran.code, 1, ran.stderr);
	assert.is(ran.puts, 2);
	assert.match(ran.stdout, "6 routes");
});

test("somebody else writes in between: both get what they want", async () => {
	const later = aviRoute(["10.97.0.0/16", "192.168.9.9"], null);
	const ran = await purge(["--confirm=prod-east"], {
		prepare: (avi) =>
			avi.faults.push({
				method: "PUT",
				times: 1,
				meanwhile: () => avi.edit({ static_routes: [...LIVE, later] }),
			}),
	});
	assert.is(ran.code, 1, ran.stderr);
	assert.equal(ran.avi.routes(), [HAND, WEST, later]);
});

test("routes that were not in the plan are not removed, and neither are the others", async () => {
	const late = aviRoute(["10.0.77.0/24", "192.168.0.77"]);
	const ran = await purge(["--confirm=prod-east"], {
		prepare: (avi) =>
			avi.faults.push({
				method: "PUT",
				times: 1,
				meanwhile: () => avi.edit({ static_routes: [...LIVE, late] }),
			}),
	});
	assert.is(ran.code, 2);
	assert.is(routesIn(ran.avi.routes()).length, 4);
	assert.match(ran.stderr, "have changed since the plan was shown");
});

test("the answer is lost: nothing is removed twice", async () => {
	const ran = await purge(["--confirm=prod-east"], {
		prepare: (avi) =>
			avi.faults.push({ method: "PUT", times: 1, lost: "after" }),
	});
	assert.is(ran.code, 1, ran.stderr);
	assert.is(ran.puts, 1);
	assert.equal(ran.avi.routes(), [HAND, WEST]);
});

for (const route_id of [
	"prod-east-00000000-0000-4000-8000-000000000001-3",
	"prod-east-3",
])
	test(`says that ids are AKO's: ${route_id}`, async () => {
		const live = [
			aviRoute(["10.0.1.0/24", "1.1.1.1"], "prod-east", { route_id }),
		];
		const ran = await purge(["--confirm=prod-east"], { live });
		assert.is(ran.code, 1);
		assert.match(ran.stderr, "warning: 1 route has an id that AKO gave;");
	});

for (const [args, says] of [
	[["--confirm=prod-west"], "is not the cluster of --purge prod-east"],
	[["--once"], "--purge reads no tables"],
	[["--from=."], "--purge reads no tables"],
	[["--cluster-name=prod-east"], "--purge reads no tables"],
	[["--vrf-context=global"], "want TENANT/CLOUD/NAME"],
	[["--vrf-context=a/b/c/d"], "want TENANT/CLOUD/NAME"],
] as const)
	test(`refuses ${args}`, async () => {
		const ran = await purge(args);
		assert.is(ran.code, 2);
		assert.equal(ran.avi.log, []);
		assert.match(ran.stderr, says);
	});

test("--confirm alone, and --purge without an address", async () => {
	for (const [args, says] of [
		[["--confirm=a"], "are for --purge CLUSTER"],
		[["--purge=a"], "--purge needs --avi-url"],
	] as const) {
		const ran = await runTool(["sync", ...args]);
		assert.is(ran.code, 2);
		assert.match(ran.stderr, says);
	}
});

const terminalTest = hasTerminals("sync --purge") ? test : test.skip;

for (const [typed, code, left] of [
	["prod-east\n", 1, 0],
	["prod-eas\n", 2, 3],
	["\n", 2, 3],
	["\u0004", 2, 3],
] as const)
	terminalTest(
		`on a terminal the plan comes first; ${JSON.stringify(typed)}`,
		async () => {
			const ran = await purge([], { typed });
			assert.is(ran.code, code, ran.stdout);
			assert.is(routesIn(ran.avi.routes()).length, left);
			assert.match(
				ran.stdout,
				/-3 routes.*10\.0\.0\.0\/24.*Type the cluster's name to remove them/s,
			);
			if (left > 0) assert.match(ran.stdout, "nothing was removed");
		},
	);

test.run();
