import { type ChildProcess, spawn, spawnSync } from "node:child_process";
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

/** Programs that make an API server. */
interface Programs {
	readonly etcd: string;
	readonly apiServer: string;
}

/**
 * A kube-apiserver and an etcd on PATH, or in the cache folder avi-routes-api/bin (where the server's name may end with
 * its version); undefined when one is missing.
 */
export function findApiServer(): Programs | undefined {
	const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
	const folders = [
		...(process.env.PATH ?? "").split(delimiter),
		join(cache, "avi-routes-api", "bin"),
	];
	const find = (isWanted: (file: string) => boolean) => {
		for (const folder of folders.filter((path) => existsSync(path))) {
			const file = readdirSync(folder).find(isWanted);
			if (file !== undefined) return join(folder, file);
		}
		return undefined;
	};
	const etcd = find((file) => file === "etcd");
	const apiServer = find((file) => /^kube-apiserver(-[\d.]+)?$/.test(file));
	return etcd && apiServer ? { etcd, apiServer } : undefined;
}

/** Runs something against an API server of its own, on loopback, with KUBECONFIG's path; both end with it. */
export async function withApiServer<T>(
	{ etcd, apiServer }: Programs,
	work: (kubeconfig: string) => T,
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), "api-server-"));
	const [store, peers, port] = await freePorts(3);
	const log = openSync(join(folder, "log"), "w");
	const started: ChildProcess[] = [];
	const start = (program: string, args: Record<string, unknown>) => {
		const flags = Object.entries(args).map(
			([key, value]) => `--${key}=${value}`,
		);
		started.push(spawn(program, flags, { stdio: ["ignore", log, log] }));
	};
	try {
		const [key, tokens] = [join(folder, "sa.key"), join(folder, "tokens.csv")];
		const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
		writeFileSync(key, privateKey.export({ type: "pkcs1", format: "pem" }));
		writeFileSync(tokens, 'test,admin,admin,"system:masters"\n');
		const url = `http://127.0.0.1:${store}`;
		const peer = `http://127.0.0.1:${peers}`;
		start(etcd, {
			"data-dir": join(folder, "etcd"),
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
			"cert-dir": join(folder, "certs"),
			"service-account-key-file": key,
			"service-account-signing-key-file": key,
			"service-account-issuer": "https://localhost",
			"token-auth-file": tokens,
			"authorization-mode": "RBAC",
			"service-cluster-ip-range": "10.96.0.0/16",
			"disable-admission-plugins": "ServiceAccount",
			"endpoint-reconciler-type": "none",
		});
		const kubeconfig = join(folder, "kubeconfig");
		writeFileSync(kubeconfig, kubeconfigFor(port ?? 0));
		await ready(kubeconfig, started, join(folder, "log"));
		return work(kubeconfig);
	} finally {
		for (const child of started) child.kill();
		rmSync(folder, { recursive: true, force: true });
	}
}

function kubeconfigFor(port: number): string {
	const server = `https://127.0.0.1:${port}`;
	return JSON.stringify({
		apiVersion: "v1",
		kind: "Config",
		clusters: [
			{ name: "c", cluster: { server, "insecure-skip-tls-verify": true } },
		],
		users: [{ name: "u", user: { token: "test" } }],
		contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
		"current-context": "c",
	});
}

/** Waits until the server answers, for two minutes at most, and no longer than its programs live. */
async function ready(
	kubeconfig: string,
	programs: readonly ChildProcess[],
	log: string,
): Promise<void> {
	const flags = [`--kubeconfig=${kubeconfig}`, "--request-timeout=5s"];
	const ask = ["get", "--raw", "/readyz", ...flags];
	for (let second = 0; second < 120; second++) {
		if (programs.some(({ exitCode }) => exitCode !== null)) break;
		if (spawnSync("kubectl", ask).status === 0) return;
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
