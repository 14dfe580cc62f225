import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isNamed, originalNamespace } from "../../src/group/kustomize-names.ts";
import { firstVariable, unknownIn } from "../../src/group/targets/unknown.ts";

const test = suite("texts that are not the value, names that are not the name");

/** A text, why its value can't be seen, and what it is when nothing sets its variables. */
const TEXTS: readonly [text: string, kind?: string, fallback?: string][] = [
	["prod"],
	[""],
	["$x, $$(y), $() and ${"],
	["replacement"],
	["$(CNI)", "variable"],
	["east-$(spec.site-2)", "variable"],
	["PLACEHOLDER"],
	["$$" + "{name}"],
	["$" + "{name}", "variable"],
	["$$$" + "{name}", "variable"],
	["vc-$" + "{site}-1", "variable"],
	["$" + "{cni:=cilium}", "variable", "cilium"],
	["$" + "{cni:-}", "variable", ""],
	["$" + "{a=x}-$" + "{b:=y}", "variable", "x-y"],
	["$" + "{a:=x}-$" + "{b}", "variable"],
	["$" + "{a:=x}-$(b)", "variable"],
	["$" + "{a/x/y}", "variable"],
	["$ARGOCD_APP_NAME", "variable"],
	["$" + "{ARGOCD_APP_NAME}", "variable"],
	["{{ .Values.clusterName }}", "variable"],
	["ENC[AES256_GCM,data:8Hk1,iv:A,tag:B,type:str]", "encrypted"],
	["not ENC[AES256_GCM,data:8Hk1]"],
];

for (const [text, kind, fallback] of TEXTS)
	test(`${JSON.stringify(text)} is ${kind ?? "seen"}`, () => {
		const unknown = unknownIn(text);
		assert.is(unknown?.kind, kind);
		assert.is(unknown?.fallback, fallback);
	});

test("the first variable of a text, whatever its form", () =>
	assert.is(firstVariable("a-$(x)-$" + "{y}"), "$(x)"));

const PREVIOUS = "internal.config.kubernetes.io/previousNames";
const head = (name: string, annotations: Record<string, string> = {}) => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	name,
	namespace: "platform",
	annotations,
});

for (const [name, isSame, before] of [
	["avi-k8s-config", true],
	["avi-k8s-config", true, "base-config"],
	["east-config", false, "base-config"],
	["avi-k8s-config-h5f8c9dm2k", true],
	["avi-k8s-config-5f8c9d", true],
	["avi-k8s-config-backup", false],
	["avi-k8s-config-20240501", false],
	["avi-k8s-config-v2", false],
	["east-avi-k8s-config", false],
] as const)
	test(`${name}, which was ${before}, is ${isSame ? "" : "not "}avi-k8s-config`, () => {
		const renamed = before && { [PREVIOUS]: before };
		assert.is(isNamed(head(name, renamed), "avi-k8s-config"), isSame);
	});

test("kustomize notes the name and the namespace of the file first", () => {
	const renamed = head("east-avi-k8s-config", {
		[PREVIOUS]: "avi-k8s-config,team-avi-k8s-config",
		"internal.config.kubernetes.io/previousNamespaces": "avi-system,team",
	});
	assert.ok(isNamed(renamed, "avi-k8s-config"));
	assert.is(originalNamespace(renamed), "avi-system");
	const without = {
		"internal.config.kubernetes.io/previousNamespaces": "default",
	};
	assert.is(originalNamespace(head("x", without)), undefined);
	assert.is(originalNamespace(head("x")), "platform");
});

test.run();
