import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { importCommand } from "../support/commands.ts";
import { PROGRAM } from "../support/dist.ts";
import { hasTerminals, onTerminal } from "../support/terminal.ts";
import { TOKEN, writeKubeconfig } from "./kubeconfig-file.ts";
import { dumpOf, liveCluster } from "./live-cluster.ts";
import {
	assertNoSecret,
	type RunOptions,
	runSnapshot,
	scratchFolder,
} from "./run-snapshot.ts";
import {
	type Content,
	type Fault,
	makeCertificates,
	send,
	startStandIn,
	statusBody,
} from "./stand-in.ts";

const folder = scratchFolder();
const certificates = makeCertificates();
const NODES = "/api/v1/nodes";
const SERVICES = "/api/v1/services";

/** What `import` makes of the same objects. */
async function imported(content: Content): Promise<string> {
	const text = JSON.stringify(dumpOf(content));
	const run = await importCommand(["-"], async () =>
		new TextEncoder().encode(text),
	);
	assert.is(run.exitCode, 0, run.stderr.join("\n"));
	return run.stdout;
}

/** A run against a stand-in with such a fault; nothing secret may be in what it prints. */
async function snapshot(
	content: Content,
	{
		fault,
		args = [],
		...options
	}: RunOptions & { fault?: Fault; args?: readonly string[] } = {},
) {
	const server = await startStandIn(certificates, content, fault);
	try {
		const path = writeKubeconfig(folder, certificates, { east: server.url });
		const run = await runSnapshot([`--kubeconfig=${path}`, ...args], options);
		assertNoSecret(run, [server.url], certificates);
		return { ...run, seen: server.seen };
	} finally {
		server.stop();
	}
}

const small = liveCluster(6);
const large = liveCluster(600);
const test = suite("snapshot");

test("gives the bytes of import of the same objects", async () => {
	for (const content of [small, large]) {
		const { code, stdout, stderr } = await snapshot(content);
		assert.is(code, 0, stderr);
		assert.is(stdout, await imported(content));
		assert.match(
			stderr,
			/^prod-east: \d+ nodes, .*Kubernetes v1\.31\.14 \(context east\)$/m,
		);
	}
});

test("only reads, in pages, and never a Secret", async () => {
	const { seen } = await snapshot(large);
	const pages = seen.filter(({ path }) => path === NODES);
	assert.equal(
		pages.map(({ query }) => [query.get("limit"), query.get("continue")]),
		[
			["250", null],
			["250", "250"],
			["250", "500"],
		],
	);
	for (const { method, path, headers } of seen) {
		assert.is(method, "GET");
		assert.not.match(path, /secret/i);
		assert.is(headers.authorization, `Bearer ${TOKEN}`);
	}
});

/** Faults after which the snapshot is whole all the same. */
const overcome: readonly (readonly [string, Fault])[] = [
	[
		"429 with Retry-After",
		({ path }, response, nth) => {
			if (path !== NODES || nth > 2) return false;
			response.setHeader("Retry-After", "1");
			send(response, 429, statusBody(429));
			return true;
		},
	],
	[
		"503 and 500",
		({ path }, response, nth) => {
			if (path !== SERVICES || nth > 2) return false;
			send(response, nth === 1 ? 503 : 500, statusBody(503));
			return true;
		},
	],
	[
		"410 at the second page",
		({ path, query }, response, nth) => {
			if (path !== NODES || nth > 2 || !query.has("continue")) return false;
			send(response, 410, statusBody(410));
			return true;
		},
	],
	[
		"410 at every second page",
		({ path, query }, response) => {
			if (path !== NODES || !query.has("continue")) return false;
			send(response, 410, statusBody(410));
			return true;
		},
	],
	[
		"a page of another state",
		({ path, query }, response, nth) => {
			if (path !== NODES || nth > 2 || !query.has("continue")) return false;
			send(response, 200, {
				kind: "NodeList",
				metadata: { resourceVersion: "1001" },
				items: [],
			});
			return true;
		},
	],
];

