import { groupBy } from "../krm/group-by.ts";
import type { Result } from "../krm/result.ts";
import { judgeLiveRoutes } from "../plan/live-verdicts.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { code, printable } from "./printable.ts";
import type { Located } from "./report.ts";
import { type Screen, SEVERITY_STYLES } from "./screen.ts";
import { columnsOf, lineUp } from "./wrap.ts";

/** A cluster in the table of a fleet; unknown values are undefined. */
export interface FleetRow {
	readonly name: string;
	readonly mode?: string | undefined;
	/** cniPlugin of the running AKO, and the value that the mode needs. */
	readonly live?: string | undefined;
	readonly needed?: string | undefined;
	readonly nodes?: number;
	/** Number of right routes. */
	readonly routes?: number;
	/** AKO's routes today: how many are right, how many lead elsewhere, and how many right routes are missing. */
	readonly right?: number | undefined;
	readonly wrong?: number | undefined;
	readonly missing?: number | undefined;
	readonly worst: Result | undefined;
}

/** A row for each cluster, in their order; the results are the worst first. */
export function fleetRows(
	clusters: readonly ClusterPlan[],
	results: readonly Located[],
): FleetRow[] {
	const byCluster = groupBy(results, ({ result }) => result.tags.cluster);
	return clusters.map((plan) => {
		const [worst] = byCluster.get(plan.cluster.name) ?? [];
		return rowOf(plan, worst?.result);
	});
}

function rowOf(plan: ClusterPlan, worst: Result | undefined): FleetRow {
	const { cluster, decision, ako, liveAko, routes } = plan;
	const verdicts = judgeLiveRoutes(plan);
	const right = verdicts?.judged.filter(({ verdict }) => verdict === "right");
	const isAkoOwner = cluster.config.routeOwner === "AKO";
	return {
		name: cluster.name,
		mode: decision.name,
		live: liveAko?.cniPlugin,
		needed: ako?.cniPlugin,
		nodes: cluster.nodes.length,
		routes: routes.length,
		right: right?.length,
		wrong: verdicts && verdicts.judged.length - (right?.length ?? 0),
		// When the files own the routes, AKO need not have them.
		missing: isAkoOwner ? verdicts?.lacking.length : undefined,
		worst,
	};
}

const NUMBERS = ["NODES", "ROUTES", "RIGHT", "WRONG", "MISS"];
/** The heads of the columns. */
export const FLEET_HEAD = ["CLUSTER", "MODE", "CNIPLUGIN", ...NUMBERS, "WORST"];
/** Minimum width of a name that is still useful. */
const MIN_NAME_WIDTH = 8;

/** The fleet for people: at full width in a pipe, else no wider than the terminal. */
export function fleetTable(
	rows: readonly FleetRow[],
	{ paint, width }: Screen,
): string {
	const full = table(rows, (row) => worstOf(row, paint, true));
	const excess = (text: string) =>
		width === undefined
			? 0
			: Math.max(...text.split("\n").map(columnsOf)) - width;
	if (excess(full) <= 0) return full;
	const brief = (longest: number) =>
		table(
			rows.map((row) => ({ ...row, name: cut(row.name, longest) })),
			(row) => worstOf(row, paint, false),
		);
	const longest = Math.max(...rows.map(({ name }) => name.length));
	const room = longest - Math.max(0, excess(brief(longest)));
	return brief(Math.max(room, MIN_NAME_WIDTH));
}

function table(
	rows: readonly FleetRow[],
	worst: (row: FleetRow) => string,
): string {
	const cells = rows.map((row) => [
		...fleetCells(row).map(printable),
		worst(row),
	]);
	return lineUp([FLEET_HEAD, ...cells], NUMBERS);
}

/** The cells of a row, without the last one, the worst result. */
export function fleetCells(row: FleetRow): string[] {
	return [row.name, row.mode ?? "-", pluginOf(row), ...countsOf(row, "-")];
}

const countsOf = (row: FleetRow, unknown: string) =>
	[row.nodes, row.routes, row.right, row.wrong, row.missing].map((count) =>
		String(count ?? unknown),
	);

/** `cilium` when it is right, else `"" -> cilium`. */
function pluginOf({ live, needed }: FleetRow): string {
	const shown = (value: string | undefined) =>
		value === undefined ? "?" : value === "" ? '""' : value;
	if (live === undefined && needed === undefined) return "-";
	return live === needed || needed === undefined
		? shown(live)
		: `${shown(live)} -> ${shown(needed)}`;
}

function worstOf(
	{ worst }: FleetRow,
	paint: Screen["paint"],
	hasId: boolean,
): string {
	if (worst === undefined) return paint("green", "ok");
	const { severity, tags } = worst;
	const label = paint(SEVERITY_STYLES[severity], severity);
	return hasId ? `${label} [${tags.check}]` : label;
}

/** The name, with its middle cut when it is too long. */
function cut(name: string, longest: number): string {
	if (name.length <= longest) return name;
	const start = Math.ceil((longest - 2) / 2);
	return `${name.slice(0, start)}..${name.slice(name.length - (longest - 2 - start))}`;
}

/** The fleet as a table of Markdown. */
export function fleetMarkdown(rows: readonly FleetRow[]): string {
	const text = (value: string | undefined) =>
		value === undefined ? "" : code(value === "" ? '""' : value);
	const lines = rows.map((row) => {
		const { name, mode, live, needed, worst } = row;
		const cells = [
			text(name),
			text(mode),
			text(live),
			text(needed),
			...countsOf(row, ""),
			worst === undefined
				? "ok"
				: `${worst.severity} ${code(worst.tags.check)}`,
		];
		return `| ${cells.join(" | ")} |\n`;
	});
	return `| cluster | IPAM mode | cniPlugin | needed | nodes | routes | right today | wrong | missing | worst result |
|---|---|---|---|--:|--:|--:|--:|--:|---|
${lines.join("")}`;
}
