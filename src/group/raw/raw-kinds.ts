import type { Workload } from "../../../schemas/generated/types.ts";
import type { Item } from "../../krm/item.ts";
import {
	type IdentifiedKind,
	type KindId,
	ROWS_OF_KIND,
} from "../../model/kinds.ts";
import type { Facts } from "../cluster.ts";
import { isNamed } from "../kustomize-names.ts";
import type { Neighbours } from "../neighbours.ts";
import { akoConfig, akoDeploymentConfig } from "../targets/ako-config.ts";
import { application } from "../targets/application.ts";
import { applicationSet } from "../targets/application-set.ts";
import { helmChart, helmChartConfig } from "../targets/helm-chart.ts";
import { helmRelease } from "../targets/helm-release.ts";
import { operatorCiliumConfig } from "../targets/operator-cilium-config.ts";
import { renderHelmChart } from "../targets/render-helm-chart.ts";
import type { FoundTargets } from "../targets/target.ts";
import { notedTargets } from "../targets/unmarked.ts";
import {
	aviK8sConfigFacts,
	ciliumConfigFacts,
	isSnapshot,
} from "./config-map.ts";
import { known } from "./known.ts";
import {
	ciliumNodeFacts,
	namespaceFacts,
	nodeConfigFacts,
	nodeFacts,
	podIPPoolFacts,
} from "./listed.ts";
import { gatewayFacts, serviceFacts } from "./sctp-ports.ts";
import { workloadVersion } from "./workload.ts";

/** Reads the facts about a cluster from a valid value, which may have only the fields that the schema names. */
export type FactsOf = (
	value: never,
	item: Item,
	neighbours: Neighbours,
) => Facts;

type FindTargets = (
	value: unknown,
	item: Item,
	neighbours: Neighbours,
) => FoundTargets;

/** The targets of an object that installs AKO or Cilium; none for a dump. */
function targetFacts(find: FindTargets) {
	return (value: unknown, item: Item, neighbours: Neighbours): Facts =>
		isSnapshot(item) ? {} : { targets: find(value, item, neighbours) };
}

/** The targets of an object that names its chart, as all but patches for kustomize do. */
function chartFacts(find: FindTargets) {
	return targetFacts((value, item, neighbours) =>
		notedTargets(find(value, item, neighbours), value, item),
	);
}

/** The reader of facts for each row of the table of kinds. */
export const FACTS_OF: Readonly<Record<KindId, FactsOf>> = {
	namespace: namespaceFacts,
	ciliumConfig: ciliumConfigFacts,
	akoConfig: aviK8sConfigFacts,
	ciliumAgent: (value: Workload) => ({
		versions: known("cilium", workloadVersion(value, "cilium-agent")),
	}),
	ako: (value: Workload) => ({
		versions: known("ako", workloadVersion(value, "ako")),
	}),
	podIPPool: podIPPoolFacts,
	ciliumNodeConfig: nodeConfigFacts,
	service: serviceFacts,
	gateway: gatewayFacts,
	node: nodeFacts,
	ciliumNode: ciliumNodeFacts,
	helmRelease: chartFacts(helmRelease),
	application: chartFacts(application),
	applicationSet: targetFacts(applicationSet),
	operatorConfig: targetFacts(akoConfig),
	operatorCiliumConfig: targetFacts(operatorCiliumConfig),
	deploymentConfig: targetFacts(akoDeploymentConfig),
	helmChart: chartFacts(helmChart),
	helmChartConfig: targetFacts(helmChartConfig),
	// A function's config is always local.
	renderHelmChart: (value: unknown, item: Item) => ({
		targets: renderHelmChart(value, item),
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