for (const [what, fault] of overcome)
	test(`${what}: the snapshot is whole`, async () => {
		const { code, stdout, stderr, seen } = await snapshot(large, { fault });
		assert.is(code, 0, stderr);
		assert.is(stdout, await imported(large));
		assert.not.ok(
			seen.some(({ query }) => query.get("continue") === "inconsistent"),
		);
	});

const only =
	(
		path: string,
		work: (response: Parameters<Fault>[1], nth: number) => void,
	): Fault =>
	(seen, response, nth) => {
		if (
			seen.path !== path ||
			(seen.path === NODES && !seen.query.has("continue"))
		)
			return false;
		work(response, nth);
		return true;
	};
const status = (code: number) => (response: Parameters<Fault>[1]) =>
	send(response, code, statusBody(code));

/** Faults at the second page of the nodes, or at a required object, and what is said of them. */
const fatal: readonly (readonly [string, Fault, RegExp, string?])[] = [
	[
		"a body cut short",
		only(NODES, (response) => {
			response.writeHead(200, {
				"Content-Type": "application/json",
				"Content-Length": "1000",
			});
			response.write('{"kind":"NodeList","items":[');
			setTimeout(() => response.destroy(), 50);
		}),
		/nodes: the answer was cut short/,
	],
	[
		"a body that ends in JSON's middle",
		only(NODES, (response) => {
			response.writeHead(200, { "Content-Type": "application/json" });
			response.end('{"kind":"NodeList","items":[');
		}),
		/nodes: the answer is not valid JSON/,
	],
	[
		"a reset",
		only(NODES, (response) => response.socket?.destroy()),
		/nodes: the connection was reset \(ECONNRESET\)/,
	],
	[
		"a hang before the answer",
		only(NODES, () => {}),
		/nodes: the API server did not answer within the 2 s of --timeout/,
		"2s",
	],
	[
		"a hang in the body",
		only(NODES, (response) => {
			response.writeHead(200, { "Content-Type": "application/json" });
			response.write('{"kind":"NodeList","items":[');
		}),
		/nodes: the API server did not answer within the 2 s of --timeout/,
		"2s",
	],
	[
		"a login page",
		only(NODES, (response) => {
			response.writeHead(200, { "Content-Type": "text/html" });
			response.end("<html>words-of-the-server</html>");
		}),
		/nodes: the answer is not JSON/,
	],
	["another kind", only(NODES, status(200)), /nodes: the answer is not a list/],
	[
		"500 again and again",
		only(NODES, status(500)),
		/nodes: the API server answers 500/,
	],
	[
		"Retry-After beyond the deadline",
		only(NODES, (response) => {
			response.setHeader("Retry-After", "3600");
			send(response, 429, statusBody(429));
		}),
		/too busy \(429\), and 120 s were not enough/,
	],
	[
		"410 even of the whole list",
		(seen, response) => {
			if (seen.path !== NODES) return false;
			send(response, 410, statusBody(410));
			return true;
		},
		/each of the three times/,
	],
	[
		"nodes forbidden",
		(seen, response) => {
			if (seen.path !== NODES) return false;
			send(response, 403, statusBody(403));
			return true;
		},
		/nodes: the credentials may not read it \(403\); deploy\/snapshot\/cluster-role\.yaml/,
	],
	[
		"cilium-config forbidden",
		only(
			"/api/v1/namespaces/kube-system/configmaps/cilium-config",
			status(403),
		),
		/configmaps cilium-config in namespace kube-system: .*\(403\)/,
	],
	[
		"avi-k8s-config, which has the name, forbidden",
		only(
			"/api/v1/namespaces/avi-system/configmaps/avi-k8s-config",
			status(403),
		),
		/^warning: configmaps avi-k8s-config .*\(403\)[\s\S]*the cluster has no name/m,
	],
	[
		"CiliumNodes forbidden",
		only("/apis/cilium.io/v2/ciliumnodes", status(403)),
		/ciliumnodes: .*\(403\)/,
	],
	[
		"no credentials",
		only("/api/v1/namespaces/kube-system", status(401)),
		/does not accept the credentials \(401\)/,
	],
	[
		"services cut short",
		only(SERVICES, (response) => response.destroy()),
		/services: the connection was reset/,
	],
];

