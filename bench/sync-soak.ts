// Lets the sync controller run for many cycles over 200 tables of 1,000 routes in 20 VRF contexts, and says what it costs:
// node scripts/bench.mjs sync-soak [--cycles N] [--tables N]
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { AviController } from "../test/avi/controller.ts";
import { credentialFiles } from "../test/avi/run-sync.ts";
import { serveAvi } from "../test/avi/server.ts";
import {
	AKO_IS_OFF,
	aviRoute,
	type Ends,
	routeTable,
} from "../test/avi/tables.ts";
import { writeKubeconfig } from "../test/kube/kubeconfig-file.ts";
import { scratchFolder } from "../test/kube/run-snapshot.ts";
import {
	type Content,
	makeCertificates,
	send,
	startStandIn,
} from "../test/kube/stand-in.ts";
import { PROGRAM } from "../test/support/dist.ts";
import type { AnyResource } from "../test/support/function-run.ts";

const { values } = parseArgs({
	options: {
		cycles: { type: "string", default: "2000" },
		tables: { type: "string", default: "200" },
	},
});
const [CYCLES, TABLES] = [Number(values.cycles), Number(values.tables)];
const NODE_OPTIONS = "--max-old-space-size=160 --max-semi-space-size=2";
const [VRFS, ROUTES] = [20, 1000];
const LIST =
	"/apis/avi-routes.dev/v1alpha1/namespaces/avi-system/aviroutetables";

const vrfOf = (table: number) => `vrf-${table % VRFS}`;
const nameOf = (table: number) => `cluster-${table}`;

function endsOf(table: number): Ends[] {
	return Array.from({ length: ROUTES }, (_, i) => [
		`10.${table}.${i >> 8}.${i & 255}/32`,
		`172.16.${i >> 8}.${i & 255}`,
		`worker-${i}`,
	]);
}

const tables = Array.from({ length: TABLES }, (_, i) => ({
	...routeTable(endsOf(i), {
		cluster: nameOf(i),
		metadata: {
			name: nameOf(i),
			uid: `uid-${i}`,
			generation: 1,
			...AKO_IS_OFF,
		},
		spec: {
			vrfContext: { name: vrfOf(i), cloud: "Default-Cloud", tenant: "admin" },
		},
	}),
}));

const avi = new AviController();
avi.objects.routeLimit = 100_000;
for (let vrf = 0; vrf < VRFS; vrf++)
	avi.addVrf(`vrf-${vrf}`, "Default-Cloud", {
		static_routes: tables.flatMap((_, i) =>
			i % VRFS === vrf
				? endsOf(i).map((ends) => aviRoute(ends, nameOf(i)))
				: [],
		),
	});

const content: Content = {
	[LIST]: tables as unknown as AnyResource[],
	...Object.fromEntries(
		tables.map((table) => [`${LIST}/${table.metadata.name}`, table]),
	),
};

/** Requests to the API server, and the polls among them. */
const kube = { requests: 0, polls: 0 };

const wait = (milliseconds: number) =>
	new Promise((done) => setTimeout(done, milliseconds));

/** CPU seconds and megabytes of a process. */
function costOf(pid: number) {
	const fields =
		readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	const megabytes = (name: string) =>
		Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
	return {
		cpu: (Number(fields[11]) + Number(fields[12])) / 100,
		now: megabytes("VmRSS"),
		peak: megabytes("VmHWM"),
	};
}

async function main(): Promise<void> {
	const certificates = makeCertificates();
	const server = await startStandIn(certificates, content, (seen, response) => {
		kube.requests++;
		if (seen.method !== "GET") {
			send(response, 200, {});
			return true;
		}
		if (seen.path !== LIST) return false;
		kube.polls++;
		send(response, 200, {
			kind: "PartialObjectMetadataList",
			metadata: { resourceVersion: "1" },
			items: tables.map(({ metadata }) => ({ metadata })),
		});
		return true;
	});
	const served = await serveAvi(avi);
	const kubeconfig = writeKubeconfig(scratchFolder(), certificates, {
		soak: server.url,
	});
	const child = spawn(
		process.execPath,
		[
			...[PROGRAM, "sync", `--kubeconfig=${kubeconfig}`],
			...[`--avi-url=${served.url}`, `--avi-credentials=${credentialFiles()}`],
			...[
				"--ako-check=off",
				"--listen=off",
				"--poll=20ms",
				"--drift-interval=20ms",
			],
			...tables.map(({ metadata }) => `--cluster-name=${metadata.name}`),
		],
		{
			stdio: ["ignore", "ignore", "inherit"],
			// As deploy/sync sets it.
			env: { ...process.env, NODE_OPTIONS },
		},
	);
	const pid = child.pid as number;
	process.on("exit", () => child.kill("SIGKILL"));
	const say = (line: string) => process.stdout.write(`${line}\n`);
	const gets = () => avi.log.length;
	// Until nothing but looks at the VRF contexts is asked for.
	for (let last = -1; ; ) {
		await wait(2000);
		const full = avi.log.filter(({ path }) => !path.includes("fields=")).length;
		if (full === last && full >= TABLES) break;
		last = full;
	}
	const started = costOf(pid);
	say(
		`adopted ${TABLES * ROUTES} routes with ${avi.writes.length} writes: ${started.cpu.toFixed(1)} s of CPU, ${started.peak.toFixed(0)} MB at most`,
	);

	const first = { polls: kube.polls, requests: kube.requests + gets() };
	const memory: number[] = [];
	const before = costOf(pid);
	while (kube.polls - first.polls < CYCLES) {
		await wait(1000);
		memory.push(costOf(pid).now);
	}
	const cycles = kube.polls - first.polls;
	const after = costOf(pid);
	const each = (kube.requests + gets() - first.requests) / cycles;
	const cpu = (after.cpu - before.cpu) / cycles;
	const middle = (list: readonly number[]) =>
		[...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
	const quarter = Math.max(1, memory.length >> 2);
	const [early, late] = [
		middle(memory.slice(0, quarter)),
		middle(memory.slice(-quarter)),
	];
	say(
		`${cycles} cycles with nothing to do: ${each.toFixed(1)} requests and ${(cpu * 1000).toFixed(0)} ms of CPU each`,
	);
	say(
		`memory: ${early.toFixed(0)} MB in the first quarter, ${late.toFixed(0)} MB in the last, ${after.peak.toFixed(0)} MB at most`,
	);

	const table = tables[0] as (typeof tables)[number];
	const changed = Object.assign(table, {
		...routeTable(endsOf(0).slice(1), {
			cluster: nameOf(0),
			spec: { vrfContext: table.spec.vrfContext },
		}),
		metadata: { ...table.metadata, generation: 2 },
	});
	content[`${LIST}/${nameOf(0)}`] = changed;
	const start = performance.now();
	while (avi.writes.length === 0) await wait(20);
	// With the default --poll of 10 s it waits that much longer at most.
	const written = (performance.now() - start) / 1000 + 10;
	say(
		`a changed table is written within ${written.toFixed(1)} s, with the default --poll of 10 s`,
	);
	child.kill("SIGTERM");
	await new Promise((done) => child.on("exit", done));
	served.stop();
	server.stop();
	const isGood =
		each <= 40 &&
		cpu <= 1 &&
		after.peak < 200 &&
		late < early * 1.1 + 5 &&
		written <= 15 &&
		avi.violations.length === 0;
	say(isGood ? "soak: passed" : "soak: FAILED");
	process.exitCode = isGood ? 0 : 1;
}

void main();
