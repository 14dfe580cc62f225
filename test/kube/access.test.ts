import fs, { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, delimiter, join } from "node:path";
import { loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CHECKS } from "../../src/check/checks.ts";
import { loadKubeconfig } from "../../src/kube/kubeconfig.ts";
import { environmentProxy } from "../../src/kube/proxy.ts";
import { LIVE_KINDS } from "../../src/model/kinds.ts";
import { base64, TOKEN, writeKubeconfig } from "./kubeconfig-file.ts";
import { liveCluster } from "./live-cluster.ts";
import { httpProxy, socksProxy } from "./proxies.ts";
import { assertNoSecret, runSnapshot, scratchFolder } from "./run-snapshot.ts";
import { makeCertificates, type Seen, startStandIn } from "./stand-in.ts";

const folder = scratchFolder();
const certificates = makeCertificates();
const started = startStandIn(certificates, liveCluster(3));

/** Runs with a kubeconfig for the stand-in; what it printed, and what the server saw. */
async function run(
	{ user, cluster }: { user?: object; cluster?: object } = {},
	args: readonly string[] = [],
	env: Record<string, string> = {},
) {
	const more = {
		...(user === undefined ? {} : { user }),
		...(cluster === undefined ? {} : { cluster }),
	};
	const server = await started;
	const path = writeKubeconfig(
		folder,
		certificates,
		{ east: server.url },
		more,
	);
	server.seen.length = 0;
	const ran = await runSnapshot([`--kubeconfig=${path}`, ...args], { env });
	assertNoSecret(ran, [server.url], certificates);
	return { ...ran, seen: [...server.seen] as readonly Seen[] };
}

/** A program that a kubeconfig can name. */
function plugin(name: string, code: string): object {
	const path = join(folder, name);
	writeFileSync(path, `#!${process.execPath}\n${code}`, { mode: 0o755 });
	return {
		exec: {
			apiVersion: "client.authentication.k8s.io/v1",
			command: `./${name}`,
		},
	};
}

const credential = (status: object) =>
	`console.log(JSON.stringify({ kind: "ExecCredential", status: ${JSON.stringify(status)} }))`;

const test = suite("access to the cluster");

test("a client certificate", async () => {
	const user = {
		"client-certificate-data": base64(certificates.client.cert),
		"client-key-data": base64(certificates.client.key),
	};
	const { code, stderr, seen } = await run({ user });
	assert.is(code, 0, stderr);
	assert.is(seen[0]?.clientName, "engineer");
});

test("an exec plugin's token and certificate", async () => {
	const token = await run({
		user: plugin("gives-token", credential({ token: TOKEN })),
	});
	assert.is(token.code, 0, token.stderr);
	assert.is(token.seen[0]?.headers.authorization, `Bearer ${TOKEN}`);
	const status = {
		clientCertificateData: certificates.client.cert,
		clientKeyData: certificates.client.key,
	};
	const certificate = await run({
		user: plugin("gives-cert", credential(status)),
	});
	assert.is(certificate.code, 0, certificate.stderr);
	assert.is(certificate.seen[0]?.clientName, "engineer");
});

test("an exec plugin that says much on standard error", async () => {
	const noise = `process.stderr.write("x".repeat(2 << 20));`;
	const code = noise + credential({ token: TOKEN });
	const ran = await run({ user: plugin("is-noisy", code) });
	assert.is(ran.code, 0, ran.stderr);
	assert.is(ran.seen[0]?.headers.authorization, `Bearer ${TOKEN}`);
});

test("an exec plugin whose child process holds its output open", async () => {
	const sleeper = `require("child_process").spawn("sleep", ["5"], { stdio: "inherit" });`;
	const code = `${sleeper} setTimeout(() => {}, 60000)`;
	const ran = await run({ user: plugin("leaves-one", code) }, ["--timeout=1s"]);
	assert.is(ran.code, 2);
	assert.match(ran.stderr, /the exec plugin leaves-one did not end within/);
});