for (const [what, fault, says, timeout] of fatal)
	test(`${what}: an error, and the earlier file stays`, async () => {
		const file = join(folder, `${what}.yaml`);
		const earlier = await imported(small);
		writeFileSync(file, earlier);
		const more = timeout === undefined ? [] : ["--timeout", timeout];
		const args = ["-o", file, ...more];
		const { code, stderr } = await snapshot(large, { fault, args });
		assert.is(code, 2, stderr);
		assert.match(stderr, says);
		assert.match(stderr, "nothing was written");
		assert.is(readFileSync(file, "utf8"), earlier);
	});

test("leaves out what may not be read, and says which checks see nothing", async () => {
	const fault: Fault = (seen, response) => {
		const isHidden = [SERVICES, "/api/v1/namespaces/kube-system"].includes(
			seen.path,
		);
		if (isHidden) send(response, 403, statusBody(403));
		return isHidden;
	};
	const { code, stdout, stderr } = await snapshot(small, { fault });
	assert.is(code, 0, stderr);
	assert.match(stderr, /^warning: services is not read: .*sctp-service-type$/m);
	assert.match(
		stderr,
		/^warning: namespaces kube-system is not read: .*cluster-changed$/m,
	);
	assert.not.match(stdout, "clusterUID");
	assert.not.match(stdout, "kind: Service");
	assert.match(stdout, "kind: Gateway");
});

test("says what does not exist, but not of every absent CRD", async () => {
	const content = { ...small };
	for (const path of Object.keys(content))
		if (/statefulsets|ciliumnodes|pools|gateways/.test(path))
			delete content[path];
	const { code, stdout, stderr } = await snapshot(content);
	assert.is(code, 0, stderr);
	assert.is(stdout, await imported(content));
	assert.match(
		stderr,
		/^note: statefulsets ako in namespace avi-system is not read/m,
	);
	assert.match(stderr, /^note: ciliumnodes is not read: it does not exist/m);
	assert.not.match(stderr, /pools|gateways/);
});

test("reads nodes and CiliumNodes once more when a node joined in between", async () => {
	const nodes = small[NODES] as readonly object[];
	const fault: Fault = ({ path }, response, nth) => {
		if (path !== NODES || nth > 1) return false;
		send(response, 200, {
			kind: "NodeList",
			metadata: { resourceVersion: "1" },
			items: nodes.slice(1),
		});
		return true;
	};
	const { stdout, seen } = await snapshot(small, { fault });
	assert.is(stdout, await imported(small));
	assert.is(seen.filter(({ path }) => path === NODES).length, 2);
});

test("takes the namespaces that it is told", async () => {
	const content: Content = {};
	for (const [path, object] of Object.entries(small))
		content[
			path
				.replace("/namespaces/kube-system/", "/namespaces/cilium/")
				.replace("avi-system", "ako")
		] = JSON.parse(
			JSON.stringify(object)
				.replaceAll('"namespace":"kube-system"', '"namespace":"cilium"')
				.replaceAll("avi-system", "ako"),
		);
	const args = ["--cilium-namespace", "cilium", "--ako-namespace", "ako"];
	const { code, stdout, stderr } = await snapshot(content, { args });
	assert.is(code, 0, stderr);
	assert.is(stdout, await imported(content));
	assert.match(stdout, "ciliumConfigNamespace: cilium");
});

test("writes over no other cluster's file without --replace", async () => {
	const file = join(folder, "other.yaml");
	const west = await imported(liveCluster(3, "prod-west"));
	writeFileSync(file, west);
	const refused = await snapshot(small, { args: ["-o", file] });
	assert.is(refused.code, 2);
	assert.match(refused.stderr, /holds the snapshot of another cluster/);
	assert.is(readFileSync(file, "utf8"), west);
	const { code } = await snapshot(small, { args: ["-o", file, "--replace"] });
	assert.is(code, 0);
	assert.is(readFileSync(file, "utf8"), await imported(small));
});

