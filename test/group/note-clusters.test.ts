import { suite } from "uvu";
import type { Result } from "../../src/krm/result.ts";
import { clusterPool, hostScope, inFile } from "../support/clusters.ts";
import { clusterSnapshot } from "./raw-objects.ts";
import { ako, object, release } from "./target-objects.ts";
import { type Told, tellInAnyOrder } from "./tell-in-any-order.ts";

const EAST = clusterSnapshot(clusterPool({ akoConfig: undefined }), "east");
/** Its AKO needs an empty cniPlugin. */
const WEST = clusterSnapshot(hostScope({ akoConfig: undefined }), "west");
const EMPTY = { cniPlugin: "" };
const RIGHT = { cniPlugin: "cilium" };
const values = (path: string, own: object, more: object = {}) =>
	inFile(path, { metadata: {}, ...ako(own), ...more });
const of = (clusterName: string, own: object) => ({ clusterName, ...own });
const kustomization = (own: object) =>
	object("Kustomization", "kustomize.config.k8s.io/v1beta1", "ako", {
		helmCharts: [{ name: "ako", valuesInline: ako(own) }],
	});

const IS = "it is a values file of AKO, which is not edited here";
const SET = 'set AKOSettings.cniPlugin: "cilium"';
const NAME = (now: string) => `AKOSettings.clusterName: "east" (now "${now}")`;
const VRF = { ControllerSettings: { vrfName: "old" } };
const IN_VRF = { vrfContext: { name: "new" } };
const CHARTS =
	"Kustomization ako: its helmCharts install AKO, and values there are not edited";

/** An ApplicationSet of AKO's chart. */
const applicationSet = (helm: object, ...generators: object[]) =>
	object("ApplicationSet", "argoproj.io/v1alpha1", "ako", {
		spec: {
			generators,
			template: { spec: { source: { chart: "ako", helm } } },
		},
	});
const list = (...elements: object[]) => ({ list: { elements } });
const TEMPLATE = ako({ clusterName: "{{.cluster}}", cniPlugin: "{{ cni }}" });
const SETS =
	"ApplicationSet ako: an ApplicationSet can stand for many clusters and is not edited";
const IN_SET = "by hand in its template or generators";
const FILES = { valueFiles: ["$values/ako/{{.cluster}}/values.yaml"] };

