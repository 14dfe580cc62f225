import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { printYaml } from "../../src/text/print-yaml.ts";
import { runTool, scratchFolder } from "../kube/run-snapshot.ts";
import { makeCertificates } from "../kube/stand-in.ts";
import { ACCOUNT, AviController } from "./controller.ts";
import { credentialFiles, runSync } from "./run-sync.ts";
import { serveAvi } from "./server.ts";
import { aviRoute, type Ends, routeTable } from "./tables.ts";

const A: Ends = ["10.0.1.0/24", "192.168.0.11", "worker-1"];
const B: Ends = ["10.0.2.0/24", "192.168.0.12", "worker-2"];
const C: Ends = ["10.0.3.0/24", "192.168.0.13", "worker-3"];

const certificates = makeCertificates();

/** A dry run against a controller that has these routes; no write may be sent, whatever comes of it. */
async function dryRun(
	routes: readonly object[],
	tables: readonly object[],
	{
		args = [] as readonly string[],
		prepare = (_: AviController) => undefined as unknown,
		files = {} as Readonly<Record<string, string | undefined>>,
		isPlain = false,
	} = {},
) {
	const avi = new AviController();
	avi.edit({ static_routes: routes });
	prepare(avi);
	const served = await serveAvi(avi, isPlain ? undefined : certificates);
	const credentials = credentialFiles({
		certificateAuthorityData: certificates.server.cert,
		...files,
	});
	const ran = await runSync(served.url, tables, ["--dry-run", ...args], {
		credentials,
	});
	served.stop();
	assert.equal(avi.writes, []);
	for (const secret of [ACCOUNT.password, "token-that", "csrf-", "session-"])
		assert.not.ok((ran.stdout + ran.stderr).includes(secret), ran.stderr);
	return { ...ran, avi, log: avi.log };
}

const test = suite("sync --dry-run");

test("nothing to change: exit code 0", async () => {
	const other = aviRoute(C, null);
	const own = [aviRoute(A), aviRoute(B)];
	const ran = await dryRun([other, ...own], [routeTable([A, B])]);
	assert.is(ran.code, 0, ran.stderr);
	assert.is(ran.stdout, "no change\n");
});

test("what would change in Avi, in the words of diff: exit code 1", async () => {
	const live = [aviRoute([A[0], "192.168.0.99"]), aviRoute(B), aviRoute(C)];
	const ran = await dryRun(live, [
		routeTable([A, B, ["10.0.4.0/24", "1.2.3.4"]]),
	]);
	assert.is(ran.code, 1, ran.stderr);
	assert.is(
		ran.stdout,
		`cluster prod-east: +1 ~1 -1 routes (67% of 3)
  - 10.0.3.0/24  was via 192.168.0.13 (route_id prod-east-id-10.0.3.0/24)
  ~ 10.0.1.0/24  next hop 192.168.0.99 -> 192.168.0.11 (worker-1)
  + 10.0.4.0/24  is via 1.2.3.4 (worker)

+1 ~1 -1 routes (67% of 3) in 1 cluster
`,
	);
	assert.match(ran.stderr, "note: prod-east: AKOActive: ");
});

test("Observe: what AKO holds and the files do not", async () => {
	const ran = await dryRun(
		[aviRoute(A), aviRoute(C)],
		[routeTable([A, B], { policy: "Observe" })],
	);
	assert.is(ran.code, 1, ran.stderr);
	assert.match(ran.stdout, "- 10.0.3.0/24  was via");
	assert.match(ran.stderr, "AKO owns the routes of cluster prod-east");
});

test("JSON for programs", async () => {
	const ran = await dryRun([aviRoute(A)], [routeTable([A, B])], {
		args: ["-o", "json"],
	});
	const { groups } = JSON.parse(ran.stdout);
	assert.is(groups[0].inSync, false);
	assert.equal(groups[0].drift.missing, 1);
	assert.is(groups[0].ready.reason, "AKOActive");
	assert.equal(groups[0].routes[0].after.node, "worker-2");
});

for (const [what, input] of [
	[
		"a List of kubectl's, as JSON",
		(table: object) =>
			JSON.stringify(
				{
					apiVersion: "v1",
					kind: "List",
					items: [table],
					metadata: { resourceVersion: "" },
				},
				null,
				4,
			),
	],
	[
		"a List of kubectl's, as YAML",
		(table: object) =>
			printYaml({
				apiVersion: "v1",
				items: [{ ...table, status: { observedGeneration: 3 } }],
				kind: "List",
				metadata: {},
			}),
	],
	[
		"YAML with CRLF",
		(table: object) => printYaml(table).replaceAll("\n", "\r\n"),
	],
] as const)
	test(`reads ${what}`, async () => {
		const avi = new AviController();
		const served = await serveAvi(avi);
		const ran = await runTool(
			[
				...["sync", "--dry-run", "--from=-", "--avi-url", served.url],
				...["--avi-credentials", credentialFiles()],
			],
			{ input: input(routeTable([A, B])) },
		);
		served.stop();
		assert.is(ran.code, 1, ran.stderr);
		assert.match(ran.stdout, "cluster prod-east: +2 ~0 -0 routes");
	});