test("several contexts: a file each, and one that fails leaves the others alone", async () => {
	const out = `${folder}/fleet/`;
	const east = await startStandIn(certificates, small);
	const west = await startStandIn(certificates, liveCluster(3, "prod-west"));
	const down = await startStandIn(
		certificates,
		small,
		only(SERVICES, status(500)),
	);
	try {
		const servers = {
			east: east.url,
			down: down.url,
			west: west.url,
			again: east.url,
		};
		const path = writeKubeconfig(folder, certificates, servers);
		const run = await runSnapshot([
			`--kubeconfig=${path}`,
			"--all-contexts",
			"-o",
			out,
		]);
		const urls = [east, west, down].map(({ url }) => url);
		assertNoSecret(run, urls, certificates);
		assert.is(run.code, 2);
		assert.equal(readdirSync(out).sort(), ["prod-east.yaml", "prod-west.yaml"]);
		assert.is(
			readFileSync(join(out, "prod-east.yaml"), "utf8"),
			await imported(small),
		);
		assert.match(run.stdout, /^CONTEXT +CLUSTER +NODES +FILE$/m);
		assert.match(run.stdout, /^down +- +- +failed$/m);
		assert.match(run.stdout, /^west +prod-west +3 +.*prod-west\.yaml$/m);
		assert.match(
			run.stderr,
			/context (?:east|again) is also cluster prod-east/,
		);
		const two = await runSnapshot([
			`--kubeconfig=${path}`,
			"--context=east",
			"--context=west",
			"-o",
			out,
		]);
		assert.is(two.code, 0, two.stderr);
	} finally {
		for (const server of [east, west, down]) server.stop();
	}
});

test("contexts that differ only in their namespace are one cluster", async () => {
	const server = await startStandIn(certificates, small);
	const path = writeKubeconfig(folder, certificates, { east: server.url });
	const config = JSON.parse(readFileSync(path, "utf8"));
	const [{ context }] = config.contexts;
	for (const namespace of ["shop", "billing"])
		config.contexts.push({
			name: `${namespace}/east/me`,
			context: { ...context, namespace },
		});
	writeFileSync(path, JSON.stringify(config));
	const out = `${folder}/projects`;
	const all = [`--kubeconfig=${path}`, "--all-contexts"];
	const { code, stdout, stderr } = await runSnapshot([...all, "-o", out]);
	assert.is(code, 0, stderr);
	assert.equal(readdirSync(out), ["prod-east.yaml"]);
	assert.is(stdout, "");
	server.stop();
});

test("at most four clusters are read at once", async () => {
	let [now, most] = [0, 0];
	const slow: Fault = ({ path }, response) => {
		if (path !== NODES) return false;
		most = Math.max(most, ++now);
		setTimeout(() => {
			now--;
			send(response, 403, statusBody(403));
		}, 300);
		return true;
	};
	const server = await startStandIn(certificates, small, slow);
	try {
		const servers = Object.fromEntries(
			Array.from({ length: 7 }, (_, i) => [`c${i}`, server.url]),
		);
		const path = writeKubeconfig(folder, certificates, servers);
		const run = await runSnapshot([
			`--kubeconfig=${path}`,
			"--all-contexts",
			"-o",
			`${folder}/none/`,
		]);
		assert.is(run.code, 2);
		assert.is(most, 4);
		assert.not.ok(existsSync(`${folder}/none`));
	} finally {
		server.stop();
	}
});

