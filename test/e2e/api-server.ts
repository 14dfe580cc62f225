import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import {
	existsSync,
	mkdtempSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Test } from "uvu";
import { mustRun, type Ran, run } from "./support.ts";

/**
 * A program on PATH, or in the cache folder that scripts/cluster-tools.sh fills; the last one by name where several
 * fit. Undefined when there is none.
 */
export function findProgram(name: RegExp): string | undefined {
	const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
	return [
		...(process.env.PATH ?? "").split(delimiter),
		join(cache, "avi-routes-api", "bin"),
	]
		.filter((folder) => existsSync(folder))
		.flatMap((folder) =>
			readdirSync(folder)
				.filter((file) => name.test(file))
				.sort()
				.slice(-1)
				.map((file) => join(folder, file)),
		)[0];
}

const etcd = findProgram(/^etcd$/);
/** KUBE_APISERVER names another one than the newest. */
const apiServer =
	process.env.KUBE_APISERVER ?? findProgram(/^kube-apiserver(-[\d.]+)?$/);

/** `test`; where there is no API server or no kubectl `test.skip`, and a loud line that says what is not tested. */
export function needingApiServer(
	test: Test,
	what: string,
): Test | Test["skip"] {
	const missing = [
		etcd ? [] : ["etcd"],
		apiServer ? [] : ["kube-apiserver"],
		findProgram(/^kubectl$/) ? [] : ["kubectl"],
	].flat();
	if (missing.length === 0) return test;
	console.log(
		`!!! there is no ${missing.join(", no ")} (scripts/cluster-tools.sh api-server brings a server): ${what} is NOT TESTED`,
	);
	return test.skip;
}

/** An API server that runs. */
export interface ApiServer {
	/** The path of the administrator's kubeconfig. */
	readonly kubeconfig: string;
	readonly port: number;
	/** The path of the authority's certificate. */
	readonly authority: string;
	/** Ends all earlier states of the store, so that lists that are read in pages can't go on: the server answers 410. */
	compact(): Promise<void>;
	/** Runs kubectl as administrator; its exit code is the caller's to judge. */
	tryKubectl(args: readonly string[], input?: string): Ran;
	/** Runs kubectl as administrator, which must exit 0; what it prints. */
	kubectl(args: readonly string[], input?: string): string;
}

/** Runs something against an API server of its own, on loopback; both end with it. */
export async function withApiServer<T>(
	work: (server: ApiServer) => T | Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), "api-server-"));
	const started: ChildProcess[] = [];
	try {
		const server = await startServer(folder, started);
		return await work(server);
	} finally {
		await Promise.all(started.map(end));
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Ends a program, and waits until it has: it may write to its folder until then. */
function end(child: ChildProcess): Promise<void> {
	return new Promise((done) => {
		if (child.exitCode !== null || child.signalCode !== null) return done();
		child.on("exit", () => done());
		child.kill("SIGKILL");
	});
}

async function startServer(
	folder: string,
	started: ChildProcess[],
): Promise<ApiServer> {
	const [store, peers, port = 0] = await freePorts(3);
	const path = (name: string) => join(folder, name);
	const log = openSync(path("log"), "w");
	const start = (program = "", args: Record<string, unknown>) => {
		const flags = Object.entries(args).map(
			([key, value]) => `--${key}=${value}`,
		);
		started.push(spawn(program, flags, { stdio: ["ignore", log, log] }));
	};
	const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
	writeFileSync(
		path("sa.key"),
		privateKey.export({ type: "pkcs1", format: "pem" }),
	);
	writeFileSync(path("tokens.csv"), 'test,admin,admin,"system:masters"\n');
	const url = `http://127.0.0.1:${store}`;
	const peer = `http://127.0.0.1:${peers}`;
	start(etcd, {
		"data-dir": path("etcd"),
		"listen-client-urls": url,
		"advertise-client-urls": url,
		"listen-peer-urls": peer,
		"initial-advertise-peer-urls": peer,
		"initial-cluster": `default=${peer}`,
	});
	start(apiServer, {
		"etcd-servers": url,
		"bind-address": "127.0.0.1",
		"advertise-address": "127.0.0.1",
		"secure-port": port,
		"cert-dir": path("certs"),
		"service-account-key-file": path("sa.key"),
		"service-account-signing-key-file": path("sa.key"),
		"service-account-issuer": "https://localhost",
		"token-auth-file": path("tokens.csv"),
		"authorization-mode": "RBAC",
		"service-cluster-ip-range": "10.96.0.0/16",
		"allow-privileged": true,
		"disable-admission-plugins": "ServiceAccount",
		"endpoint-reconciler-type": "none",
	});
	const authority = path("certs/apiserver.crt");
	const kubeconfig = path("kubeconfig");
	writeFileSync(kubeconfig, kubeconfigFor({ port, authority, token: "test" }));
	const ask = (args: readonly string[], input = "") =>
		run(".", ["kubectl", `--kubeconfig=${kubeconfig}`, ...args], input);
	const server: ApiServer = {
		kubeconfig,
		port,
		authority,
		compact: () => compact(url),
		tryKubectl: ask,
		kubectl: (args, input) =>
			mustRun(".", ["kubectl", `--kubeconfig=${kubeconfig}`, ...args], input)
				.stdout,
	};
	await ready(server, started, path("log"));
	return server;
}

/** Makes etcd forget all states but its newest; a write of its own makes that one newer than any that was read. */
async function compact(url: string): Promise<void> {
	const post = async (path: string, body: object) => {
		const got = await fetch(`${url}/v3/kv/${path}`, {
			method: "POST",
			body: JSON.stringify(body),
		});
		if (!got.ok) throw new Error(`etcd: ${path}: ${await got.text()}`);
		return got.json() as Promise<{ readonly header: { revision: string } }>;
	};
	const { header } = await post("put", { key: btoa("/compacted"), value: "" });
	await post("compaction", { revision: header.revision });
}

/** A kubeconfig for a token. */
export function kubeconfigFor({
	port,
	authority,
	token,
}: Pick<ApiServer, "port" | "authority"> & { readonly token: string }): string {
	const cluster = {
		server: `https://127.0.0.1:${port}`,
		"certificate-authority": authority,
	};
	return JSON.stringify({
		apiVersion: "v1",
		kind: "Config",
		clusters: [{ name: "c", cluster }],
		users: [{ name: "u", user: { token } }],
		contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
		"current-context": "c",
	});
}

/** Waits until the server answers, for two minutes at most, and no longer than its programs live. */
async function ready(
	{ tryKubectl }: ApiServer,
	programs: readonly ChildProcess[],
	log: string,
): Promise<void> {
	const ask = ["get", "--raw", "/readyz", "--request-timeout=5s"];
	for (let second = 0; second < 120; second++) {
		if (programs.some(({ exitCode }) => exitCode !== null)) break;
		if (tryKubectl(ask).status === 0) return;
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
	const said = readFileSync(log, "utf8").trimEnd().split("\n").slice(-5);
	throw new Error(`the API server did not get ready:\n${said.join("\n")}`);
}

/** Ports that nothing listens on. */
async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(
		Array.from(
			{ length: count },
			() =>
				new Promise<ReturnType<typeof createServer>>((resolve) => {
					const server = createServer();
					server.listen(0, "127.0.0.1", () => resolve(server));
				}),
		),
	);
	return servers.map((server) => {
		const address = server.address();
		server.close();
		return typeof address === "object" ? (address?.port ?? 0) : 0;
	});
}
