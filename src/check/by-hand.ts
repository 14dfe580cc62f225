import type { AkoKey, ByHand, Product } from "../group/targets/target.ts";
import { listOf } from "../krm/list-of.ts";
import { akoSettingRow } from "../model/ako-settings.ts";
import { CILIUM_SETTINGS } from "../model/cilium-settings.ts";
import type { ClusterPlan } from "../plan/plan.ts";

/** What to set by hand for the clusters, where nothing is edited; undefined when no value is wanted. */
export function byHand(
	{ product, place }: ByHand,
	clusters: readonly ClusterPlan[],
): string | undefined {
	const settings = SETTINGS[product].flatMap(({ name, isNamed, wantedBy }) => {
		const values = [...new Set(clusters.map(wantedBy))];
		const [value] = values;
		if (values.length > 1) return [name];
		if (value !== undefined) return [`${name}: ${value}`];
		return isNamed ? [name] : [];
	});
	return settings.length === 0
		? undefined
		: `set ${listOf(settings)} by hand ${place}`;
}

/** A setting of a chart. */
interface Setting {
	readonly name: string;
	/** True when it is named even where no value is decided. */
	readonly isNamed?: true;
	/** The value that is wanted for a cluster. */
	readonly wantedBy: (plan: ClusterPlan) => string | undefined;
}

const akoName = (key: AkoKey) => akoSettingRow(key).chart.join(".");

const quoted = (text: string | undefined) => JSON.stringify(text);

const SETTINGS: Readonly<Record<Product, readonly Setting[]>> = {
	ako: [
		{
			name: akoName("cniPlugin"),
			isNamed: true,
			// Never advise to overwrite another CNI's plugin.
			wantedBy: ({ ako, otherCni }) =>
				otherCni === undefined ? quoted(ako?.cniPlugin) : undefined,
		},
		{
			name: akoName("disableStaticRouteSync"),
			wantedBy: ({ ako }) => quoted(ako?.disableStaticRouteSync),
		},
	],
	cilium: [
		{
			name: CILIUM_SETTINGS.sctp.chart.join("."),
			wantedBy: ({ sctp }) => sctp.value?.toString(),
		},
		{
			name: CILIUM_SETTINGS.rollOut.chart.join("."),
			wantedBy: ({ sctp }) => (sctp.value === undefined ? undefined : "true"),
		},
	],
};