test("--check: 0 without a change, 1 with one and the diff, 2 when it can't tell", async () => {
	const file = join(folder, "check.yaml");
	writeFileSync(file, await imported(small));
	// Beside it, as in any folder above, may be what can't be read as a file.
	mkdirSync(join(folder, "folder.yaml"));
	const args = ["--check", file];
	const same = await snapshot(small, { args });
	assert.is(same.code, 0, same.stderr);
	assert.is(same.stdout, "");
	const grown = await snapshot(liveCluster(7), { args });
	assert.is(grown.code, 1, grown.stderr);
	assert.match(grown.stdout, /10\.0\.6\.0\/24/);
	const other = await snapshot(liveCluster(6, "prod-west"), { args });
	assert.is(other.code, 2);
	assert.match(other.stderr, /another cluster/);
	const fault = only(SERVICES, status(401));
	assert.is((await snapshot(small, { args, fault })).code, 2);
	assert.is(
		(await snapshot(small, { args: ["--check", "absent.yaml"] })).code,
		2,
	);
	assert.is(readFileSync(file, "utf8"), await imported(small));
});

test("--check without FILE compares with the file that -o or the default names", async () => {
	const root = join(folder, "check-default");
	mkdirSync(join(root, "clusters"), { recursive: true });
	const text = await imported(small);
	for (const file of ["cluster-snapshot.yaml", "clusters/prod-east.yaml"])
		writeFileSync(join(root, file), text);
	for (const args of [
		["--check"],
		["--check", "--timeout", "1m"],
		["--check", "-o", "cluster-snapshot.yaml"],
		["-o", "clusters", "--check"],
		["--check", "clusters"],
	]) {
		const same = await snapshot(small, { args, cwd: root });
		assert.is(same.code, 0, `${args}: ${same.stderr}`);
		const grown = await snapshot(liveCluster(7), { args, cwd: root });
		assert.is(grown.code, 1, `${args}: ${grown.stderr}`);
		assert.match(grown.stdout, "10.0.6.0/24");
	}
	const west = liveCluster(3, "prod-west");
	for (const [content, args, says] of [
		[small, ["--check", "-o", "none"], /none does not exist; name the file/],
		[west, ["--check", "clusters"], /clusters.prod-west\.yaml does not exist/],
		[small, ["--check", "-o", "-"], /give its name instead of -/],
	] as const) {
		const { code, stderr } = await snapshot(content, { args, cwd: root });
		assert.is(code, 2);
		assert.match(stderr, says);
	}
	assert.is(
		readFileSync(join(root, "cluster-snapshot.yaml"), "utf8"),
		text,
		"nothing is written",
	);
});

test("--check DIR of several contexts: a table, and the worst exit code", async () => {
	const out = join(folder, "check-fleet/");
	mkdirSync(out);
	const west = liveCluster(3, "prod-west");
	const servers = await Promise.all(
		[small, west].map((content) => startStandIn(certificates, content)),
	);
	try {
		const urls = { east: servers[0]?.url ?? "", west: servers[1]?.url ?? "" };
		const path = writeKubeconfig(folder, certificates, urls);
		const check = () =>
			runSnapshot([`--kubeconfig=${path}`, "--all-contexts", "--check", out]);
		writeFileSync(join(out, "prod-east.yaml"), await imported(liveCluster(5)));
		assert.is((await check()).code, 2, "prod-west has no file yet");
		writeFileSync(join(out, "prod-west.yaml"), await imported(west));
		const { code, stdout } = await check();
		assert.is(code, 1);
		assert.match(stdout, "10.0.5.0/24");
		assert.match(stdout, /^east +prod-east +6 +.*prod-east\.yaml: drift$/m);
		assert.match(stdout, /^west +prod-west +3 +.*west\.yaml: no change$/m);
	} finally {
		for (const server of servers) server.stop();
	}
});

test("Ctrl-C in the middle of a list leaves the earlier file and nothing else", async () => {
	const root = join(folder, "interrupted");
	mkdirSync(root);
	const earlier = await imported(small);
	writeFileSync(join(root, "a.yaml"), earlier);
	let reached = () => {};
	const interrupt = new Promise<void>((done) => {
		reached = done;
	});
	const fault = only(NODES, () => reached());
	const args = ["-o", "a.yaml"];
	const run = await snapshot(large, { fault, args, cwd: root, interrupt });
	assert.is(run.code, null);
	assert.equal(readdirSync(root), ["a.yaml"]);
	assert.is(readFileSync(join(root, "a.yaml"), "utf8"), earlier);
});