for (const [name, code, says] of [
	[
		"hangs",
		"setTimeout(() => {}, 60000)",
		/the exec plugin hangs did not end within [\d.]+ s/,
	],
	[
		"fails",
		`console.error("${TOKEN}"); process.exit(3)`,
		/the exec plugin fails failed \(exit code 3\)/,
	],
	[
		"says-nothing",
		"",
		/the exec plugin says-nothing printed no ExecCredential/,
	],
] as const)
	test(`an exec plugin that ${name} is named`, async () => {
		const {
			code: exit,
			stderr,
			seen,
		} = await run({ user: plugin(name, code) }, ["--timeout=1s"]);
		assert.is(exit, 2);
		assert.match(stderr, says);
		assert.is(seen.length, 0);
	});

test("an exec plugin that is not installed is named, with what the kubeconfig says of it", async () => {
	const installHint = "brew install it\n";
	const exec = { command: "no-such-plugin", apiVersion: "v1", installHint };
	assert.match(
		(await run({ user: { exec } })).stderr,
		/the exec plugin no-such-plugin is not installed, or not on PATH; brew install it/,
	);
});

test("an exec plugin that may not be run is told apart from one that is not installed", async () => {
	writeFileSync(join(folder, "not-mine"), "#!/bin/sh\n", { mode: 0o644 });
	const exec = {
		command: "./not-mine",
		apiVersion: "v1",
		installHint: "get it",
	};
	const { code, stderr } = await run({ user: { exec } });
	assert.is(code, 2);
	assert.match(
		stderr,
		/the exec plugin not-mine can't be run: permission denied; .* \(EACCES: \S+not-mine\)/,
	);
	assert.not.match(stderr, "get it");
});

test("a service account whose token can't be read is told apart from none", () => {
	const { readFileSync: read } = fs;
	const load = (code: string) => {
		fs.readFileSync = ((path: string) => {
			throw Object.assign(new Error(code), { code, path });
		}) as typeof read;
		const loaded = loadKubeconfig(undefined, { KUBERNETES_SERVICE_HOST: "h" });
		fs.readFileSync = read;
		return "problem" in loaded ? loaded.problem : "";
	};
	assert.match(
		load("EACCES"),
		/^the service account's token can't be read: permission denied; .*\/token\)$/,
	);
	assert.match(load("ENOENT"), "this is not a pod with a service account");
});

test("an exec plugin gets the cluster where it asks for it", async () => {
	const extensions = [
		{ name: "client.authentication.k8s.io/exec", extension: { audience: "a" } },
	];
	const code = `
const { cluster } = JSON.parse(process.env.KUBERNETES_EXEC_INFO).spec;
const { server, config, "certificate-authority-data": authority } = cluster ?? {};
const token = [new URL(server ?? "a:b").hostname, config?.audience, authority?.length].join();
console.log(JSON.stringify({ status: { token } }));`;
	const { exec } = plugin("asks", code) as { exec: object };
	const authority = base64(certificates.server.cert);
	const authorityFile = { "certificate-authority": "ca.crt" };
	writeFileSync(join(folder, "ca.crt"), certificates.server.cert);
	for (const [more, cluster, token] of [
		[{ provideClusterInfo: true }, {}, `127.0.0.1,a,${authority.length}`],
		[
			{ provideClusterInfo: true },
			{ ...authorityFile, "certificate-authority-data": undefined },
			`127.0.0.1,a,${authority.length}`,
		],
		[{}, {}, ",,"],
	] as const) {
		const user = { exec: { ...exec, ...more } };
		const ran = await run({ user, cluster: { extensions, ...cluster } });
		assert.is(ran.code, 0, ran.stderr);
		assert.is(ran.seen[0]?.headers.authorization, `Bearer ${token}`);
	}
});

test("acts as the user and the groups that the kubeconfig names", async () => {
	const user = {
		token: TOKEN,
		as: "robot",
		"as-uid": "u1",
		"as-groups": ["readers", "routes"],
		"as-user-extra": { "example.com/why": ["audit"] },
	};
	const { code, stderr, seen } = await run({ user });
	assert.is(code, 0, stderr);
	const { headers } = seen[0] as Seen;
	assert.is(headers["impersonate-user"], "robot");
	assert.is(headers["impersonate-uid"], "u1");
	assert.is(headers["impersonate-group"], "readers, routes");
	assert.is(headers["impersonate-extra-example.com%2fwhy"], "audit");
});

