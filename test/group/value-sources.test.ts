import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool, hostScope } from "../support/clusters.ts";
import {
	type AnyResource,
	resultsOf,
	runItems,
} from "../support/function-run.ts";
import { clusterSnapshot } from "./raw-objects.ts";
import {
	ako,
	config,
	EMPTY,
	NAMED,
	object,
	release,
	text,
} from "./target-objects.ts";

const application = (helm: object) =>
	object("Application", "argoproj.io/v1alpha1", "ako", {
		spec: { source: { chart: "ako", helm } },
	});
const k3s = (kind: string, name: string, spec: object) =>
	object(kind, "helm.cattle.io/v1", name, { spec });
const kpt = (values: object) =>
	object("RenderHelmChart", "fn.kpt.dev/v1alpha1", "ako", {
		helmCharts: [{ chartArgs: { name: "ako" }, templateOptions: { values } }],
	});
const from = (name: string, more: object = {}) => ({
	kind: "ConfigMap",
	name,
	...more,
});
const RIGHT = { ...NAMED, cniPlugin: "cilium" };

/** The objects of a package, and where cniPlugin becomes `cilium`; nowhere when nothing is edited. */
const ROWS: readonly [
	lesson: string,
	objects: readonly AnyResource[],
	...edited: string[],
][] = [
	[
		"a ConfigMap that is right already",
		[
			release({ valuesFrom: [from("a")] }),
			config("a", { "values.yaml": text(RIGHT) }),
		],
	],
	[
		"the later of two ConfigMaps",
		[
			release({ valuesFrom: [from("a"), from("b")] }),
			config("a", { "values.yaml": text(RIGHT) }),
			config("b", { "values.yaml": text({ cniPlugin: "" }) }),
		],
		"ConfigMap b data[values.yaml]: AKOSettings.cniPlugin",
	],
	[
		"spec.values, which win over a ConfigMap",
		[
			release({ valuesFrom: [from("a")], values: ako({ cniPlugin: "" }) }),
			config("a", { "values.yaml": text(RIGHT) }),
		],
		"HelmRelease ako spec.values.AKOSettings.cniPlugin",
	],
	[
		"a value with a targetPath",
		[
			release({
				valuesFrom: [
					from("a", { valuesKey: "cni", targetPath: "AKOSettings.cniPlugin" }),
				],
				values: ako(NAMED),
			}),
			config("a", { cni: '""' }),
		],
		"ConfigMap a data.cni",
	],
	[
		"spec.values, where two releases share a ConfigMap",
		[
			release({ valuesFrom: [from("a")] }),
			release({ valuesFrom: [from("a")] }, "other"),
			config("a", { "values.yaml": text(EMPTY) }),
		],
		"HelmRelease ako spec.values.AKOSettings.cniPlugin",
	],
	[
		"spec.values, where sops has encrypted the ConfigMap",
		[
			release({ valuesFrom: [from("a")] }),
			{ ...config("a", { "values.yaml": text(EMPTY) }), sops: { mac: "x" } },
		],
		"HelmRelease ako spec.values.AKOSettings.cniPlugin",
	],
	[
		"nothing of a ConfigMap that is not here",
		[release({ valuesFrom: [from("a")], values: ako({ logLevel: "INFO" }) })],
	],
	[
		"nothing of a Secret",
		[release({ valuesFrom: [{ kind: "Secret", name: "a" }] })],
	],
	[
		"values that a Secret's targetPath is not about",
		[
			release({
				valuesFrom: [{ kind: "Secret", name: "a", targetPath: "creds.user" }],
				values: ako(NAMED),
			}),
		],
		"HelmRelease ako spec.values.AKOSettings.cniPlugin",
	],
	["nothing of valueFiles", [application({ valueFiles: ["values.yaml"] })]],
	[
		"the inline form that is in use beside valueFiles",
		[application({ valueFiles: ["a.yaml"], valuesObject: ako(NAMED) })],
		"Application ako spec.source.helm.valuesObject.AKOSettings.cniPlugin",
	],
	[
		"a parameter, and not the text of values beside a valuesObject",
		[
			application({
				values: text({ cniPlugin: "antrea" }),
				valuesObject: ako(NAMED),
				parameters: [{ name: "AKOSettings.cniPlugin", value: "" }],
			}),
		],
		"Application ako spec.source.helm.parameters[0].value",
	],
	[
		"inline values that win over files",
		[kpt({ valuesFiles: ["a.yaml"], valuesInline: ako(EMPTY) })],
		"RenderHelmChart ako helmCharts[0].templateOptions.values.valuesInline.AKOSettings.cniPlugin",
	],
	[
		"nothing where files win over inline values",
		[
			kpt({
				valuesMerge: "merge",
				valuesFiles: ["a.yaml"],
				valuesInline: ako(EMPTY),
			}),
		],
	],
	[
		"a HelmChart of K3s",
		[k3s("HelmChart", "x", { chart: "ako", valuesContent: text(NAMED) })],
		"HelmChart x spec.valuesContent: AKOSettings.cniPlugin",
	],
	[
		"a HelmChart by the URL of its archive",
		[
			k3s("HelmChart", "x", {
				chart: "https://charts/ako-1.12.1.tgz",
				set: { "AKOSettings.cniPlugin": "" },
				valuesContent: text(RIGHT),
			}),
		],
		"HelmChart x spec.set[AKOSettings.cniPlugin]",
	],
];

