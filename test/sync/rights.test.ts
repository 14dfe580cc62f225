import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { REASONS } from "../../src/sync/reasons.ts";
import { AviController } from "../avi/controller.ts";
import { credentialFiles } from "../avi/run-sync.ts";
import { serveAvi } from "../avi/server.ts";
import { type Ends, routeTable } from "../avi/tables.ts";
import { writeKubeconfig } from "../kube/kubeconfig-file.ts";
import { scratchFolder } from "../kube/run-snapshot.ts";
import {
	type Content,
	makeCertificates,
	type Seen,
	send,
	startStandIn,
} from "../kube/stand-in.ts";
import { PROGRAM } from "../support/dist.ts";
import type { AnyResource } from "../support/function-run.ts";

const A: Ends = ["10.0.1.0/24", "192.168.0.11"];
const TABLES =
	"/apis/avi-routes.dev/v1alpha1/namespaces/avi-system/aviroutetables";

const table = routeTable([A], {
	metadata: { uid: "u", generation: 1 },
	spec: { deletionPolicy: "Delete" },
});
const content: Content = {
	// As a list of metadata has it.
	[TABLES]: [
		{
			kind: "PartialObjectMetadata",
			metadata: table.metadata,
		} as unknown as AnyResource,
	],
	[`${TABLES}/prod-east`]: table,
	"/api/v1/namespaces/avi-system/configmaps/avi-k8s-config": {
		kind: "ConfigMap",
		metadata: { name: "avi-k8s-config", uid: "c" },
		data: { clusterName: "prod-east", disableStaticRouteSync: "true" },
	},
	"/apis/ako.vmware.com/v1alpha1/aviinfrasettings": [
		{
			apiVersion: "ako.vmware.com/v1alpha1",
			kind: "AviInfraSetting",
			metadata: { name: "telco" },
			spec: { seGroup: { name: "telco-group" } },
		} as unknown as AnyResource,
	],
	"/api/v1/namespaces/avi-system/pods": [
		{
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: "other" },
		} as unknown as AnyResource,
	],
};

/** Runs the controller until it has written to Avi and its Lease is released; what it asked the API server for. */
async function requests(): Promise<{
	seen: Seen[];
	log: string;
	avi: AviController;
	metrics: string;
}> {
	const certificates = makeCertificates();
	const leases: Content = {};
	const server = await startStandIn(certificates, content, (seen, response) => {
		const isLease = /\/leases\//.test(seen.path);
		if (isLease && seen.method === "GET" && leases[seen.path]) {
			send(response, 200, leases[seen.path] as object);
			return true;
		}
		if (seen.method === "GET") return false;
		if (seen.method === "POST" && /\/leases$/.test(seen.path))
			leases[`${seen.path}/avi-routes-sync`] = {
				metadata: { name: "avi-routes-sync" },
				spec: { holderIdentity: "" },
			};
		send(response, seen.method === "POST" ? 201 : 200, { metadata: {} });
		return true;
	});
	const avi = new AviController();
	const served = await serveAvi(avi);
	const kubeconfig = writeKubeconfig(scratchFolder(), certificates, {
		east: server.url,
	});
	const port = 20_000 + Math.floor(Math.random() * 20_000);
	const child = spawn(process.execPath, [
		...[PROGRAM, "sync", `--kubeconfig=${kubeconfig}`, "--leader-elect"],
		...[`--avi-url=${served.url}`, `--avi-credentials=${credentialFiles()}`],
		...["--poll=200ms", `--listen=127.0.0.1:${port}`],
	]);
	let log = "";
	child.stdout.on("data", (chunk) => {
		log += chunk;
	});
	child.stderr.on("data", (chunk) => {
		log += chunk;
	});
	const until = async (holds: () => boolean) => {
		for (let i = 0; i < 300 && !holds(); i++)
			await new Promise((done) => setTimeout(done, 100));
	};
	await until(() => avi.writes.length > 0);
	const renewals = () =>
		server.seen.filter(
			({ method, path }) => method === "PUT" && /leases/.test(path),
		).length;
	await until(() => renewals() > 0);
	const get = async (path: string) =>
		(await fetch(`http://127.0.0.1:${port}${path}`)).text();
	const metrics = await get("/metrics");
	assert.is(await get("/healthz"), "ok\n");
	assert.is(await get("/readyz"), "ok\n");
	child.kill("SIGTERM");
	const code = await new Promise((done) => child.on("close", done));
	assert.is(code, 0, log);
	server.stop();
	served.stop();
	return { seen: server.seen, log, avi, metrics };
}

