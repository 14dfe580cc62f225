import { readdirSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { renderCommand } from "../support/commands.ts";
import { type AnyResource, runText } from "../support/function-run.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const live = (name: string, n: number) => ({
	name,
	uid: `0b9b1f3e-7a52-4b0e-9d0a-00000000000${n}`,
	resourceVersion: String(4100 + n),
	creationTimestamp: "2025-09-02T08:14:51Z",
	managedFields: [
		{ manager: "kubectl", operation: "Update", fieldsV1: { "f:spec": {} } },
	],
});

const workload = (kind: string, name: string, image: string) => ({
	apiVersion: "apps/v1",
	kind,
	metadata: { ...live(name, 5), namespace: "kube-system" },
	spec: { template: { spec: { containers: [{ name, image }] } } },
	status: { currentNumberScheduled: 1, numberReady: 1 },
});

const service = (name: string, protocol: string) => ({
	apiVersion: "v1",
	kind: "Service",
	metadata: { ...live(name, 6), namespace: "apps" },
	spec: { type: "LoadBalancer", ports: [{ port: 5060, protocol }] },
	status: { loadBalancer: { ingress: [{ ip: "172.16.0.9" }] } },
});

/** What the README's six dumps hold, and more that people have. */
const DUMPS: Readonly<Record<string, readonly AnyResource[]>> = {
	nodes: [
		{
			apiVersion: "v1",
			kind: "Node",
			metadata: live("w1", 1),
			spec: { podCIDR: "10.244.1.0/24", podCIDRs: ["10.244.1.0/24"] },
			status: { addresses: [{ type: "InternalIP", address: "192.168.7.11" }] },
		},
		{
			apiVersion: "cilium.io/v2",
			kind: "CiliumNode",
			metadata: live("w1", 2),
			spec: { ipam: { podCIDRs: ["10.0.1.0/24"] } },
			status: {},
		},
	],
	"cilium-config": [
		{
			apiVersion: "v1",
			kind: "ConfigMap",
			metadata: { ...live("cilium-config", 3), namespace: "kube-system" },
			data: { ipam: "cluster-pool", "enable-sctp": "false" },
		},
	],
	"avi-k8s-config": [
		{
			apiVersion: "v1",
			kind: "ConfigMap",
			metadata: { ...live("avi-k8s-config", 4), namespace: "avi-system" },
			data: {
				clusterName: "prod",
				cniPlugin: "cilium",
				vrfName: "k8s",
				controllerVersion: "30.2.1",
			},
		},
	],
	services: [service("web", "TCP"), service("amf", "SCTP")],
	cilium: [workload("DaemonSet", "cilium", "quay.io/cilium/cilium:v1.18.3")],
	ako: [
		workload("StatefulSet", "ako", "projects.registry.vmware.com/ako:1.13.1"),
	],
	others: [
		{
			apiVersion: "networking.x-k8s.io/v1alpha1",
			kind: "Gateway",
			metadata: live("gate", 7),
			spec: { listeners: [{ port: 80, protocol: "TCP" }] },
			status: { addresses: [] },
		},
		{
			apiVersion: "helm.toolkit.fluxcd.io/v2",
			kind: "HelmRelease",
			metadata: live("ako", 8),
			spec: { chart: { spec: { chart: "ako" } }, values: {} },
			status: { observedGeneration: 1 },
		},
		{
			apiVersion: "argoproj.io/v1alpha1",
			kind: "Application",
			metadata: live("ako", 9),
			spec: { source: { chart: "ako", helm: { values: "a: b\n" } } },
			status: { health: { status: "Healthy" } },
		},
		{
			apiVersion: "ako.vmware.com/v1alpha1",
			kind: "AKOConfig",
			metadata: live("ako", 9),
			spec: { akoSettings: { cniPlugin: "" } },
			status: { state: "Processed" },
		},
		{
			apiVersion: "avi-routes.dev/v1alpha1",
			kind: "AviRouteTable",
			metadata: {
				...live("prod", 9),
				annotations: { "avi-routes.dev/owner": "avi-routes" },
			},
			spec: { routes: [] },
			status: { conditions: [] },
		},
	],
};

const ALL = Object.values(DUMPS).flat();
const list = (items: readonly AnyResource[], kind = "List") => ({
	apiVersion: "v1",
	items,
	kind,
	metadata: { resourceVersion: "" },
});
const untyped = ({ apiVersion: _, kind: _kind, ...rest }: AnyResource) => rest;
const perFile = (
	print: (items: readonly AnyResource[]) => string,
	ending = "yaml",
) =>
	Object.fromEntries(
		Object.entries(DUMPS).map(([name, items]) => [
			`dumps/${name}.${ending}`,
			print(items),
		]),
	);

