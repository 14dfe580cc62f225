import type { Workload } from "../../../schemas/generated/types.ts";
import { defined } from "../../krm/defined.ts";
import type { Item } from "../../krm/item.ts";
import {
	type IdentifiedKind,
	type KindId,
	ROWS_OF_KIND,
} from "../../model/kinds.ts";
import { LISTS } from "../../model/lists.ts";
import type { Facts } from "../cluster.ts";
import { isNamed } from "../kustomize-names.ts";
import { isSnapshot } from "../live-marks.ts";
import type { Neighbours, TargetObject } from "../neighbours.ts";
import { application } from "../targets/application.ts";
import { applicationSet } from "../targets/application-set.ts";
import { helmChart, helmChartConfig } from "../targets/helm-chart.ts";
import { helmRelease } from "../targets/helm-release.ts";
import {
	akoConfig,
	akoDeploymentConfig,
	operatorCiliumConfig,
} from "../targets/operators.ts";
import { renderHelmChart } from "../targets/render-helm-chart.ts";
import type { FoundTargets } from "../targets/target.ts";
import { notedTargets } from "../targets/unmarked.ts";
import { aviK8sConfigFacts, ciliumConfigFacts } from "./config-map.ts";
import {
	gatewayFacts,
	namespaceFacts,
	nodeConfigFacts,
	nodeFacts,
	serviceFacts,
	workloadVersion,
} from "./live-facts.ts";

/** Reads what an object tells from its valid value, which may have only the fields that the schema names. */
type Read = (value: never, item: Item, neighbours: Neighbours) => Facts;

type FindTargets = (from: TargetObject) => FoundTargets;

/** The targets of an object that installs AKO or Cilium; none for a dump. */
const targetFacts =
	(find: FindTargets): Read =>
	(root, item, neighbours) => {
		if (isSnapshot(item)) return {};
		const { files } = neighbours;
		return { targets: find({ item, root, files, neighbours }) };
	};

/** The targets of an object that names its chart, as all but patches for kustomize do. */
const chartFacts = (find: FindTargets) =>
	targetFacts((from) => notedTargets(find(from), from));

/** The version of a workload, by its container. */
const versionFacts =
	(product: "cilium" | "ako", container: string) => (value: Workload) => ({
		versions: defined({ [product]: workloadVersion(value, container) }),
	});

/** The reader of facts for each row of the table of kinds. */
export const FACTS_OF: Readonly<Record<KindId, Read>> = {
	namespace: namespaceFacts,
	ciliumConfig: ciliumConfigFacts,
	akoConfig: aviK8sConfigFacts,
	ciliumAgent: versionFacts("cilium", "cilium-agent"),
	ako: versionFacts("ako", "ako"),
	podIPPool: (value, item) => ({
		podIPPools: [LISTS.podIPPools.ofObject(value, item)],
	}),
	ciliumNodeConfig: nodeConfigFacts,
	service: serviceFacts,
	gateway: gatewayFacts,
	node: nodeFacts,
	ciliumNode: (value, item) => ({
		ciliumNodes: [LISTS.ciliumNodes.ofObject(value, item)],
	}),
	helmRelease: chartFacts(helmRelease),
	application: chartFacts(application),
	applicationSet: targetFacts(applicationSet),
	operatorConfig: targetFacts(akoConfig),
	operatorCiliumConfig: targetFacts(operatorCiliumConfig),
	deploymentConfig: targetFacts(akoDeploymentConfig),
	helmChart: chartFacts(helmChart),
	helmChartConfig: targetFacts(helmChartConfig),
	// A function's config is always local.
	renderHelmChart: (root, item) => ({
		targets: renderHelmChart({ item, root }),
	}),
};

/** The row of the table of kinds that reads the item; undefined when nothing does. */
export function rawKindOf(item: Item): IdentifiedKind | undefined {
	const rows = ROWS_OF_KIND.get(item.kind) ?? [];
	for (let i = 0; i < rows.length; i++) {
		const { apiVersion, name } = rows[i] as IdentifiedKind;
		if (!isVersion(item.apiVersion, apiVersion)) continue;
		if (name === undefined || isNamed(item, name)) return rows[i];
	}
	return undefined;
}

/** True for a raw object that is live state, which must never be applied. */
export function isDump(
	item: Item,
	{ isAlwaysSnapshot }: IdentifiedKind,
): boolean {
	return isAlwaysSnapshot === true || isSnapshot(item);
}

function isVersion(own: string, wanted: string): boolean {
	return own === wanted || (wanted.endsWith("/") && own.startsWith(wanted));
}
