import { isInSync } from "../avi/merge.ts";
import { vrfText } from "../diff/state.ts";
import { driftOf } from "./drift.ts";
import type { Group } from "./group.ts";
import { REASONS } from "./reasons.ts";
import type { Outcome } from "./reconcile.ts";

type Labels = Readonly<Record<string, string | number>>;

/** The help texts of the metrics. */
const HELP = {
	avi_routes_desired: "Routes in the tables.",
	avi_routes_programmed: "Routes of the tables that are in Avi.",
	avi_routes_missing: "Routes of the tables that are not in Avi.",
	avi_routes_extra:
		"Routes of the cluster in Avi that are in no table, and duplicates.",
	avi_routes_wrong_next_hop:
		"Routes in Avi with another next hop than in the tables.",
	avi_routes_foreign_conflicts:
		"Routes of other owners that overlap those of the tables.",
	avi_routes_in_sync: "1 when Avi has exactly the routes of the tables.",
	avi_routes_delivered: "0 when the condition Delivered is False.",
	avi_routes_ready: "1 when the condition Ready is True.",
	avi_routes_removals_braked: "Removals that are held back.",
	avi_routes_contended:
		"1 when writing has stopped because somebody undoes it.",
	avi_routes_orphaned_routes: "Routes in Avi whose tables are gone.",
	avi_routes_last_success_timestamp_seconds:
		"When the condition Ready was last True.",
	avi_routes_reconcile_total: "Passes over groups, by reason.",
	avi_routes_reconcile_duration_seconds: "Duration of a pass.",
	avi_routes_put_total: "Writes to Avi, by HTTP status.",
	avi_routes_conflicts_total:
		"Writes refused because somebody else wrote first (412).",
	avi_routes_avi_login_failures_total: "Logins that Avi refused.",
	avi_routes_kube_failures_total: "Failed polls of Kubernetes.",
	avi_routes_build_info: "The version.",
} as const;
type MetricName = keyof typeof HELP;

/** The type of a metric, which its name shows. */
function typeOf(name: string): "counter" | "histogram" | "gauge" {
	if (name.endsWith("_total")) return "counter";
	return name.endsWith("_duration_seconds") ? "histogram" : "gauge";
}

/** Upper bounds of the histogram, in seconds. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Values by metric and labels. */
export class Metrics {
	private readonly values = new Map<MetricName, Map<string, number>>();
	private readonly times: number[] = [];
	private seconds = 0;

	set(name: MetricName, value: number, labels: Labels = {}): void {
		const known = this.values.get(name) ?? new Map<string, number>();
		this.values.set(name, known.set(textOf(labels), value));
	}

	add(name: MetricName, labels: Labels = {}, count = 1): void {
		const old = this.values.get(name)?.get(textOf(labels)) ?? 0;
		this.set(name, old + count, labels);
	}

	/** Records the duration of a pass. */
	observe(seconds: number): void {
		for (const [i, bound] of BUCKETS.entries())
			if (seconds <= bound) this.times[i] = (this.times[i] ?? 0) + 1;
		this.times[BUCKETS.length] = (this.times[BUCKETS.length] ?? 0) + 1;
		this.seconds += seconds;
	}

	/** Forgets all values of a group. */
	drop(labels: Labels): void {
		for (const [name, values] of this.values)
			if (typeOf(name) === "gauge") values.delete(textOf(labels));
	}

	/** The text format of Prometheus. */
	text(): string {
		return Object.entries(HELP)
			.flatMap(([name, help]) => [
				`# HELP ${name} ${help}`,
				`# TYPE ${name} ${typeOf(name)}`,
				...(typeOf(name) === "histogram"
					? this.histogram(name)
					: [...(this.values.get(name as MetricName) ?? [])].map(
							([labels, value]) => `${name}${labels} ${value}`,
						)),
			])
			.join("\n")
			.concat("\n");
	}

	private histogram(name: string): string[] {
		const bounds = [...BUCKETS.map(String), "+Inf"];
		return [
			...bounds.map(
				(bound, i) => `${name}_bucket{le="${bound}"} ${this.times[i] ?? 0}`,
			),
			`${name}_sum ${this.seconds}`,
			`${name}_count ${this.times[BUCKETS.length] ?? 0}`,
		];
	}
}

function textOf(labels: Labels): string {
	const pairs = Object.entries(labels).map(
		([key, value]) =>
			`${key}="${String(value).replace(/[\\"\n]/g, (char) => (char === "\n" ? "\\n" : `\\${char}`))}"`,
	);
	return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** The labels of a group. */
export const labelsOf = ({ cluster, vrf }: Group): Labels => ({
	cluster,
	vrf: vrfText(vrf),
});

/** Records a pass over a group, at that time of day in milliseconds. */
export function measure(metrics: Metrics, outcome: Outcome, now: number): void {
	const { group, merge, delivery, puts, conflicts } = outcome;
	const { reason } = outcome.verdict;
	const isReady = REASONS[reason] === "ready";
	metrics.add("avi_routes_reconcile_total", { result: reason });
	for (const code of puts) metrics.add("avi_routes_put_total", { code });
	metrics.add("avi_routes_conflicts_total", {}, conflicts);
	const set = (values: Partial<Record<MetricName, number | boolean>>) => {
		for (const [name, value] of Object.entries(values))
			metrics.set(name as MetricName, Number(value), labelsOf(group));
	};
	set({
		avi_routes_ready: isReady,
		avi_routes_contended: reason === "Contended",
		avi_routes_desired: group.tables.flatMap(({ spec }) => spec.routes).length,
	});
	if (isReady)
		set({ avi_routes_last_success_timestamp_seconds: Math.round(now / 1000) });
	if (merge === undefined) return;
	const { missing, extra, wrongNextHop } = driftOf(merge);
	set({
		avi_routes_programmed: merge.kept,
		avi_routes_missing: missing,
		avi_routes_extra: extra,
		avi_routes_wrong_next_hop: wrongNextHop,
		avi_routes_foreign_conflicts: merge.conflicts.length,
		avi_routes_delivered: delivery?.status !== "False",
		avi_routes_in_sync: isInSync(merge),
		avi_routes_removals_braked: reason === "RemovalBraked" ? extra : 0,
	});
}