test("a List that is only a part is refused", async () => {
	const list = {
		apiVersion: "v1",
		kind: "List",
		items: [routeTable([A])],
		metadata: { continue: "x" },
	};
	const args = ["sync", "--dry-run", "--from=-", "--avi-url=avi"];
	const ran = await runTool(args, { input: JSON.stringify(list) });
	assert.is(ran.code, 2);
	assert.match(ran.stderr, "the List is incomplete");
});

test("the rendered files of a folder", async () => {
	const folder = join(scratchFolder(), "out");
	mkdirSync(join(folder, "avi-routes", "prod-east"), { recursive: true });
	const rendered = await runTool(["render", "examples/quickstart"]);
	writeFileSync(join(folder, "avi-routes/prod-east/all.yaml"), rendered.stdout);
	const avi = new AviController();
	avi.addVrf("vrf-k8s", "vcenter-east");
	const served = await serveAvi(avi);
	const ran = await runTool([
		...["sync", "--dry-run", "--from", folder, "--avi-url", served.url],
		...["--avi-credentials", credentialFiles()],
	]);
	served.stop();
	assert.is(ran.code, 1, ran.stderr);
	assert.match(ran.stdout, "cluster prod-east: +8 ~0 -0 routes");
	assert.match(ran.stdout, "+ fd00:10::200/120  is via fd11::10 (control-1)");
	assert.equal(avi.writes, []);
});

test("the requests: a login, the VRF by name and cloud, and then by uuid", async () => {
	const { log } = await dryRun([], [routeTable([A])]);
	assert.equal(
		log.map(({ method, path }) => `${method} ${path.replace(/\?.*/, "")}`),
		[
			"POST /login",
			"GET /api/vrfcontext",
			"GET /api/vrfcontext/vrfcontext-4",
			"GET /api/systemlimits",
		],
	);
	const [, find, get] = log;
	assert.match(String(find?.path), "cloud_ref.name=Default-Cloud");
	assert.is(get?.headers["x-avi-version"], "30.2.1");
	assert.is(get?.headers["x-avi-tenant"], "admin");
	assert.is(get?.headers["x-avi-useragent"], "avi-routes/0.1.0");
});

for (const [what, options, says] of [
	[
		"a wrong password",
		{ files: { password: "wrong" } },
		/Unauthorized: Avi does not accept the login of --avi-credentials \(401: "Invalid credentials"\); .*once more after a minute/,
	],
	["no username", { files: { username: undefined } }, /username is absent/],
	[
		"no password",
		{ files: { password: undefined } },
		/neither a password nor an authtoken/,
	],
	[
		"a certificate of somebody else",
		{ files: { certificateAuthorityData: certificates.other.cert } },
		/TLS can't be verified; put its authority into certificateAuthorityData/,
	],
	[
		"no authority",
		{ files: { certificateAuthorityData: undefined } },
		/TLS can't be verified/,
	],
	[
		"a broken authority",
		{ files: { certificateAuthorityData: "nonsense" } },
		/certificateAuthorityData is not a certificate/,
	],
	[
		"another name in the certificate",
		{ args: ["--avi-tls-server-name=avi.example.com"] },
		/TLS can't be verified/,
	],
	[
		"no such VRF",
		{
			prepare: (avi: AviController) => avi.edit({ name: "renamed" }),
		},
		/VRFNotFound: Avi has no VRF context global in cloud Default-Cloud/,
	],
	[
		"two VRFs of that name",
		{
			prepare: (avi: AviController) => avi.addVrf("global", "Default-Cloud"),
		},
		/VRFAmbiguous: Avi has 2 VRF contexts global/,
	],
	[
		"an upgrade",
		{
			prepare: ({ faults }: AviController) =>
				faults.push({
					path: /vrfcontext\?/,
					answer: {
						status: 403,
						body: { error: "Configuration is disallowed during upgrade" },
					},
				}),
		},
		/UpgradeInProgress/,
	],
	[
		"no right to read",
		{
			prepare: ({ faults }: AviController) =>
				faults.push({
					path: /vrfcontext/,
					answer: { status: 403, body: "<html><b>no\u001b[31m</b> way" },
				}),
		},
		/Unauthorized: the account may not do this.*403: "no \[31m way"/,
	],
	[
		"a reset connection",
		{
			prepare: ({ faults }: AviController) =>
				faults.push({ path: /vrfcontext/, lost: "before" }),
		},
		/AviUnreachable: the connection was reset/,
	],
	[
		"a login page instead of an answer",
		{
			prepare: ({ faults }: AviController) =>
				faults.push({
					path: /vrfcontext/,
					answer: { status: 200, body: "<html>log in</html>" },
				}),
		},
		/not a JSON object; is there a login page/,
	],
] as const)
	test(`${what}: exit code 2`, async () => {
		const ran = await dryRun([aviRoute(A)], [routeTable([A])], options);
		assert.is(ran.code, 2, ran.stdout);
		assert.match(ran.stderr, says);
	});

