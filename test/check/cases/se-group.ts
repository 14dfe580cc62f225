import { clusterSnapshot } from "../../group/raw-objects.ts";
import {
	type Changes,
	clusterPool,
	configMap,
	hostScope,
} from "../../support/clusters.ts";
import type { AnyResource } from "../../support/function-run.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

type Ako = Record<string, string>;

const GROUP = [
	"data.serviceEngineGroupName",
	"spec.akoConfig.serviceEngineGroupName",
] as const;
const LIVE = "ConfigMap avi-k8s-config";

const prod = (ako: Ako, changes: Changes = {}) =>
	clusterPool({
		akoConfig: { cniPlugin: "cilium", clusterName: "prod", ...ako },
		...changes,
	});
/** Another cluster, with pod CIDRs of its own. */
const other = (name: string, ako: Ako, versions: object = {}): AnyResource =>
	clusterSnapshot(
		hostScope({
			akoConfig: { cniPlugin: "", clusterName: name, ...ako },
			versions,
		}),
		name,
	);

const IN = (serviceEngineGroupName: string): Ako => ({
	serviceEngineGroupName,
});

/** What installs AKO in cluster prod. */
const installed = (ako: Ako) =>
	configMap(
		"avi-k8s-config",
		{ clusterName: "prod", cniPlugin: "cilium", ...ako },
		{ annotations: { "avi-routes.dev/cluster": "prod" } },
	);

const SHARED: readonly [string, Ako, readonly AnyResource[], string][] = [
	[
		"two clusters, one with the default and one with nothing",
		IN("Default-Group"),
		[other("east", IN(""))],
		"clusters east and prod share Service Engine group Default-Group of cloud Default-Cloud, tenant admin: the AKO that starts first labels it with its cluster's name, the other one does not start",
	],
	[
		"five clusters are told once",
		IN("seg"),
		["a", "b", "c", "d"].map((name) => other(name, IN("seg"))),
		"clusters a, b, c and 2 more share Service Engine group seg of cloud Default-Cloud, tenant admin: the AKO that starts first labels it with its cluster's name, the others do not start",
	],
	[
		"the Avi Controller of one of them is not known",
		{ ...IN("seg"), controllerIP: "192.0.2.1" },
		[other("east", IN("seg"))],
		"clusters east and prod share",
	],
	[
		"one Avi Controller in two spellings",
		{ ...IN("seg"), controllerIP: "AVI.example" },
		[other("east", { ...IN("seg"), controllerIP: "avi.example" })],
		"clusters east and prod share",
	],
];

const APART: readonly [string, Ako, Ako][] = [
	["a group for each", IN("a"), IN("b")],
	["nothing tells the group of one of them", IN("Default-Group"), {}],
	["nothing tells the groups", {}, {}],
	[
		"two clouds",
		{ ...IN("g"), cloudName: "c1" },
		{ ...IN("g"), cloudName: "c2" },
	],
	[
		"two tenants",
		{ ...IN("g"), tenantName: "t1" },
		{ ...IN("g"), tenantName: "t2" },
	],
	[
		"two Avi Controllers",
		{ ...IN("g"), controllerIP: "192.0.2.1" },
		{ ...IN("g"), controllerIP: "192.0.2.2" },
	],
	[
		"one syncs no routes",
		IN("g"),
		{ ...IN("g"), disableStaticRouteSync: "true" },
	],
	[
		"one reaches pods by NodePort",
		IN("g"),
		{ ...IN("g"), serviceType: "NodePort" },
	],
	[
		"one is not the primary AKO",
		IN("g"),
		{ ...IN("g"), primaryInstance: "false" },
	],
	[
		"one has deleted its objects",
		IN("g"),
		{ ...IN("g"), deleteConfig: "true" },
	],
];

const OLD = { ako: "1.9.2" };
const oldProd = (ako: Ako = {}, versions: object = OLD) =>
	hostScope({
		akoConfig: { cniPlugin: "", clusterName: "prod", ...ako },
		versions,
	});
const LIVE_AKO = ["StatefulSet ako", "ClusterSnapshot prod"] as const;
const AKO_VERSION = [
	"spec.template.spec.containers",
	"spec.versions.ako",
] as const;

const TAKING = (version: string, taken: string) => ({
	severity: "warning" as const,
	ref: LIVE_AKO,
	field: AKO_VERSION,
	currentValue: version,
	says: `cluster prod runs AKO ${version}, which takes the routes of ${taken} for its own: when it writes its routes, it deletes those of ${taken} in VRF global of cloud Default-Cloud, tenant admin`,
});