const terminalTest = hasTerminals("progress of snapshot") ? test : test.skip;

terminalTest(
	"says on a terminal what is being read, while it waits too",
	async () => {
		const late: Fault = ({ path, query }, response) => {
			if (path !== NODES || !query.has("continue")) return false;
			const { end } = response;
			response.end = (...all: unknown[]) => {
				setTimeout(() => end.apply(response, all as never), 3000);
				return response;
			};
			return false;
		};
		const server = await startStandIn(certificates, large, late);
		const path = writeKubeconfig(folder, certificates, { east: server.url });
		const shown = await onTerminal(
			`${PROGRAM} snapshot --kubeconfig=${path} > ${join(folder, "shown.yaml")}`,
		);
		server.stop();
		for (const line of ["east: nodes 250", "prod-east: 600 nodes"])
			assert.ok(shown.includes(`\r\u001b[K${line}`), JSON.stringify(shown));
		assertNoSecret({ stdout: "", stderr: shown }, [server.url], certificates);
	},
);

test("two runs at once to one file: it is whole, and nothing else is left", async () => {
	const root = join(folder, "at-once");
	const args = ["-o", "made/on/the/way/a.yaml"];
	mkdirSync(root);
	const runs = await Promise.all(
		[1, 2, 3].map(() => snapshot(small, { args, cwd: root })),
	);
	for (const { code, stderr } of runs) assert.is(code, 0, stderr);
	assert.equal(readdirSync(join(root, "made/on/the/way")), ["a.yaml"]);
	const text = readFileSync(join(root, "made/on/the/way/a.yaml"), "utf8");
	assert.is(text, await imported(small));
});

test("what can't be written to is named", async () => {
	const root = join(folder, "in-the-way");
	mkdirSync(join(root, "folder.yaml"), { recursive: true });
	writeFileSync(join(root, "file"), "kind: of blue\n");
	for (const [output, says] of [
		["file/a.yaml", /file\/a\.yaml can't be written: .* is a file; name/],
		["file", /file exists and is not a ClusterSnapshot/],
		["/proc/a.yaml", /\/proc\/a\.yaml can't be written/],
	] as const) {
		const args = ["-o", output];
		const { code, stderr } = await snapshot(small, { args, cwd: root });
		assert.is(code, 2, stderr);
		assert.match(stderr, says);
		assert.match(stderr, "nothing was written");
	}
});

test("--check plans with the package that holds the file", async () => {
	const root = join(folder, "package");
	const inner = join(root, "clusters", "prod-east");
	mkdirSync(inner, { recursive: true });
	const config = {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRoutes",
		metadata: { name: "avi-routes" },
		spec: { vrfContext: { name: "vrf-of-the-package" } },
	};
	writeFileSync(join(root, "avi-routes.yaml"), dump(config));
	const file = join(inner, "cluster-snapshot.yaml");
	writeFileSync(file, await imported(small));
	const args = ["--check", file];
	const same = await snapshot(small, { args });
	assert.is(same.code, 0, same.stderr);
	const set = ["--set", "routeOwner=GitOps"];
	const planned = await snapshot(small, { args: [...args, ...set] });
	assert.is(planned.code, 0, planned.stderr);
	const bad = await snapshot(small, {
		args: [...args, "--set", "routeOwner=Us"],
	});
	assert.is(bad.code, 2, bad.stderr);
	assert.match(bad.stderr, /--set routeOwner is the string "Us"/);
	const useless = await snapshot(small, { args: set });
	assert.match(useless.stderr, /--set is for --check/);
	const wrong = { ...config, spec: { vrfContxt: { name: "vrf" } } };
	writeFileSync(join(root, "avi-routes.yaml"), dump(wrong));
	const untold = await snapshot(small, { args });
	assert.is(untold.code, 2, untold.stderr);
	assert.match(untold.stderr, "vrfContxt");
});

test.run();
