import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ConfigMap } from "../../schemas/generated/types.ts";
import { configOwner } from "../../src/group/raw/config-owner.ts";
import { readFiles } from "../../src/read/read-files.ts";
import { printYaml } from "../../src/text/print-yaml.ts";

const PATCHED = { "avi-routes.dev/owner": "avi-routes" };
const APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
const HELM = { "app.kubernetes.io/managed-by": "Helm" };

/** A field manager that has applied keys of the ConfigMap. */
const manager = (
	name: string,
	keys: readonly string[],
	operation = "Apply",
) => ({
	manager: name,
	operation,
	apiVersion: "v1",
	fieldsType: "FieldsV1",
	fieldsV1: { "f:data": Object.fromEntries(keys.map((key) => [key, {}])) },
});

const test = suite("what applies a ConfigMap");

for (const [lesson, metadata, owner] of [
	["nothing shows it", {}, undefined],
	["null", { labels: null, annotations: null, managedFields: null }, undefined],
	["Helm's label", { labels: HELM }, "Helm"],
	[
		"Helm's annotation",
		{ annotations: { "meta.helm.sh/release-name": "cilium" } },
		"Helm",
	],
	[
		"Argo CD's annotation",
		{
			annotations: { "argocd.argoproj.io/tracking-id": "cilium:/ConfigMap:a" },
		},
		"Argo CD",
	],
	[
		"Argo CD's label on what Helm has rendered",
		{ labels: { ...HELM, "argocd.argoproj.io/instance": "cilium" } },
		"Argo CD",
	],
	[
		"the label that Argo CD uses unless it is told otherwise",
		{ labels: { "app.kubernetes.io/instance": "cilium" } },
		"Argo CD",
	],
	[
		"the same label on Helm's",
		{ labels: { ...HELM, "app.kubernetes.io/instance": "cilium" } },
		"Helm",
	],
	[
		"Flux's label",
		{ labels: { "kustomize.toolkit.fluxcd.io/name": "infra" } },
		"Flux",
	],
	["kubectl's annotation", { annotations: { [APPLIED]: "{}" } }, "kubectl"],
	[
		"kubectl's annotation beside a patch of this tool",
		{ annotations: { ...PATCHED, [APPLIED]: "{}" } },
		"kubectl",
	],
	[
		"a patch of this tool that Argo CD has applied on Helm's",
		{
			labels: HELM,
			annotations: { ...PATCHED, "argocd.argoproj.io/tracking-id": "routes:a" },
			managedFields: [
				manager("helm", ["f:ipam"], "Update"),
				manager("argocd-controller", ["f:enable-sctp"]),
			],
		},
		"Helm",
	],
	[
		"a patch of this tool that Flux has applied",
		{
			labels: { "kustomize.toolkit.fluxcd.io/name": "routes" },
			annotations: PATCHED,
		},
		undefined,
	],
	[
		"kubectl apply --server-side",
		{ managedFields: [manager("kubectl", ["f:ipam", "f:enable-sctp"])] },
		"kubectl",
	],
	[
		"Argo CD by server-side apply",
		{ managedFields: [manager("argocd-controller", ["f:ipam"])] },
		"Argo CD",
	],
	[
		"Flux by server-side apply",
		{ managedFields: [manager("kustomize-controller", ["f:ipam"])] },
		"Flux",
	],
	[
		"a patch by server-side apply on what kubectl applies",
		{
			managedFields: [
				manager("argocd-controller", ["f:enable-sctp"]),
				manager("kubectl", ["f:ipam"]),
			],
		},
		"kubectl",
	],
	[
		"another manager",
		{ managedFields: [manager("talos", ["f:ipam"])] },
		undefined,
	],
	[
		"an update, which owns no keys for server-side apply",
		{ managedFields: [manager("kubectl", ["f:ipam"], "Update")] },
		undefined,
	],
] as const)
	test(lesson, () => {
		const object = {
			apiVersion: "v1",
			kind: "ConfigMap",
			metadata: { name: "cilium-config", ...metadata },
			data: {},
		};
		const text = printYaml(object);
		const [item] = readFiles([{ path: "a.yaml", text }]).value;
		if (item === undefined) throw new Error(text);
		assert.is(configOwner(object as unknown as ConfigMap, item), owner);
	});

test.run();