const PREFIXED: readonly CheckCase[] = [
	...(
		[
			["1.9.2", ["prod-new"], "prod-new"],
			["1.9.2", ["prod2", "prod-new"], "prod-new and prod2"],
			["1.12.3", ["east-prod"], "east-prod"],
			["1.10.5", ["prod-2", "prod-new"], "prod-2"],
			["1.13.1", ["a-prod", "prod2", "prod-1x"], "a-prod and prod-1x"],
		] as const
	).map(([ako, names, taken]) =>
		fires(
			"cluster-name-prefix",
			`AKO ${ako} beside ${names.join(" and ")}`,
			{
				cluster: oldProd({}, { ako }),
				more: names.map((name) => other(name, {})),
			},
			TAKING(ako, taken),
		),
	),
	...(
		[
			["1.9.2", "pro", { ako: "1.13.2" }],
			["1.9.2", "pros", OLD],
			["1.9.2", "east-prod", {}],
			["1.12.3", "prod-new", {}],
			["1.12.3", "prod-0", {}],
			["1.12.3", "prod2", {}],
			["1.13.2", "prod-2", {}],
			["latest", "east-prod", {}],
		] as const
	).map(([ako, name, versions]) =>
		silent("cluster-name-prefix", `AKO ${ako} beside ${name}`, {
			cluster: oldProd({}, { ako }),
			more: [other(name, {}, versions)],
		}),
	),
	silent("cluster-name-prefix", "an AKO of unknown version", {
		cluster: oldProd({}, {}),
		more: [other("east-prod", {})],
	}),
	silent("cluster-name-prefix", "the old AKO syncs no routes", {
		cluster: oldProd({ disableStaticRouteSync: "true" }),
		more: [other("prod-new", {})],
	}),
	silent("cluster-name-prefix", "two VRFs", {
		cluster: oldProd(),
		more: [other("prod-new", { cloudName: "other" })],
	}),
];

const TAKEN_OVER = { routeOwner: "GitOps", routeController: "route-sync" };

export const SE_GROUP_CASES: readonly CheckCase[] = [
	...SHARED.map(([lesson, ako, more, says]) =>
		fires(
			"se-group-shared",
			lesson,
			{ cluster: prod(ako), more },
			{
				ref: LIVE,
				field: GROUP,
				currentValue: ako.serviceEngineGroupName,
				says,
			},
		),
	),
	...APART.map(([lesson, own, others]) =>
		silent("se-group-shared", lesson, {
			cluster: prod(own),
			more: [other("east", others)],
		}),
	),
	...(
		[
			["a controller takes over from AKO", TAKEN_OVER, ""],
			[
				"a controller takes over in one of them",
				{ clusters: [{ name: "prod", ...TAKEN_OVER }] },
				", and an AKO that finds another cluster's name there does not start",
			],
		] as const
	).map(([lesson, spec, stops]) =>
		fires(
			"se-group-shared",
			lesson,
			{ cluster: prod(IN("g")), more: [other("east", IN("g"))], spec },
			{
				ref: LIVE,
				field: GROUP,
				currentValue: "g",
				says: `clusters east and prod share Service Engine group g of cloud Default-Cloud, tenant admin: a group is labelled for one cluster, so the routes of the other one do not reach its Service Engines${stops}`,
			},
		),
	),
	silent(
		"se-group-shared",
		"a controller takes over; one reaches pods by NodePort",
		{
			cluster: prod({ ...IN("g"), serviceType: "NodePort" }),
			more: [other("east", IN("g"))],
			spec: TAKEN_OVER,
		},
	),
	...[
		["gives it another group", IN("own")] as const,
		["has a variable there", IN(["$", "{group}"].join(""))] as const,
	].map(([lesson, own]) =>
		silent("se-group-shared", `what installs AKO ${lesson}`, {
			cluster: prod(IN("g")),
			more: [other("east", IN("g")), installed(own)],
		}),
	),
	fires(
		"se-group-shared",
		"what installs AKO says nothing of the group",
		{ cluster: prod(IN("g")), more: [other("east", IN("g")), installed({})] },
		{
			ref: [LIVE, "ClusterSnapshot prod"],
			field: GROUP,
			currentValue: "g",
			says: "clusters east and prod share Service Engine group g",
		},
	),
	...PREFIXED,
];