const ROWS: readonly Told[] = [
	[
		"elements of an ApplicationSet, of which one is wrong",
		[
			EAST,
			WEST,
			applicationSet(
				{ valuesObject: TEMPLATE },
				{
					matrix: {
						generators: [
							list({ cluster: "east", cni: "" }, { cluster: "west", cni: "" }),
							{ clusters: {} },
						],
					},
				},
				list({ cluster: "north", cni: "calico" }),
			),
		],
		{},
		`east: ${SETS}; ${SET} ${IN_SET}`,
	],
	[
		"an ApplicationSet with one value for clusters that need different ones",
		[
			EAST,
			WEST,
			applicationSet(
				{
					values:
						"AKOSettings:\n  clusterName: {{name}}\n  cniPlugin: cilium\n",
				},
				{ clusters: {} },
			),
		],
		{},
		`undefined: ${SETS}; set AKOSettings.cniPlugin (now "cilium") ${IN_SET}`,
	],
	[
		"an ApplicationSet with the value in a text that is a template",
		[
			EAST,
			applicationSet(
				{
					values:
						"AKOSettings:\n  clusterName: {{name}}\n  cniPlugin: cilium\n",
				},
				{ clusters: {} },
			),
		],
		{},
	],
	[
		"an ApplicationSet with values in a file for each cluster",
		[
			EAST,
			WEST,
			applicationSet(FILES),
			values("ako/east/values.yaml", of("east", EMPTY)),
			values("ako/west/values.yaml", of("west", EMPTY)),
		],
		{},
		`east: ako/east/values.yaml: ${IS}; ${SET} by hand there`,
	],
	[
		"an ApplicationSet with values in files that are not here",
		[EAST, applicationSet(FILES), values("ako/values.yaml", RIGHT)],
		{},
		`undefined: ${SETS}; ${SET} ${IN_SET}`,
	],
	[
		"values of each cluster, of which one is wrong",
		[
			EAST,
			WEST,
			values("a.yaml", of("east", EMPTY)),
			values("b.yaml", of("west", EMPTY)),
		],
		{},
		`east: a.yaml: ${IS}; ${SET} by hand there`,
	],
	[
		"several of each cluster",
		[
			EAST,
			WEST,
			values("a.yaml", of("east", EMPTY)),
			values("b.yaml", of("east", EMPTY)),
			values("c.yaml", of("west", RIGHT)),
		],
		{},
		`east: 2 files are values files of AKO, which are not edited here (a.yaml and b.yaml); ${SET} by hand there`,
		`west: c.yaml: ${IS}; set AKOSettings.cniPlugin: "" (now "cilium") by hand there`,
	],
	[
		"values without a name, which may be for each cluster",
		[EAST, WEST, values("a.yaml", { cniPlugin: "antrea" })],
		{},
		`undefined: a.yaml: ${IS}; set AKOSettings.cniPlugin (now "antrea") by hand there, if Cilium is the CNI there`,
	],
	[
		"values with the chart's default for a name",
		[EAST, WEST, values("a.yaml", of("my-cluster", { cniPlugin: "antrea" }))],
		{},
		`undefined: a.yaml: ${IS}; set AKOSettings.cniPlugin (now "antrea") ...`,
	],
	[
		"values of clusters that are not in the package",
		[
			EAST,
			values("a.yaml", of("east", RIGHT)),
			values("b.yaml", of("north", EMPTY)),
			values("c.yaml", of("south", { cniPlugin: "calico" })),
		],
		{},
	],
	[
		"values of another cluster beside what installs AKO",
		[
			EAST,
			release({ values: ako(of("east", RIGHT)) }),
			values("b.yaml", of("north", EMPTY)),
		],
		{},
	],
	[
		"the only values, which name another cluster",
		[EAST, values("a.yaml", of("north", RIGHT))],
		{},
		`undefined: a.yaml: ${IS}; set ${NAME("north")} by hand there, if it is for cluster east`,
	],
	[
		"the only values, in several files",
		[
			EAST,
			values("a.yaml", of("north", EMPTY)),
			values("b.yaml", of("north", { cniPlugin: "calico" })),
		],
		{},
		`undefined: 2 files are values files of AKO, which are not edited here (a.yaml and b.yaml); ${SET} and ${NAME("north")} by hand there, if it is for cluster east`,
	],
	[
		"a name that the path of the file contradicts",
		[
			EAST,
			WEST,
			values("e/a.yaml", of("west", { cniPlugin: "calico" })),
			values("e/b.yaml", of("east", EMPTY)),
		],
		{ clusters: [{ name: "east", path: "e" }, { name: "west" }] },
		`east: e/a.yaml: ${IS}; ${SET} (now "calico") and ${NAME("west")} by hand there, if it is for cluster east and Cilium is the CNI there`,
		`east: e/b.yaml: ${IS}; ${SET} by hand there`,
	],
	[
		"values of two clusters in one file",
		[EAST, WEST, values("a.yaml", of("east", EMPTY), { x: ako(of("x", {})) })],
		{},
		`east: a.yaml: ${IS}; ${SET} by hand there`,
	],
	[
		"values of two clusters of the package in one file",
		[EAST, WEST, values("a.yaml", of("east", {}), { x: ako(of("west", {})) })],
		{},
	],
	[
		"another VRF",
		[EAST, values("a.yaml", of("east", RIGHT), VRF)],
		IN_VRF,
		`undefined: a.yaml: ${IS}; set ControllerSettings.vrfName: "new" (now "old") by hand there`,
	],
	[
		"a VRF that is not configured here",
		[EAST, values("a.yaml", of("east", RIGHT), VRF)],
		{},
	],
	[
		"charts of kustomize, by the name in their values",
		[EAST, WEST, kustomization(of("east", EMPTY))],
		{},
		`east: ${CHARTS}; ${SET} by hand in helmCharts[0].valuesInline`,
	],
	[
		"a patch that takes away what need not be set",
		[
			WEST,
			object("Kustomization", "kustomize.config.k8s.io/v1beta1", "ako", {
				patches: [
					{ patch: "- {op: remove, path: /spec/values/AKOSettings/cniPlugin}" },
				],
			}),
		],
		{},
	],
	[
		"charts of kustomize for another cluster, beside values of this one",
		[EAST, kustomization(of("north", EMPTY)), values("a.yaml", RIGHT)],
		{},
	],
	[
		"the only chart of kustomize, which names another cluster",
		[EAST, kustomization(of("north", RIGHT))],
		{},
		`undefined: ${CHARTS}; set ${NAME("north")} by hand in helmCharts[0].valuesInline, if it is for cluster east`,
	],
];

const test = suite("the cluster of values that are not edited");
tellInAnyOrder(test, ROWS, ({ tags, message }: Result) =>
	tags.check === "target-not-editable"
		? `${tags.cluster}: ${message}`
		: undefined,
);
test.run();
