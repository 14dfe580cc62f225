import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { dump, loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "./support/clusters.ts";
import { PROGRAM } from "./support/dist.ts";
import { runText } from "./support/function-run.ts";
import { configText, packageOf, snapshotText } from "./support/packages.ts";

/** Moves cursors, clears screens, starts lines and columns, turns text around, is half a character, is HTML or Markdown. */
const SIGNS = [
	...["\u001b[2J\u001b]0;x\u0007", "a\nerror: b", "a\rb", "\u0000", "\u009b1m"],
	...["\u202e", "\u2066", "\u2028", "\ufeff", "\ud800", "::error::x", "\t"],
	...["|", "`", "</details><img src=x>", "](http://x)", "__proto__", "##[x]"],
];
const NAME = SIGNS.join("");

/** What no output holds as it is; a line feed stands between lines only, which is for the name itself to show. */
const UNSAFE = /[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]|\p{Cs}/u;

/** A package whose every name and value is hostile, with results of many checks; the change is another address. */
function hostilePackage(address: string): string {
	const good = clusterPool();
	const nodes = good.nodes.map((node, i) => ({
		...node,
		name: `${NAME}${i}`,
		uid: NAME,
		podCIDR: NAME,
		addresses: [{ type: "InternalIP", address: i === 0 ? address : NAME }],
	}));
	const ciliumNodes = good.ciliumNodes.map((node, i) => ({
		...node,
		name: `${NAME}${i}`,
		podCIDRs: i === 1 ? [NAME] : ["10.0.1.0/24"],
		error: NAME,
	}));
	const spec = {
		nodes,
		ciliumNodes,
		clusterUID: NAME,
		versions: { cilium: NAME, ako: NAME, kubernetes: NAME },
		ciliumConfig: { ipam: "cluster-pool", "enable-sctp": NAME },
		akoConfig: { cniPlugin: NAME, clusterName: NAME, vrfName: NAME },
		sctpPorts: [{ kind: "Service", namespace: NAME, name: NAME, port: 1 }],
	};
	return packageOf({
		"avi-routes.yaml": configText({ checks: { "*": "warning" } }),
		[`${SIGNS.slice(0, 3).join("")}.yaml`]: snapshotText(
			{ ...good, ...spec } as typeof good,
			NAME,
		),
	});
}

const [before, after] = ["192.168.0.1", "192.168.0.2"].map(hostilePackage);
const [old = "", now = ""] = [before, after];

const CALLS: readonly (readonly string[])[] = [
	...["text", "json", "sarif", "github", "table", "markdown-table"].map(
		(format) => ["check", "-o", format, now],
	),
	...["text", "json", "sarif", "markdown"].map((format) => [
		...["diff", "-o", format],
		...[old, now],
	]),
	["diff", "--stat", old, now],
	["explain", `${NAME.replaceAll("\0", "")}0`, now],
	["explain", "10.0.1.0/24", now],
	...["yaml", "json", "helm-values"].map((format) => [
		...["render", "-o", format],
		now,
	]),
	["render", "-o", "dir", "--to", join(now, "../out-names"), now],
	["render", "--argocd", now],
	["import", now],
];

const test = suite("hostile names");

for (const args of CALLS)
	test(`leave ${args.slice(0, 3).join(" ").slice(0, 40)} fit for a terminal`, () => {
		const run = spawnSync(process.execPath, [PROGRAM, ...args], {
			encoding: "utf8",
		});
		assert.ok(run.status !== null, String(run.error));
		const told = run.stdout + run.stderr;
		assert.ok(told.length > 0);
		assert.is(UNSAFE.exec(told)?.[0], undefined, told.slice(0, 3000));
		// The name goes on behind its line feed nowhere but in an escape.
		assert.not.match(told, /^error: b/m);
		assert.not.match(told, /this is a bug/);
		if (args.includes("json") || args.includes("sarif")) {
			if (run.stdout !== "") JSON.parse(run.stdout);
		} else if (args.includes("yaml")) loadAll(run.stdout);
		if (args.includes("github"))
			for (const line of run.stdout.trimEnd().split("\n"))
				assert.match(line, /^::(error|warning|notice) [^\n]*::/);
	});

/** What every object has of itself, wherever a name or a key can stand. */
for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty"])
	for (const print of [JSON.stringify, (value: unknown) => dump(value)])
		test(`the key ${key} is only a key, as ${print === JSON.stringify ? "JSON" : "YAML"}`, () => {
			const own = (value: unknown) =>
				JSON.parse(`{"${key}":${JSON.stringify(value)}}`);
			const metadata = { name: key, namespace: key, annotations: own("x") };
			const items = [
				{ apiVersion: "v1", kind: key, metadata, spec: own(own([key])) },
				{ apiVersion: "v1", kind: "Node", metadata, spec: own(1) },
				{ apiVersion: "v1", kind: "ConfigMap", metadata, data: own(key) },
				snapshotValue(
					{
						...clusterPool(),
						ciliumConfig: { ipam: "cluster-pool", ...own("a") },
					},
					key,
				),
			];
			const list = (spec: object) =>
				print({
					apiVersion: "config.kubernetes.io/v1",
					kind: "ResourceList",
					items,
					functionConfig: {
						apiVersion: "avi-routes.dev/v1alpha1",
						kind: "AviRoutes",
						metadata: { name: key },
						spec,
					},
				});
			const wrong = runText(list({ checks: own("off"), ...own(1) }));
			assert.is(wrong.exitCode, 1);
			assert.is(JSON.stringify(wrong.items), JSON.stringify(items));
			assert.match(JSON.stringify(wrong.results), "config-invalid");
			const { exitCode, items: kept } = runText(
				list({ checks: { "*": "warning" }, clusterName: key }),
			);
			assert.ok(exitCode < 2);
			assert.is(JSON.stringify(kept[0]), JSON.stringify(items[0]));
			assert.is(Object.getPrototypeOf({}), Object.prototype);
			assert.is(({} as Record<string, unknown>).x, undefined);
		});

function snapshotValue(spec: object, name: string) {
	return {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "ClusterSnapshot",
		metadata: { name },
		spec,
	};
}

test.run();