test("finds a plugin, and a token in a file, beside the kubeconfig of the current folder", async () => {
	const server = await started;
	writeFileSync(join(folder, "token"), `${TOKEN}\n`);
	const users = [
		plugin("beside", credential({ token: TOKEN })),
		{ tokenFile: "token", token: "an-older-one" },
	];
	for (const user of users) {
		const servers = { east: server.url };
		const path = writeKubeconfig(folder, certificates, servers, { user });
		server.seen.length = 0;
		const args = [`--kubeconfig=${basename(path)}`];
		const { code, stderr } = await runSnapshot(args, { cwd: folder });
		assert.is(code, 0, stderr);
		assert.is(server.seen[0]?.headers.authorization, `Bearer ${TOKEN}`);
	}
});

const EXPIRED = {
	"id-token": TOKEN,
	"client-id": "me",
	"refresh-token": TOKEN,
	"idp-issuer-url": "https://127.0.0.1:1",
};

for (const [what, user, says] of [
	["file with a token", { tokenFile: "gone" }, /\(ENOENT: .*\/gone\)/],
	[
		"client certificate",
		{ "client-certificate": "gone", "client-key": "gone" },
		/^error: a file with credentials can't be read: .*\(ENOENT: .*\/gone\)/,
	],
	["token in its file", { tokenFile: "empty" }, /empty is empty; log in again/],
	[
		"token of its auth provider",
		{ "auth-provider": { name: "oidc", config: EXPIRED } },
		/the auth provider oidc of the kubeconfig gives no token/,
	],
] as const)
	test(`an absent ${what} is named`, async () => {
		writeFileSync(join(folder, "empty"), "");
		const { code, stderr, seen } = await run({ user });
		assert.is(code, 2);
		assert.match(stderr, says);
		assert.is(seen.length, 0);
	});

test("a server that the authority does not vouch for is refused, whatever the environment says", async () => {
	const cluster = {
		"certificate-authority-data": base64(certificates.other.cert),
	};
	for (const env of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: "0" }]) {
		const { code, stderr, seen } = await run({ cluster }, [], env);
		assert.is(code, 2);
		assert.match(stderr, /TLS can't be verified/);
		assert.is(seen.length, 0);
	}
	const wrongName = await run({
		cluster: { "tls-server-name": "api.example" },
	});
	assert.match(wrongName.stderr, /TLS can't be verified/);
});

test("an authority that the machine trusts, and the kubeconfig does not name", async () => {
	const path = join(folder, "company.crt");
	writeFileSync(path, certificates.server.cert);
	const cluster = { "certificate-authority-data": undefined };
	const refused = await run({ cluster });
	assert.match(refused.stderr, "NODE_EXTRA_CA_CERTS");
	const env = { NODE_EXTRA_CA_CERTS: path };
	const { code, stderr } = await run({ cluster }, [], env);
	assert.is(code, 0, stderr);
});

test("insecure-skip-tls-verify is taken from the kubeconfig, with a warning", async () => {
	const cluster = {
		"certificate-authority-data": undefined,
		"insecure-skip-tls-verify": true,
	};
	const { code, stderr } = await run({ cluster });
	assert.is(code, 0, stderr);
	assert.match(stderr, /^warning: insecure-skip-tls-verify is set/m);
});

/** A server whose name only the proxy can resolve. */
const FAR = {
	server: "https://api.far.invalid:6443",
	"tls-server-name": "localhost",
};

/** Runs with a proxy, made when it is known to where it leads; what the proxy was asked for. */
async function behindProxy(
	make: typeof httpProxy,
	use: (address: string) => Parameters<typeof run>[0] & {
		readonly env?: Record<string, string>;
	},
	timeout = "2m",
) {
	const { port } = new URL((await started).url);
	const proxy = await make(Number(port));
	const { env, ...more } = use(proxy.address);
	const ran = await run(more, [`--timeout=${timeout}`], env);
	proxy.stop();
	assert.not.ok(
		(ran.stdout + ran.stderr).includes("proxy-password"),
		ran.stderr,
	);
	return { ...ran, proxied: proxy.seen };
}

