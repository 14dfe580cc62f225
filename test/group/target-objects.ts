import type { Test } from "uvu";
import type { Result } from "../../src/krm/result.ts";
import { clusterPool, inFile } from "../support/clusters.ts";
import type { AnyResource } from "../support/function-run.ts";
import { clusterSnapshot } from "./raw-objects.ts";
import { type Told, tellInAnyOrder } from "./tell-in-any-order.ts";

/** A cluster `prod` whose AKO needs `cniPlugin: cilium`. */
export const SNAPSHOT = clusterSnapshot(clusterPool({ akoConfig: undefined }));

/** Two clusters, `east` and `west`, whose AKO needs the same. */
export const TWO_CLUSTERS = ["east", "west"].map((name) =>
	clusterSnapshot(
		clusterPool({ akoConfig: undefined, nodes: {}, clusterUID: name }),
		name,
	),
);

/** Objects that install AKO or Cilium, and what is told of their settings: check, object, field and message. */
export type TargetRow = readonly [
	lesson: string,
	objects: readonly AnyResource[],
	...says: string[],
];

/** Adds tests of what is told of the settings, in any order of the objects; SCTP is enabled. */
export function tellOfTargets(test: Test, rows: readonly TargetRow[]): void {
	const all = rows.map(
		([lesson, objects, ...says]): Told => [
			lesson,
			[SNAPSHOT, ...objects],
			{ clusterName: "prod", sctp: "Enabled" },
			...says,
		],
	);
	tellInAnyOrder(test, all, ofTarget);
}

const CHECKS: readonly string[] = [
	"edit",
	"routes-unused",
	"target-not-editable",
];

function ofTarget({ tags, severity, resourceRef, field, message }: Result) {
	if (!CHECKS.includes(tags.check) && severity !== "error") return undefined;
	const { kind, name } = resourceRef ?? {};
	return `${tags.check} ${kind} ${name} ${field?.path}: ${message}`;
}

/** An object in a file of its own. */
export const object = (
	kind: string,
	apiVersion: string,
	name: string,
	rest: object,
	metadata: object = {},
): AnyResource =>
	inFile(`${kind}-${name}.yaml`.toLowerCase(), {
		apiVersion,
		kind,
		metadata: { name, ...metadata },
		...rest,
	});

/** A kustomization.yaml in the folder. */
export const kustomization = (folder: string, rest: object): AnyResource =>
	inFile(`${folder}/kustomization.yaml`, {
		apiVersion: "kustomize.config.k8s.io/v1beta1",
		kind: "Kustomization",
		...rest,
		metadata: {},
	});

/** A Flux HelmRelease of the chart of its name, unless the spec says another. */
export const release = (spec: object, name = "ako", metadata: object = {}) =>
	object(
		"HelmRelease",
		"helm.toolkit.fluxcd.io/v2",
		name,
		{ spec: { chart: { spec: { chart: name } }, ...spec } },
		metadata,
	);

/** A ConfigMap with values. */
export const config = (
	name: string,
	data: Record<string, string>,
	metadata: object = {},
) => object("ConfigMap", "v1", name, { data }, metadata);

export const ako = (own: object) => ({ AKOSettings: own });
export const text = (own: object) => JSON.stringify(ako(own));
/** Marks an object as one that installs AKO. */
export const MARKED = { annotations: { "avi-routes.dev/target": "ako" } };
export const NAMED = { clusterName: "prod" };
export const EMPTY = { ...NAMED, cniPlugin: "" };
/** What a Flux variable looks like. */
export const variable = (name: string) => `$\{${name}}`;
