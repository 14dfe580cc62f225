import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readConfig } from "../../src/config/read-config.ts";
import { groupItems } from "../../src/group/group.ts";
import { toSnapshot } from "../../src/group/to-snapshot.ts";
import {
	AKO_KEYS,
	type AkoKey,
	akoSettingRow,
} from "../../src/model/ako-settings.ts";
import { readText } from "../../src/read/read-input.ts";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { type ClusterSpec, clusterPool } from "../support/clusters.ts";
import type { AnyResource } from "../support/function-run.ts";

/** The only cluster that an object and a snapshot make. */
function clusterOf(object: AnyResource, spec: ClusterSpec = clusterPool()) {
	const items = [clusterSnapshot(spec), object];
	const read = readText(
		JSON.stringify({ kind: "List", apiVersion: "v1", items }),
	);
	if ("unreadable" in read) throw new Error(read.unreadable);
	const config = readConfig(undefined, []).value;
	const { value, results } = groupItems(read.input.items, config);
	assert.equal(results, []);
	const [cluster] = value.clusters;
	if (cluster === undefined) throw new Error("there is no cluster");
	return cluster;
}

const nested = (path: readonly string[], value: unknown) =>
	path.reduceRight<unknown>(
		(inner, key) => ({ [key]: inner }),
		value,
	) as object;

const object = (
	apiVersion: string,
	kind: string,
	rest: object,
	name = "ako",
) => ({
	apiVersion,
	kind,
	metadata: { name },
	...rest,
});

/** An object of each form with one setting; undefined where the form has no such setting. */
const FORMS: Readonly<
	Record<string, (key: AkoKey, value: string) => AnyResource>
> = {
	"a generated ConfigMap": (key, value) =>
		object(
			"v1",
			"ConfigMap",
			{ data: { [key]: value } },
			"avi-k8s-config-h5f8c9dm2k",
		),
	"values of a HelmRelease": (key, value) =>
		object("helm.toolkit.fluxcd.io/v2", "HelmRelease", {
			spec: {
				chart: { spec: { chart: "ako" } },
				values: nested(akoSettingRow(key).chart, value),
			},
		}),
	"parameters of an Application": (key, value) =>
		object("argoproj.io/v1alpha1", "Application", {
			spec: {
				source: {
					chart: "ako",
					helm: {
						parameters: [{ name: akoSettingRow(key).chart.join("."), value }],
					},
				},
			},
		}),
	"a text of a HelmChartConfig": (key, value) =>
		object("helm.cattle.io/v1", "HelmChartConfig", {
			spec: {
				valuesContent: JSON.stringify(nested(akoSettingRow(key).chart, value)),
			},
		}),
	"an AKOConfig": (key, value) => {
		const path = akoSettingRow(key).akoConfig;
		return (
			path &&
			object("ako.vmware.com/v1beta1", "AKOConfig", {
				spec: nested(path, value),
			})
		);
	},
	"an AKODeploymentConfig": (key, value) => {
		const path = akoSettingRow(key).akoDeploymentConfig;
		return (
			path &&
			object(
				"networking.tkg.tanzu.vmware.com/v1alpha1",
				"AKODeploymentConfig",
				{ spec: nested(path, value) },
			)
		);
	},
};

const test = suite("AKO's settings");

for (const [form, make] of Object.entries(FORMS))
	test(`each is read in ${form}`, () => {
		let read = 0;
		for (const key of AKO_KEYS) {
			const made = make(key, "value");
			if (made === undefined) continue;
			const [target, ...others] = clusterOf(made).akoTargets;
			assert.is(target?.values[key], "value", key);
			assert.equal(others, []);
			read++;
		}
		assert.ok(read > 10, `${read} were read`);
	});

test("each is kept in a snapshot", () => {
	for (const key of AKO_KEYS) {
		const live = {
			...object(
				"v1",
				"ConfigMap",
				{ data: { [key]: "value" } },
				"avi-k8s-config",
			),
			metadata: {
				name: "avi-k8s-config",
				uid: "a",
				annotations: { "avi-routes.dev/cluster": "prod" },
			},
		};
		const cluster = clusterOf(live, { ...clusterPool(), akoConfig: undefined });
		const { spec } = toSnapshot(cluster) as { spec: AnyResource };
		const { snapshot } = akoSettingRow(key);
		const path = snapshot?.split(".") ?? ["akoConfig", key];
		assert.is(
			path.reduce((inner, name) => inner?.[name], spec),
			"value",
			key,
		);
	}
});

test.run();