/** The dumps as files, in each form that people have them. */
const FORMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	"one object a file": Object.fromEntries(
		ALL.map((item, i) => [`dumps/${i}.yaml`, dump(item)]),
	),
	"one object a JSON file": Object.fromEntries(
		ALL.map((item, i) => [`dumps/${i}.json`, JSON.stringify(item, null, 4)]),
	),
	"JSON Lines, as jq -c prints them": {
		"dumps/all.json": ALL.map((item) => `${JSON.stringify(item)}\n`).join(""),
	},
	"JSON objects, one after the other": {
		"dumps/all.json": ALL.map((item) => JSON.stringify(item, null, 4)).join(
			"\n",
		),
	},
	"Lists, as kubectl prints them": perFile((items) => dump(list(items))),
	"Lists as JSON": perFile((items) => JSON.stringify(list(items)), "json"),
	"Lists with CRLF": perFile((items) =>
		dump(list(items)).replaceAll("\n", "\r\n"),
	),
	"Lists in flow style": perFile((items) =>
		dump(list(items), { flowLevel: 0 }),
	),
	"one List of all": { "dump.yaml": dump(list(ALL)) },
	"several objects in a file": {
		"dump.yaml": ALL.map((item) => dump(item)).join("---\n"),
	},
	"objects in YAML, one after the other": {
		"dumps/all.yaml": ALL.map((item) => dump(item)).join(""),
	},
	"Lists, one after the other": {
		"dumps/all.yaml": Object.values(DUMPS)
			.map((items) => dump(list(items)))
			.join(""),
	},
	"ServiceList and NodeList": {
		...perFile((items) => dump(list(items))),
		"dumps/services.yaml": dump(
			list((DUMPS.services ?? []).map(untyped), "ServiceList"),
		),
	},
};

/** Desired state that looks like the dumps and is deployed. */
const DESIRED = `# ours
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: apps}
spec: {type: LoadBalancer, ports: [{port: 443}]}
`;
const SCTP_DESIRED = `apiVersion: v1
kind: Service
metadata: {name: smf, namespace: apps}
spec: {type: ClusterIP, ports: [{port: 5060, protocol: SCTP}]}
status: {loadBalancer: {}}
`;

const packaged = (files: Readonly<Record<string, string>>) =>
	packageOf({
		"avi-routes.yaml": configText({ clusterName: "prod" }),
		...files,
		"desired/shop.yaml": DESIRED,
		"desired/smf.yaml": SCTP_DESIRED,
	});

function render(...args: string[]): string {
	const { exitCode, stdout, stderr } = renderCommand(args);
	assert.is(exitCode, 0, stderr.join("\n"));
	return stdout;
}

/** Fails where any object of a dump is among the texts. */
function noDump(text: string): void {
	for (const mark of ["uid:", '"uid"', "resourceVersion", "managedFields"])
		assert.not.ok(text.includes(mark), `${mark} in ${text}`);
	for (const { metadata } of ALL)
		assert.not.match(text, new RegExp(`uid.*${metadata.uid}`));
}

const test = suite("live dumps");

for (const [form, files] of Object.entries(FORMS)) {
	test(`render leaves them out: ${form}`, () => {
		const root = packaged(files);
		const yaml = render(root);
		noDump(yaml);
		assert.ok(yaml.includes(DESIRED) && yaml.includes(SCTP_DESIRED));
		noDump(render("-o", "json", root));
		noDump(render("--argocd", root));
		const to = join(root, "../out", form);
		render("-o", "dir", "--to", to, root);
		const written = readdirSync(to, { recursive: true }).map(String);
		assert.equal(
			written.filter((path) => path.includes("dump")),
			[],
		);
		assert.ok(written.includes(join("desired", "shop.yaml")));
	});

	test(`render --in-place marks them, once: ${form}`, () => {
		const root = packaged(files);
		render("--in-place", root);
		noDump(render(root));
		const again = renderCommand(["--in-place", root]);
		assert.not.match(again.stderr.join("\n"), /^wrote/m);
	});
}

test("the function marks them, in YAML and in JSON", () => {
	const value = {
		apiVersion: "config.kubernetes.io/v1",
		kind: "ResourceList",
		items: [
			...ALL.filter(({ kind }) => kind !== "Service"),
			{ ...list(DUMPS.services ?? []), metadata: { name: "services" } },
		],
		functionConfig: {
			apiVersion: "v1",
			kind: "ConfigMap",
			metadata: { name: "config" },
			data: { clusterName: "prod" },
		},
	};
	for (const print of [dump, JSON.stringify]) {
		const { items, exitCode, results } = runText(print(value));
		assert.is(exitCode, 0, JSON.stringify(results));
		const unmarked = items.filter(
			({ kind, metadata }) =>
				(metadata.uid !== undefined || kind === "List") &&
				metadata.annotations?.["config.kubernetes.io/local-config"] !== "true",
		);
		assert.equal(unmarked, []);
	}
});

test("a List of dumps and desired state is an error", () => {
	const deployment = {
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { name: "shop" },
	};
	const root = packaged({ "dump.yaml": dump(list([...ALL, deployment])) });
	const { exitCode, stderr } = renderCommand([root]);
	assert.is(exitCode, 1);
	assert.match(
		stderr.join("\n"),
		"beside them Deployment shop, which is not a dump",
	);
});

test("dumps of Services and workloads beside a ClusterSnapshot need no cluster's name", () => {
	const beside = Object.entries(FORMS["one object a file"] ?? {}).slice(4);
	const root = packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText(clusterPool()),
		...Object.fromEntries(beside),
	});
	assert.match(render(root), "enable-sctp");
});

test.run();