const VERBS: Readonly<Record<string, string>> = {
	POST: "create",
	PUT: "update",
	PATCH: "patch",
};

/** What a request needs, as RBAC says it. */
function rightFor({ method, path }: Seen): string {
	const [, group = "", namespace, rest = ""] =
		/^\/(?:api|apis\/([^/]+))\/[^/]+\/(namespaces\/avi-system\/)?(.+)$/.exec(
			path,
		) ?? [];
	const [resource, name, sub] = rest.split("/");
	const verb = VERBS[method] ?? (name === undefined ? "list" : "get");
	const isNamed = /configmaps|statefulsets|leases/.test(resource ?? "");
	const what = sub === undefined ? resource : `${resource}/${sub}`;
	const kind = namespace === undefined ? "ClusterRole" : "Role";
	return [kind, group, what, isNamed ? (name ?? "") : "", verb].join(" ");
}

interface Role {
	readonly kind: string;
	readonly rules: readonly {
		readonly apiGroups: readonly string[];
		readonly resources: readonly string[];
		readonly resourceNames?: readonly string[];
		readonly verbs: readonly string[];
	}[];
}

const granted = (file: string) =>
	(loadAll(readFileSync(`deploy/sync/${file}`, "utf8")) as Role[])
		.filter(({ kind }) => /^(?:Cluster)?Role$/.test(kind))
		.flatMap(({ kind, rules }) => rules.map((rule) => ({ kind, ...rule })))
		.flatMap(({ kind, apiGroups, resources, resourceNames = [""], verbs }) =>
			apiGroups.flatMap((group) =>
				resources.flatMap((resource) =>
					resourceNames.flatMap((name) =>
						verbs.map((verb) => [kind, group, resource, name, verb].join(" ")),
					),
				),
			),
		);

const test = suite("the controller's rights, log and metrics");
const ran = requests();

test("the Roles grant what is asked for, and nothing else", async () => {
	const { seen } = await ran;
	const asked = [...new Set(seen.map(rightFor))].sort();
	const all = [
		...granted("role.yaml"),
		...granted("cluster-role.yaml"),
		...granted("role-deletion-policy.yaml"),
	];
	assert.equal(asked, all.sort());
});

test("the log is JSON, a line each, and holds nothing of a login", async () => {
	const { log } = await ran;
	const lines = log
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
	assert.ok(
		lines.some(({ msg, added }) => msg === "written to Avi" && added === 1),
		log,
	);
	for (const line of lines) assert.ok(line.ts && line.level && line.msg);
	assert.not.match(log, /password-that|csrf|session-|Bearer|token-that/);
});

test("the SE groups of AviInfraSettings are looked at, too", async () => {
	const { avi } = await ran;
	const asked = avi.log.map(({ path }) => path).join("\n");
	for (const name of ["Default-Group", "telco-group"])
		assert.match(asked, `serviceenginegroup?name=${name}&`);
});

test("metrics say what holds", async () => {
	const { metrics } = await ran;
	const labels = '{cluster="prod-east",vrf="admin/Default-Cloud/global"}';
	for (const line of [
		`avi_routes_in_sync${labels} 1`,
		`avi_routes_programmed${labels} 1`,
		`avi_routes_ready${labels} 1`,
		`avi_routes_delivered${labels} 0`,
		'avi_routes_put_total{code="200"} 1',
		'avi_routes_reconcile_total{result="Programmed"} 1',
		"avi_routes_avi_login_failures_total 0",
		'avi_routes_build_info{version="0.1.0"} 1',
	])
		assert.ok(metrics.split("\n").includes(line), `${line}\n${metrics}`);
});

test("alerts and the docs name metrics and reasons that there are", async () => {
	const { metrics } = await ran;
	const known = new Set(
		[...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name),
	);
	const rule = readFileSync("deploy/sync/prometheus-rule.yaml", "utf8");
	const names = [...rule.matchAll(/avi_routes_\w+/g)].map(([name]) => name);
	assert.ok(names.length >= 4);
	for (const name of names) assert.ok(known.has(name), name);
	const table = readFileSync("docs/sync.md", "utf8");
	for (const name of known)
		assert.ok(table.includes(`\`${name}\``), `${name} is not in the docs`);
	const page = readFileSync("docs/take-over.md", "utf8");
	for (const reason of Object.keys(REASONS))
		assert.ok(page.includes(`\`${reason}\``), `${reason} is not in the docs`);
});

test.run();
