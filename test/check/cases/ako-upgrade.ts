import {
	type Changes,
	clusterPool,
	dualStack,
	hostScope,
	inFile,
	internal,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const ID = "ako-upgrade-changes-routes";
const AKO_1_11: Changes = { versions: { ako: "1.11.5" } };
const VRF_NAME = { vrfName: "vrf-k8s" };
const VRF = { ControllerSettings: VRF_NAME };
const AKOSettings = { cniPlugin: "cilium", clusterName: "prod" };

const installs = (kind: string, apiVersion: string, spec: object) =>
	inFile("desired/ako.yaml", {
		apiVersion,
		kind,
		metadata: { name: "ako", namespace: "avi-system" },
		...spec,
	});
const release = (version: string, more: object = {}) =>
	installs("HelmRelease", "helm.toolkit.fluxcd.io/v2", {
		spec: {
			chart: { spec: { chart: "ako", version } },
			values: { AKOSettings, ...more },
		},
	});
const application = (targetRevision: string) =>
	installs("Application", "argoproj.io/v1alpha1", {
		spec: {
			source: {
				repoURL: "https://charts.example.com",
				chart: "ako",
				targetRevision,
				helm: { valuesObject: { AKOSettings } },
			},
		},
	});
const helmChart = (version: string) =>
	installs("HelmChart", "helm.cattle.io/v1", {
		spec: { chart: "ako", version, values: { AKOSettings } },
	});
const renderHelmChart = (version: string) =>
	installs("RenderHelmChart", "fn.kpt.dev/v1alpha1", {
		helmCharts: [
			{
				chartArgs: { name: "ako", version },
				templateOptions: { values: { valuesInline: { AKOSettings } } },
			},
		],
	});
const MORE_ROUTES = "that changes its routes: 3 added";

/** A chart of AKO in the package that is of another version than runs. */
export const AKO_UPGRADE_CASES: readonly CheckCase[] = [
	fires(
		ID,
		"an upgrade reads vrfName, and brings IPv6",
		{ cluster: dualStack(AKO_1_11), more: [release("1.13.1", VRF)] },
		{
			ref: "HelmRelease ako",
			field: "spec.chart.spec.version",
			currentValue: "1.13.1",
			says: "HelmRelease ako installs AKO 1.13.1, while cluster prod runs 1.11.5; that changes its routes: all to VRF vrf-k8s instead of global and 3 added",
		},
	),
	fires(
		ID,
		"an upgrade takes the first InternalIP",
		{
			cluster: hostScope({
				versions: { ako: "1.9.1" },
				nodes: { 1: { addresses: internal("10.1.0.1", "192.168.0.1") } },
			}),
			more: [
				release("1.13.1", { AKOSettings: { ...AKOSettings, cniPlugin: "" } }),
			],
		},
		{
			ref: "HelmRelease ako",
			field: "spec.chart.spec.version",
			currentValue: "1.13.1",
			says: "that changes its routes: 1 to another next hop",
		},
	),
	...(
		[
			[application, "Application", "spec.source.targetRevision"],
			[helmChart, "HelmChart", "spec.version"],
			[renderHelmChart, "RenderHelmChart", "helmCharts[0].chartArgs.version"],
		] as const
	).map(([install, kind, field]) =>
		fires(
			ID,
			`a chart of ${kind}`,
			{ cluster: dualStack(AKO_1_11), more: [install("v1.13.1")] },
			{
				ref: `${kind} ako`,
				field,
				currentValue: "v1.13.1",
				says: MORE_ROUTES,
			},
		),
	),
	...["1.11.4", "1.13.x", ">=1.12", "*"].map((version) =>
		silent(ID, `${version} changes nothing, or is a range`, {
			cluster: dualStack(AKO_1_11),
			more: [release(version, VRF)],
		}),
	),
	silent(ID, "an upgrade without effect", {
		cluster: clusterPool(AKO_1_11),
		more: [release("1.13.1")],
	}),
	silent(ID, "both settings have a value that each version takes", {
		cluster: dualStack(AKO_1_11),
		more: [
			release("1.13.1", {
				AKOSettings: { ...AKOSettings, ipFamily: "V4" },
				ControllerSettings: { vrfName: "global" },
			}),
		],
	}),
	silent(ID, "a chart of another name, which has versions of its own", {
		cluster: dualStack(AKO_1_11),
		more: [
			inFile("desired/ako.yaml", {
				...release("6.2.0", VRF),
				metadata: {
					name: "ako",
					namespace: "avi-system",
					annotations: { "avi-routes.dev/target": "ako" },
				},
			}),
		],
	}),
	silent(ID, "an older version, as of a chart of one's own around AKO's", {
		cluster: dualStack({
			versions: { ako: "1.13.1" },
			akoConfig: { cniPlugin: "cilium", clusterName: "prod", ...VRF_NAME },
		}),
		more: [release("0.1.0")],
	}),
	silent(ID, "the version that runs is not known", {
		cluster: dualStack(),
		more: [release("1.11.5", VRF)],
	}),
	silent(ID, "the files own the routes", {
		cluster: dualStack(AKO_1_11),
		spec: { routeOwner: "GitOps" },
		more: [release("1.13.1", VRF)],
	}),
];
