import { suite } from "uvu";
import { inFile } from "../support/clusters.ts";
import type { AnyResource } from "../support/function-run.ts";
import {
	ako,
	EMPTY,
	NAMED,
	object,
	release,
	type TargetRow,
	tellOfTargets,
} from "./target-objects.ts";

const RIGHT = { ...NAMED, cniPlugin: "cilium" };
const CNI = "spec.values.AKOSettings.cniPlugin";
const SET = `edit HelmRelease ako ${CNI}: HelmRelease ako: AKOSettings.cniPlugin is set to "cilium"`;
const hidden = (what: string) =>
	`target-not-editable HelmRelease ako spec.valuesFrom[0]: HelmRelease ako: AKOSettings.cniPlugin and AKOSettings.clusterName may be set in ${what}, and are not compared or edited here; ...`;

const reads = (name: string, more: object = {}) =>
	release({ valuesFrom: [{ kind: "ConfigMap", name, ...more }] });
const kustomization = (rest: object, path = "kustomization.yaml") =>
	inFile(path, {
		...object("Kustomization", "kustomize.config.k8s.io/v1beta1", "", rest),
	});
const generates = (files: string[], more: object = {}) => ({
	configMapGenerator: [{ name: "ako-values", files, ...more }],
});
const values = (own: object, path = "values.yaml"): AnyResource =>
	inFile(path, { metadata: {}, ...ako(own) });

const test = suite("values in what kustomize generates");
tellOfTargets(test, [
	[
		"a file that is right",
		[
			reads("ako-values"),
			kustomization(generates(["values.yaml"])),
			values(RIGHT),
		],
	],
	...(
		[
			["a file that is wrong", EMPTY],
			["a file without the setting", NAMED],
		] as const
	).map(
		([lesson, own]): TargetRow => [
			lesson,
			[
				reads("ako-values"),
				kustomization(generates(["values.yaml"])),
				values(own),
			],
			SET,
		],
	),
	[
		"a file of another name, and a changed name",
		[
			reads("east-ako-values-1"),
			kustomization({
				...generates(["values.yaml=./helm/ako.yaml"]),
				namePrefix: "east-",
				nameSuffix: "-1",
			}),
			values(RIGHT, "helm/ako.yaml"),
		],
	],
	[
		"a file with the name of another cluster",
		[
			reads("ako-values"),
			kustomization(generates(["values.yaml"])),
			values({ ...RIGHT, clusterName: "west" }),
		],
		'ako-target-mismatch undefined undefined AKOSettings.clusterName: HelmRelease ako has clusterName "west", here the cluster is prod; ...',
	],
	[
		"a file that is not here",
		[reads("ako-values"), kustomization(generates(["values.yaml"]))],
		hidden(
			"ConfigMap ako-values, which kustomization.yaml generates from values.yaml",
		),
	],
	[
		"no file with that key",
		[
			reads("ako-values"),
			kustomization(generates(["other.yaml"])),
			values(RIGHT),
		],
		hidden("ConfigMap ako-values, which kustomization.yaml generates"),
	],
	[
		"a value at a path",
		[
			reads("ako-values", { targetPath: "AKOSettings" }),
			kustomization(generates(["values.yaml"])),
			values(RIGHT),
		],
		hidden(
			"ConfigMap ako-values, which kustomization.yaml generates from values.yaml",
		),
	],
	[
		"an overlay that changes what its base generates",
		[
			reads("ako-values"),
			kustomization(generates(["values.yaml"])),
			kustomization(
				generates(["values.yaml"], { behavior: "merge" }),
				"overlay/kustomization.yaml",
			),
			values(RIGHT),
		],
		hidden(
			"ConfigMap ako-values, which kustomization.yaml and overlay/kustomization.yaml generate",
		),
	],
	[
		"kustomizations of other folders",
		[
			reads("ako-values"),
			kustomization(generates(["values.yaml"])),
			kustomization(generates(["values.yaml"]), "a/kustomization.yaml"),
			values(RIGHT),
			values(EMPTY, "a/values.yaml"),
		],
		'target-not-editable undefined undefined AKOSettings: a/values.yaml: it is a values file of AKO, which is not edited here; set AKOSettings.cniPlugin: "cilium" by hand there',
	],
	[
		"a Secret",
		[
			release({ valuesFrom: [{ kind: "Secret", name: "ako-values" }] }),
			kustomization({
				secretGenerator: [{ name: "ako-values", files: ["values.yaml"] }],
			}),
			values(RIGHT),
		],
	],
]);
test.run();
