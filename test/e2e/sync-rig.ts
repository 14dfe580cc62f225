import { spawn } from "node:child_process";
import { AviController } from "../avi/controller.ts";
import { credentialFiles } from "../avi/run-sync.ts";
import { serveAvi } from "../avi/server.ts";
import { PROGRAM } from "../support/dist.ts";
import type { ApiServer } from "./api-server.ts";
import type { Ran } from "./support.ts";

/** A program that runs beside the test, so that the stand-ins in this process can answer it. */
export interface Beside {
	/** All that it has printed, and of that standard output. */
	readonly output: () => string;
	readonly stdout: () => string;
	/** Its exit code, once it has ended. */
	readonly ended: Promise<number | null>;
	kill(signal: "SIGTERM" | "SIGKILL"): void;
}

function start(command: string, args: readonly string[]): Beside {
	const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
	let [output, stdout] = ["", ""];
	for (const stream of [child.stdout, child.stderr])
		stream.on("data", (chunk) => {
			output += chunk;
			if (stream === child.stdout) stdout += chunk;
		});
	return {
		output: () => output,
		stdout: () => stdout,
		ended: new Promise((done) => child.on("close", done)),
		kill: (signal) => child.kill(signal),
	};
}

/** Runs avi-routes beside, so that the stand-ins in this process can answer it. */
export async function runBeside(...args: readonly string[]): Promise<Ran> {
	const ran = start(process.execPath, [PROGRAM, ...args]);
	const status = (await ran.ended) ?? -1;
	return { status, stdout: ran.stdout(), stderr: ran.output() };
}

/** A cluster with the CRD, an Avi controller, and controllers of ours. */
export async function makeRig({ kubeconfig, kubectl }: ApiServer) {
	kubectl(["apply", "-f", "schemas/crds/avi-routes.dev_aviroutetables.yaml"]);
	kubectl(["wait", "--for=condition=Established", "crd", "--all"]);
	kubectl(["create", "namespace", "avi-system"]);
	const avi = new AviController();
	const served = await serveAvi(avi);
	const started: Beside[] = [];
	const credentials = credentialFiles();
	/** Runs kubectl beside, and returns what it printed; it must exit with 0. */
	const ask = async (...args: readonly string[]): Promise<string> => {
		const ran = start("kubectl", [`--kubeconfig=${kubeconfig}`, ...args]);
		const code = await ran.ended;
		if (code !== 0)
			throw new Error(`kubectl ${args.join(" ")}: ${ran.output()}`);
		return ran.output();
	};
	const own = (args: readonly string[], file = kubeconfig) => [
		"sync",
		`--kubeconfig=${file}`,
		`--avi-url=${served.url}`,
		`--avi-credentials=${credentials}`,
		...args,
	];
	const startWith = (file: string, ...args: readonly string[]): Beside => {
		const fast = ["--poll=1s", "--drift-interval=1s", "--listen=off"];
		const ran = start(process.execPath, [
			PROGRAM,
			...own([...fast, ...args], file),
		]);
		started.push(ran);
		return ran;
	};
	return {
		avi,
		url: served.url,
		credentials,
		ask,
		/** Applies objects. */
		apply: (...objects: readonly object[]) =>
			kubectl(
				["apply", "-f", "-"],
				JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }),
			),
		/** One run of `sync`. */
		once: (...args: readonly string[]): Promise<Ran> => runBeside(...own(args)),
		/** The controller. */
		start: (...args: readonly string[]) => startWith(kubeconfig, ...args),
		/** The controller with a kubeconfig of its own. */
		startWith,
		end: async () => {
			for (const one of started) one.kill("SIGKILL");
			await Promise.all(started.map(({ ended }) => ended));
			served.stop();
		},
	};
}

export type Rig = Awaited<ReturnType<typeof makeRig>>;

/** Waits until it holds, for a minute at most. */
export async function until(
	what: string,
	holds: () => unknown | Promise<unknown>,
	told: () => string = () => "",
): Promise<void> {
	for (let tries = 0; tries < 600; tries++) {
		if (await holds()) return;
		await new Promise((done) => setTimeout(done, 100));
	}
	throw new Error(`never: ${what}\n${told()}`);
}

/** AKO as the cluster shows it: its settings, its StatefulSet and its pod. */
export const akoObjects = (off: "true" | "false") => [
	{
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "avi-k8s-config", namespace: "avi-system" },
		data: {
			clusterName: "prod-east",
			disableStaticRouteSync: off,
			serviceEngineGroupName: "Default-Group",
		},
	},
	{
		apiVersion: "apps/v1",
		kind: "StatefulSet",
		metadata: { name: "ako", namespace: "avi-system" },
		spec: {
			serviceName: "ako",
			selector: { matchLabels: { app: "ako" } },
			template: {
				metadata: { labels: { app: "ako" } },
				spec: { containers: [{ name: "ako", image: "ako" }] },
			},
		},
	},
	{
		apiVersion: "v1",
		kind: "Pod",
		metadata: {
			name: "ako-0",
			namespace: "avi-system",
			labels: { app: "ako" },
		},
		spec: { nodeName: "none", containers: [{ name: "ako", image: "ako" }] },
	},
];

/** AKO's container starts now, as a kubelet would say it; seconds are all that it tells. */
export function startAko({ kubectl }: ApiServer, at = Date.now()): void {
	const startedAt = new Date(at).toISOString().replace(/\.\d+/, "");
	const status = {
		phase: "Running",
		containerStatuses: [
			{
				name: "ako",
				image: "ako",
				imageID: "ako",
				ready: true,
				restartCount: 0,
				state: { running: { startedAt } },
			},
		],
	};
	kubectl([
		...["-n", "avi-system", "patch", "pod", "ako-0", "--subresource=status"],
		...["--type=merge", "-p", JSON.stringify({ status })],
	]);
}