const test = suite("sources of values");
const SPEC = { clusterName: "prod" };
const SNAPSHOT = clusterSnapshot(clusterPool({ akoConfig: undefined }));

for (const [lesson, objects, ...edited] of ROWS) {
	test(`edits ${lesson}`, () => {
		const run = runItems([SNAPSHOT, ...objects], SPEC);
		assert.is(run.exitCode, 0, run.results[0]?.message);
		assert.equal(
			resultsOf(run, "edit").map(
				({ resourceRef, field }) =>
					`${resourceRef?.kind} ${resourceRef?.name} ${field?.path}`,
			),
			edited,
		);
		const after = run.items.slice(1, objects.length + 1);
		assert.equal(
			JSON.stringify(after) === JSON.stringify(objects),
			edited.length === 0,
		);
		const again = runItems([SNAPSHOT, ...after], SPEC);
		assert.equal(resultsOf(again, "edit"), []);
		assert.equal(again.items.slice(1, objects.length + 1), after);
	});
}

test("nothing is said to be absent that may be set elsewhere", () => {
	for (const hidden of [
		release({ valuesFrom: [from("a")] }),
		application({ valueFiles: ["$values/a.yaml"] }),
		application({
			valuesObject: ako({ cniPlugin: "cilium" }),
			valueFiles: ["b"],
		}),
		kpt({ valuesFiles: ["a.yaml"] }),
	]) {
		const run = runItems([SNAPSHOT, hidden], SPEC);
		assert.equal(resultsOf(run, "ako-target-mismatch"), []);
		assert.match(
			resultsOf(run, "target-not-editable")[0]?.message ?? "",
			'AKOSettings.clusterName is "prod" there',
		);
	}
});

test("an empty cniPlugin is set over values that can't be seen", () => {
	const spec = { valueFiles: ["a.yaml"], valuesObject: ako(NAMED) };
	const snapshot = clusterSnapshot(hostScope({ akoConfig: undefined }));
	const run = runItems([snapshot, application(spec)], SPEC);
	assert.equal(run.items[1].spec.source.helm.valuesObject, ako(EMPTY));
});

test("a release that reads the emitted values leaves them to these", () => {
	const own = release({ valuesFrom: [from("prod-ako-values")] });
	const first = runItems([SNAPSHOT, own], SPEC);
	const emitted = first.items.find(
		({ metadata }) => metadata.name === "prod-ako-values",
	);
	assert.match(emitted.data["values.yaml"], "cniPlugin: cilium");
	assert.equal(first.items[1], own);
	assert.equal(resultsOf(first, "target-not-editable"), []);
	const second = runItems(first.items, SPEC);
	assert.equal(second.items, first.items);
});

test("a dump that sops has encrypted is an error", () => {
	const dump = { ...config("avi-k8s-config", RIGHT), sops: { mac: "x" } };
	dump.metadata.uid = "live";
	const run = runItems([SNAPSHOT, dump], SPEC);
	assert.is(run.exitCode, 1);
	assert.match(
		resultsOf(run, "input-invalid")[0]?.message ?? "",
		"is a dump of a live cluster that sops has encrypted",
	);
	assert.equal(run.items[1], dump);
});

test.run();