for (const [what, make, use] of [
	[
		"proxy-url",
		httpProxy,
		(at) => ({ cluster: { ...FAR, "proxy-url": `http://${at}` } }),
	],
	[
		"proxy-url before HTTPS_PROXY, whatever NO_PROXY says",
		httpProxy,
		(at) => ({
			cluster: { ...FAR, "proxy-url": `http://${at}` },
			env: { HTTPS_PROXY: "http://127.0.0.1:1", NO_PROXY: "*" },
		}),
	],
	[
		"proxy-url of a SOCKS5 proxy",
		socksProxy,
		(at) => ({ cluster: { ...FAR, "proxy-url": `socks5://${at}` } }),
	],
	[
		"HTTPS_PROXY",
		httpProxy,
		(at) => ({ cluster: FAR, env: { HTTPS_PROXY: `http://${at}` } }),
	],
	[
		"https_proxy without a scheme, and NO_PROXY of other names",
		httpProxy,
		(at) => ({
			cluster: FAR,
			env: { https_proxy: at, no_proxy: "near.invalid, .ar.invalid" },
		}),
	],
] as const satisfies readonly (readonly [
	string,
	...Parameters<typeof behindProxy>,
])[])
	test(`${what} leads to the server`, async () => {
		const { code, stderr, proxied } = await behindProxy(make, use);
		assert.is(code, 0, stderr);
		assert.ok(proxied.length > 0);
		for (const { target } of proxied) assert.is(target, "api.far.invalid:6443");
	});

test("a proxy's password is sent to it, and shown to nobody", async () => {
	const { code, stderr, proxied } = await behindProxy(httpProxy, (at) => ({
		cluster: FAR,
		env: { HTTPS_PROXY: `http://me:proxy-password@${at}` },
	}));
	assert.is(code, 0, stderr);
	const basic = `Basic ${base64("me:proxy-password")}`;
	assert.is(proxied[0]?.authorization, basic);
});

