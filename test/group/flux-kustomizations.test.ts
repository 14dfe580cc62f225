import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fromFiles } from "../../src/commands/files/read-source.ts";
import { transform } from "../../src/pipeline.ts";
import { inFile } from "../support/clusters.ts";
import type { AnyResource } from "../support/function-run.ts";
import {
	ako,
	kustomization,
	release,
	SNAPSHOT,
	type TargetRow,
	TWO_CLUSTERS,
	tellOfTargets,
} from "./target-objects.ts";
import { tellInAnyOrder } from "./tell-in-any-order.ts";

const at = (path: string, { metadata, ...rest }: AnyResource): AnyResource =>
	inFile(path, { ...rest, metadata: { name: metadata.name } });
/** A release in the folder `infra/ako`. */
const base = (own: object) =>
	at("infra/ako/release.yaml", release({ values: ako(own) }));
const BUILT = kustomization("infra/ako", { resources: ["release.yaml"] });
/** A Kustomization of Flux that builds a folder. */
const flux = (path: string | undefined, spec: object = {}, folder = "prod") =>
	inFile(`clusters/${folder}/ako.yaml`, {
		apiVersion: "kustomize.toolkit.fluxcd.io/v1",
		kind: "Kustomization",
		metadata: { name: "ako", namespace: "flux-system" },
		spec: {
			path,
			sourceRef: { kind: "GitRepository", name: "fleet" },
			...spec,
		},
	});
const patches = (own: object, target?: object) => {
	const patch = {
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata: { name: "ako" },
		spec: { values: ako(own) },
	};
	return { patches: [{ patch: JSON.stringify(patch), target }] };
};
const RIGHT = { clusterName: "prod", cniPlugin: "cilium" };
const CHANGEME = { clusterName: "CHANGEME", cniPlugin: "cilium" };
const PLUGIN = "AKOSettings.cniPlugin";
const WRONG_NAME =
	'ako-target-mismatch HelmRelease ako spec.values.AKOSettings.clusterName: HelmRelease ako has clusterName "CHANGEME", here the cluster is prod; correct the one that is wrong';

const test = suite("Kustomizations of Flux and Applications with patches");
tellOfTargets(test, [
	["a patch", [BUILT, base(CHANGEME), flux("./infra/ako", patches(RIGHT))]],
	[
		"a patch of a folder without a kustomization, with what is below",
		[
			at("infra/ako/deep/release.yaml", release({ values: ako(CHANGEME) })),
			flux("infra/", patches(RIGHT)),
		],
	],
	[
		"a patch of a folder with a kustomization below",
		[BUILT, base(CHANGEME), flux("infra", patches(RIGHT))],
	],
	[
		"a wrong value in a patch, which is edited there",
		[
			BUILT,
			base(CHANGEME),
			flux("./infra/ako", patches({ ...RIGHT, cniPlugin: "" })),
		],
		`edit Kustomization ako spec.patches[0].patch: spec.values.${PLUGIN}: Kustomization ako: ${PLUGIN} goes from "" to "cilium"`,
	],
	[
		"a wrong value in the base",
		[
			BUILT,
			base({ cniPlugin: "" }),
			flux("./infra/ako", patches({ clusterName: "prod" })),
		],
		`edit HelmRelease ako spec.values.${PLUGIN}: HelmRelease ako: ${PLUGIN} goes from "" to "cilium"`,
	],
	...(
		[
			["selects something else", "./infra/ako", { name: "x" }],
			["builds another folder", "./infra/akos", undefined],
			["builds the root of what may be another repository", "./", undefined],
			["does not say what it builds", undefined, undefined],
		] as const
	).map(
		([what, path, target]): TargetRow => [
			`a patch of a Kustomization that ${what}`,
			[BUILT, base(CHANGEME), flux(path, patches(RIGHT, target))],
			WRONG_NAME,
		],
	),
	[
		"a wrong patch of another folder",
		[
			BUILT,
			base(RIGHT),
			flux("./infra/akos", patches({ ...RIGHT, cniPlugin: "calico" })),
		],
		"target-not-editable Kustomization ako spec.patches: Kustomization ako: its patches set values of AKO, which win over those in the objects; ...",
	],
]);

tellInAnyOrder(
	test,
	[
		[
			"edits what a cluster has for itself of a folder that two build",
			[
				...TWO_CLUSTERS,
				BUILT,
				base(CHANGEME),
				...["east", "west"].flatMap((name) => [
					flux(
						"./infra/ako",
						patches({
							clusterName: name,
							...(name === "east" && { cniPlugin: "" }),
						}),
						name,
					),
					inFile(`clusters/${name}/sync.yaml`, {
						...flux(`./clusters/${name}`),
						metadata: { name: "flux-system" },
					}),
				]),
			],
			{
				clusters: ["east", "west"].map((name) => ({
					name,
					path: `clusters/${name}`,
				})),
			},
			`clusters/east/ako.yaml: Kustomization ako: ${PLUGIN} goes from "" to "cilium"`,
		],
	],
	({ severity, tags, file, message }) =>
		tags.check === "edit" || severity === "error"
			? `${file?.path}: ${message}`
			: undefined,
);

/** An Application of Argo CD that builds a folder with patches. */
const application = (path: string, kustomize: object) =>
	inFile("apps/ako.yaml", {
		apiVersion: "argoproj.io/v1alpha1",
		kind: "Application",
		metadata: { name: "ako", namespace: "argocd" },
		spec: { source: { repoURL: "https://a.example/x.git", path, kustomize } },
	});
tellOfTargets(test, [
	[
		"a patch in an Application",
		[BUILT, base(CHANGEME), application("infra/ako", patches(RIGHT))],
	],
	[
		"a wrong value in a patch of an Application, which is edited there",
		[
			BUILT,
			base(CHANGEME),
			application("infra/ako", patches({ ...RIGHT, cniPlugin: "" })),
		],
		`edit Application ako spec.source.kustomize.patches[0].patch: spec.values.${PLUGIN}: Application ako: ${PLUGIN} goes from "" to "cilium"`,
	],
	[
		"an Application of a folder without a kustomization",
		[base(CHANGEME), application("infra/ako", patches(RIGHT))],
		WRONG_NAME,
	],
]);

/** A GitRepository of the name that the Kustomizations have. */
const source = (url: string) => ({
	apiVersion: "source.toolkit.fluxcd.io/v1",
	kind: "GitRepository",
	metadata: { name: "fleet", namespace: "flux-system" },
	spec: { url },
});
for (const [url, path, isOwn] of [
	["ssh://git@git.example.com/me/fleet", "./infra/ako", true],
	["ssh://git@git.example.com/me/fleet", "./", true],
	["https://git.example.com/me/apps.git", "./infra/ako", false],
] as const)
	test(`${path} of ${url} ${isOwn ? "is" : "is not"} that of the package`, () => {
		const all = [
			SNAPSHOT,
			base(CHANGEME),
			flux(path, patches(RIGHT)),
			source(url),
		];
		const files = all.map((one, i) => ({
			path: String(
				one.metadata.annotations?.["internal.config.kubernetes.io/path"] ??
					`${i}.json`,
			),
			text: JSON.stringify(one),
		}));
		const read = fromFiles(files, "");
		const remotes = ["https://git.example.com/me/fleet.git"];
		const { results } = transform({ ...read.source, remotes }, read.results);
		const errors = results.filter(({ severity }) => severity === "error");
		assert.is(errors.length, isOwn ? 0 : 1);
	});
test.run();