test("an unknown tenant", async () => {
	const vrfContext = { name: "global", cloud: "Default-Cloud", tenant: "x" };
	const ran = await dryRun([], [routeTable([A], { spec: { vrfContext } })]);
	assert.is(ran.code, 2);
	assert.match(ran.stderr, /correct vrfContext.tenant.*Tenant 'x' does not/);
});

test("a session that has ended, or is ended, is opened anew once", async () => {
	const ended = { status: 401, body: { error: "session expired" } };
	for (const status of [401, 419]) {
		const { code, avi } = await dryRun([aviRoute(A)], [routeTable([A])], {
			prepare: ({ faults }) =>
				faults.push({
					path: /vrfcontext-/,
					times: 1,
					answer: { ...ended, status },
				}),
		});
		assert.is(code, 0);
		assert.is(avi.accounts.opened, 2);
	}
	const { code, stderr, avi } = await dryRun([], [routeTable([A])], {
		prepare: ({ faults }) => faults.push({ path: /vrfc/, answer: ended }),
	});
	assert.is(code, 2);
	assert.match(stderr, "Unauthorized: Avi rejects the session");
	assert.is(avi.accounts.opened, 2);
});

test("a busy controller is asked again", async () => {
	const { code, log } = await dryRun([aviRoute(A)], [routeTable([A])], {
		prepare: ({ faults }) =>
			faults.push({
				path: /vrfcontext/,
				times: 2,
				answer: { status: 503, body: "busy" },
			}),
	});
	assert.is(code, 0);
	assert.is(log.filter(({ status }) => status === 503).length, 2);
});

test("an authtoken counts before a password", async () => {
	const files = { password: "old", authtoken: ACCOUNT.token };
	const { code, stderr } = await dryRun([], [routeTable([])], { files });
	assert.is(code, 0, stderr);
});

test("insecure on purpose, with a warning", async () => {
	const { code, stderr } = await dryRun([], [routeTable([])], {
		files: { certificateAuthorityData: undefined },
		args: ["--avi-insecure-skip-verify"],
	});
	assert.is(code, 0, stderr);
	assert.match(stderr, /^warning: --avi-insecure-skip-verify is set/m);
});

test("http to this machine", async () => {
	assert.is((await dryRun([], [routeTable([])], { isPlain: true })).code, 0);
});

for (const [args, says] of [
	[
		["--avi-url=http://avi.example.com"],
		/would send the password in the clear/,
	],
	[["--avi-url=https://me:secret@avi"], /holds a user or password/],
	[["--avi-url=https://avi/api"], /has a path/],
	[["--avi-url=::"], /is not a URL/],
	[[], /--from needs --avi-url/],
	[
		["--avi-url=avi", "--avi-version=new"],
		/--avi-version new is not a version/,
	],
	[["--avi-url=avi", "--cluster-name=x"], /no table of this cluster/],
] as const)
	test(`${args.join(" ")} is refused`, async () => {
		const ran = await runTool(["sync", "--dry-run", "--from=-", ...args], {
			input: JSON.stringify(routeTable([A])),
		});
		assert.is(ran.code, 2);
		assert.match(ran.stderr, says);
	});

for (const [what, input, says] of [
	[
		"no table",
		"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
		/no AviRouteTable in -.*avi-routes render DIR/,
	],
	[
		"a table with an unknown field",
		JSON.stringify(routeTable([A], { spec: { rotues: [] } })),
		/spec.rotues is not a known field; did you mean/,
	],
	["text", "nonsense", /holds no Kubernetes object/],
] as const)
	test(`${what} is refused`, async () => {
		const args = ["--dry-run", "--from=-", "--avi-url=avi"];
		const ran = await runTool(["sync", ...args], { input });
		assert.is(ran.code, 2);
		assert.match(ran.stderr, says);
	});

test.run();
