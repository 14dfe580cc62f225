import { suite } from "uvu";
import * as assert from "uvu/assert";
import { importCommand } from "../support/commands.ts";
import type { AnyResource } from "../support/function-run.ts";
import { loadYaml } from "../support/load-yaml.ts";

const object = (
	apiVersion: string,
	kind: string,
	metadata: object,
	rest: object = {},
): AnyResource => ({
	apiVersion,
	kind,
	metadata: { uid: "live", ...metadata },
	...rest,
});
const node = (name: string, kubeletVersion?: string) =>
	object(
		"v1",
		"Node",
		{ name },
		{ spec: {}, status: { nodeInfo: { kubeletVersion } } },
	);
const service = (name: string, ports: object[]) =>
	object(
		"v1",
		"Service",
		{ name, namespace: "core" },
		{ spec: { type: "LoadBalancer", ports } },
	);
const SCTP = { protocol: "SCTP" };
const port = (name: string, own: number, more: object = {}) => ({
	...{ kind: "Service", name, namespace: "core", type: "LoadBalancer" },
	...{ port: own, ...more },
});
const nodeConfig = (namespace: string, name: string, defaults: object) =>
	object(
		"cilium.io/v2",
		"CiliumNodeConfig",
		{ name, namespace },
		{ spec: { defaults } },
	);
const SWITCHED = { "enable-sctp": "true" };
const agent = (name: string, image: string, labels: object = {}) =>
	object(
		"apps/v1",
		"DaemonSet",
		{ name: "cilium", namespace: "kube-system", labels },
		{ spec: { template: { spec: { containers: [{ name, image }] } } } },
	);
const REPOSITORY = "quay.io/cilium/cilium";
const DIGEST = `${REPOSITORY}@sha256:0123`;
const CHART = { "helm.sh/chart": "cilium-1.15.3" };
const LABEL = { "app.kubernetes.io/version": "1.14.2" };

/** Dumps, and what the ClusterSnapshot of them holds. */
const ROWS: readonly [
	lesson: string,
	objects: readonly AnyResource[],
	spec: object,
][] = [
	[
		"the lowest version of the kubelets",
		[node("a", "v1.10.0"), node("b", "v1.9.3"), node("c", "v1.11.1")],
		{ versions: { kubernetes: "v1.9.3" } },
	],
	[
		"the SCTP ports of all Services, by name and number",
		[
			service("amf", [
				{ ...SCTP, port: 38412, targetPort: null },
				{ ...SCTP, port: 2905, targetPort: "ngap" },
				{ port: 80 },
			]),
			service("mme", [
				{ ...SCTP, port: 36412 },
				{ ...SCTP, port: 36422, targetPort: 1 },
			]),
		],
		{
			sctpPorts: [
				port("amf", 2905, { targetPort: "ngap" }),
				port("amf", 38412),
				port("mme", 36412),
				port("mme", 36422, { targetPort: 1 }),
			],
		},
	],
	[
		"AKO's settings, and the controller's version for itself",
		[
			object(
				"v1",
				"ConfigMap",
				{ name: "avi-k8s-config", namespace: "avi-system" },
				{
					data: {
						vrfName: "prod",
						controllerVersion: "22.1.3",
						cniPlugin: "cilium",
						logLevel: "INFO",
					},
				},
			),
		],
		{
			versions: { aviController: "22.1.3" },
			akoConfig: { cniPlugin: "cilium", vrfName: "prod" },
		},
	],
	[
		"CiliumNodeConfigs by namespace and name, without copies and those that decide nothing",
		[
			nodeConfig("b", "x", SWITCHED),
			nodeConfig("a", "y", SWITCHED),
			nodeConfig("a", "x", SWITCHED),
			nodeConfig("a", "x", SWITCHED),
			nodeConfig("a", "z", { "log-level": "debug" }),
		],
		{
			ciliumNodeConfigs: ["a/x", "a/y", "b/x"].map((path) => {
				const [namespace, name] = path.split("/");
				return { name, namespace, defaults: SWITCHED };
			}),
		},
	],
	...(
		[
			["cilium-agent", `${REPOSITORY}:v1.16.1`, LABEL, "v1.16.1"],
			["agent", `${REPOSITORY}:v1.16.1@sha256:0123`, LABEL, "v1.16.1"],
			["agent", "registry:5000/cilium", LABEL, "1.14.2"],
			["agent", `${REPOSITORY}:latest`, { ...LABEL, ...CHART }, "1.14.2"],
			["agent", DIGEST, CHART, "1.15.3"],
			["agent", `${REPOSITORY}:latest`, {}, "latest"],
			["agent", DIGEST, { "app.kubernetes.io/version": "main" }, "main"],
		] as const
	).map(([name, image, labels, cilium]): (typeof ROWS)[number] => [
		`Cilium ${cilium} of ${image} and ${JSON.stringify(labels)}`,
		[agent(name, image, labels)],
		{ versions: { cilium } },
	]),
];

const kubeSystem = (uid: string) =>
	object("v1", "Namespace", { name: "kube-system", uid });

/** Dumps that are no cluster, and the error. */
const REFUSED: readonly (readonly [objects: AnyResource[], says: string])[] = [
	[
		[kubeSystem("u2"), kubeSystem("u1")],
		"error: [cluster-ambiguous] Namespace kube-system has the uids u1 and u2: these are dumps of two clusters; import one cluster's dumps at a time, and only the newer of two dumps (-)",
	],
	[
		[
			object(
				"avi-routes.dev/v1alpha1",
				"ClusterSnapshot",
				{ name: "prod" },
				{ spec: { nodes: [{ name: "worker-1" }], ciliumNodes: [] } },
			),
		],
		"error: [input-invalid] cluster prod exists twice, in -; import one of them",
	],
];

const test = suite("a ClusterSnapshot of dumps");

async function imported(items: readonly AnyResource[]) {
	const list = {
		...{ apiVersion: "v1", kind: "List" },
		items: [node("worker-1"), ...items],
	};
	return importCommand(["--name", "prod", "-"], async () =>
		new TextEncoder().encode(JSON.stringify(list)),
	);
}

for (const [objects, says] of REFUSED)
	test(says, async () => {
		for (const items of [objects, objects.toReversed()]) {
			const { stderr } = await imported(items);
			assert.equal(
				stderr.filter((line) => line.startsWith("error: ")),
				[says],
			);
		}
	});

for (const [lesson, objects, spec] of ROWS)
	test(lesson, async () => {
		for (const items of [objects, objects.toReversed()]) {
			const { stdout, stderr } = await imported(items);
			const snapshot = loadYaml(stdout) as AnyResource;
			const { nodes: _, ciliumNodes: __, ...rest } = snapshot.spec;
			assert.equal(rest, spec, stderr.join("\n"));
		}
	});

test.run();