test("NO_PROXY keeps a server from the proxy", async () => {
	const { code, stderr, proxied } = await behindProxy(httpProxy, (at) => ({
		cluster: FAR,
		env: { HTTPS_PROXY: `http://${at}`, NO_PROXY: "far.invalid" },
	}));
	assert.is(code, 2);
	assert.match(stderr, /the name of the API server can't be resolved/);
	assert.is(proxied.length, 0);
});

const withPassword = (host: string) => `http://me:proxy-password@${host}`;

for (const [what, address, says] of [
	["that is down", withPassword("127.0.0.1:1"), /refuses the connection/],
	[
		"with a name that is not known",
		withPassword("proxy.invalid:1"),
		/resolved/,
	],
	[
		"that is no URL",
		"http://me:proxy-password@",
		/is not the address of a proxy/,
	],
	[
		"of another kind",
		"ftp://me:proxy-password@a:1",
		/is not the address of a proxy/,
	],
	[
		"with a password that is no part of a URL",
		"http://me:proxy-password%zz@a:1",
		/is not the address of a proxy/,
	],
] as const)
	test(`a proxy ${what} is an error without its address`, async () => {
		for (const more of [
			{ cluster: { ...FAR, "proxy-url": address } },
			{ cluster: FAR, env: { HTTPS_PROXY: address } },
		]) {
			const { code, stderr } = await behindProxy(httpProxy, () => more);
			assert.is(code, 2, stderr);
			assert.match(stderr, says);
			assert.not.match(stderr, /invalid|@/);
		}
	});

for (const [what, answer, says] of [
	["refuses", "HTTP/1.1 407 Who Are You\r\n\r\n", /the proxy answers 407/],
	["hangs", "", /did not answer within/],
] as const)
	test(`a proxy that ${what} is an error`, async () => {
		const make = (port: number) => httpProxy(port, answer);
		const use = (at: string) => ({
			cluster: { ...FAR, "proxy-url": `http://${at}` },
		});
		const { code, stderr } = await behindProxy(make, use, "5s");
		assert.is(code, 2);
		assert.match(stderr, says);
	});

test("the environment's proxy, with its exceptions", () => {
	const proxy = { HTTPS_PROXY: "http://proxy:3128" };
	for (const [host, exceptions, isProxied] of [
		["api.example.com", "", true],
		["api.example.com", "EXAMPLE.com", false],
		["api.example.com", ".example.com", false],
		["api.example.com", "ample.com", true],
		["10.1.2.3", "10.0.0.0/8", false],
		["11.1.2.3", "10.0.0.0/8", true],
		["[fd00::1]", "fd00::1", false],
		["localhost", "", false],
		["127.8.8.8", "", false],
		["[::1]", "", false],
		["[fd00::1]", "fd00::/16", false],
		["[fd01::1]", "fd00::/16, 10.0.0.0/8", true],
		["10.1.2.3", "10.0.0.0/99, 10.0.0.0/x, /8, 10", true],
		["example.com", ".example.com", true],
		["a.example.com", "*.example.com", false],
		["api.example.com", "api.example.com:6443", false],
		["api.example.com", "api.example.com:443", true],
		["[fd00::1]", "[fd00::1]:6443", false],
		["10.1.2.3", "EXAMPLE.com,*", false],
		["api.example.com", "other, *", false],
	] as const)
		assert.is(
			environmentProxy(`https://${host}:6443`, {
				...proxy,
				NO_PROXY: exceptions,
			}) !== undefined,
			isProxied,
			`${host} ${exceptions}`,
		);
});

test("no kubeconfig is an error, and no request to some default", async () => {
	const asked: unknown[] = [];
	const local = createServer((one) => asked.push(one.url));
	await new Promise<void>((done) =>
		local.listen(8080, "127.0.0.1", done).on("error", () => done()),
	);
	const { code, stderr } = await runSnapshot([]);
	local.close();
	assert.is(code, 2);
	assert.match(stderr, /^error: no kubeconfig found: neither --kubeconfig/);
	assert.equal(asked, []);
	const absent = await runSnapshot([], {
		env: { KUBECONFIG: "/nonexistent/config" },
	});
	assert.match(absent.stderr, /no kubeconfig found: \/nonexistent\/config/);
});

test("KUBECONFIG names a list, of which the first that has a context counts", async () => {
	const server = await started;
	const east = writeKubeconfig(folder, certificates, { east: server.url });
	const west = writeKubeconfig(folder, certificates, {
		west: server.url,
		east: "https://127.0.0.1:1",
	});
	const env = {
		KUBECONFIG: ["/nonexistent/config", east, west].join(delimiter),
	};
	for (const args of [[], ["--context=west"], ["--context=east"]]) {
		const { code, stderr } = await runSnapshot(args, { env });
		assert.is(code, 0, stderr);
	}
	const { stderr } = await runSnapshot(["--context=north"], { env });
	assert.match(
		stderr,
		/^error: the kubeconfig has no context north; known: east, west/m,
	);
});

test("a kubeconfig may be empty beside others, and in UTF-16", async () => {
	const server = await started;
	const path = writeKubeconfig(folder, certificates, { east: server.url });
	const [empty, utf16] = ["empty", "utf16"].map((name) => join(folder, name));
	writeFileSync(empty ?? "", "# nothing yet\n");
	writeFileSync(utf16 ?? "", `\uFEFF${readFileSync(path, "utf8")}`, "utf16le");
	const env = { KUBECONFIG: [empty, utf16].join(delimiter) };
	const { code, stderr } = await runSnapshot([], { env });
	assert.is(code, 0, stderr);
});

for (const [what, text, says] of [
	[
		"no YAML",
		`users: [{name: a, user: {token: ${TOKEN}`,
		/is not valid YAML \(line \d+\)/,
	],
	["something else", TOKEN, /has no context; name another one with --kube/],
	[
		"a cluster without server",
		"clusters: [{name: a, cluster: {}}]",
		/clusters\[0\]\.cluster\.server is missing/,
	],
	[
		"no user of the context's",
		JSON.stringify({
			clusters: [{ name: "a", cluster: { server: "https://10.9.8.7:8080" } }],
			contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
			"current-context": "a",
		}),
		/user/,
	],
	[
		"a context without a user",
		JSON.stringify({
			clusters: [{ name: "a", cluster: { server: "https://10.9.8.7:8080" } }],
			contexts: [{ name: "a", context: { cluster: "a" } }],
			"current-context": "a",
		}),
		/context a of the kubeconfig names no user; add one/,
	],
	[
		"a server that is no URL",
		JSON.stringify({
			clusters: [{ name: "a", cluster: { server: "https://localhost:8080x" } }],
			users: [{ name: "a", user: {} }],
			contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
			"current-context": "a",
		}),
		/whose host or port is not valid; correct the server of cluster a/,
	],
	[
		"an http server",
		JSON.stringify({
			clusters: [{ name: "a", cluster: { server: "http://localhost:8080" } }],
			users: [{ name: "a", user: {} }],
			contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
			"current-context": "a",
		}),
		/not an https:\/\/ address/,
	],
] as const)
	test(`a kubeconfig with ${what} is refused, without a word of it`, async () => {
		const path = join(folder, "broken");
		writeFileSync(path, text);
		const { code, stderr } = await runSnapshot([`--kubeconfig=${path}`]);
		assert.is(code, 2, stderr);
		assert.match(stderr, says);
		for (const secret of [TOKEN, "localhost", "8080", "10.9.8.7"])
			assert.not.match(stderr, secret);
	});

for (const [args, says] of [
	[["--timeout=soon"], /--timeout soon is not a duration/],
	[["--check=a", "-o", "b"], /leave -o out/],
	[["--context=east", "--all-contexts"], /exclude each other/],
	[["--context=east", "--context=b"], /several contexts need -o DIR/],
	[["--cilium-namespace=../secrets"], /not a valid namespace name/],
	[["--no-such-option"], /no option --no-such-option/],
] as const)
	test(`${args.join(" ")} is refused`, async () => {
		const { code, stderr, seen } = await run({}, args);
		assert.is(code, 2);
		assert.match(stderr, says);
		assert.is(seen.length, 0);
	});

interface Rule {
	readonly apiGroups: string[];
	readonly resources: string[];
	readonly resourceNames?: string[];
	readonly verbs: string[];
}

/** What a request needs, as RBAC says it. */
function rightFor({ path }: Seen): string | undefined {
	const [, group = "", , , rest = ""] =
		/^\/(?:api|apis\/([^/]+))\/([^/]+)\/(namespaces\/[^/]+\/(?=.))?(.+)$/.exec(
			path,
		) ?? [];
	if (rest === "") return undefined;
	const [resource, name] = rest.split("/");
	return [
		group,
		resource,
		name ?? "",
		name === undefined ? "list" : "get",
	].join(" ");
}

test("the ClusterRole grants what is asked for, and nothing else", async () => {
	const { seen } = await run();
	const asked = new Set(
		seen.map(rightFor).filter((right) => right !== undefined),
	);
	const [role] = loadAll(
		readFileSync("deploy/snapshot/cluster-role.yaml", "utf8"),
	) as { rules: Rule[] }[];
	const granted = (role?.rules ?? []).flatMap(
		({ apiGroups, resources, resourceNames = [""], verbs }) =>
			apiGroups.flatMap((group) =>
				resources.flatMap((resource) =>
					resourceNames.flatMap((name) =>
						verbs.map((verb) => [group, resource, name, verb].join(" ")),
					),
				),
			),
	);
	assert.equal([...asked].sort(), granted.sort());
});

test("names checks that there are", () => {
	const known = new Set<string>(CHECKS.map(({ id }) => id));
	for (const { checks } of LIVE_KINDS)
		for (const id of checks) assert.ok(known.has(id), id);
});

test.run();
