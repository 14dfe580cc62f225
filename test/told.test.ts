import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "./support/clusters.ts";
import { type ParsedRun, runText } from "./support/function-run.ts";

/** A run with a warning, and with an error beside it, for a config with these annotations. */
function run(annotations: object, isBroken: boolean): ParsedRun {
	const spec = clusterPool({
		akoConfig: { cniPlugin: "", clusterName: "prod", vrfName: "k8s" },
		...(isBroken ? { ciliumNodes: { 1: { podCIDRs: ["10.0.2.0/24"] } } } : {}),
	});
	return runText(
		JSON.stringify({
			apiVersion: "config.kubernetes.io/v1",
			kind: "ResourceList",
			items: [
				{
					apiVersion: "avi-routes.dev/v1alpha1",
					kind: "ClusterSnapshot",
					metadata: { name: "prod" },
					spec,
				},
			],
			functionConfig: {
				apiVersion: "avi-routes.dev/v1alpha1",
				kind: "AviRoutes",
				metadata: { name: "avi-routes", annotations },
				spec: {},
			},
		}),
	);
}

const EXEC = "exec:\n  path: avi-routes\n";

const test = suite("what stands on standard error");

for (const [lesson, annotations, isWarned] of [
	["kpt shows results", {}, false],
	["kustomize does not", { "config.kubernetes.io/function": EXEC }, true],
	["its older key", { "config.k8s.io/function": EXEC }, true],
] as const)
	test(lesson, () => {
		const severities = (isBroken: boolean) =>
			new Set(
				run(annotations, isBroken).reported.map(({ severity }) => severity),
			);
		assert.equal([...severities(false)], isWarned ? ["warning"] : []);
		assert.equal(
			[...severities(true)],
			isWarned ? ["error", "warning"] : ["error"],
		);
	});

test.run();
