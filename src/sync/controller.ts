import { findVrf } from "../avi/vrf.ts";
import { compareText } from "../krm/order.ts";
import type { Problem } from "../krm/problem.ts";
import type { ControllerPorts } from "./controller-ports.ts";
import { isLeaving } from "./finalizer.ts";
import { type Group, groupTables, vrfKeyOf } from "./group.ts";
import { changedState, type GroupState, QUIET } from "./group-state.ts";
import { labelsOf } from "./metrics.ts";
import { orphansEvent } from "./outcome-events.ts";
import { passOver } from "./pass-over.ts";
import type { KnownTables } from "./poll-tables.ts";
import type { Outcome } from "./reconcile.ts";
import { writeEvents } from "./report-outcome.ts";
import { usableTables } from "./table.ts";

/** Minimum milliseconds between writes of a VRF context: Avi pushes each write to all Service Engines. */
const WRITE_PAUSE = 10_000;
const NEVER = Number.NEGATIVE_INFINITY;
const UNREAD = "the tables can't be read";

/**
 * The loop: polls the tables, AKO and the VRF contexts, and reconciles, one after the other, the groups for which any of
 * them has changed. Level-triggered: after a restart it starts from the state of Kubernetes and Avi.
 */
export class SyncController {
	private readonly ports: ControllerPorts;
	private known: KnownTables = new Map();
	private groups = new Map<string, GroupState>();
	private readonly vrfs = new Map<
		string,
		{ polledAt: number; putAt: number }
	>();
	/** The last logged problem of each kind. */
	private readonly reported = new Map<string, string>();
	/** True once Kubernetes was read. */
	isReady = false;

	constructor(ports: ControllerPorts) {
		this.ports = ports;
	}

	/** One cycle. Returns the outcomes of the groups that were due, or why the tables could not be read. */
	async cycle(): Promise<{ readonly outcomes: readonly Outcome[] } | Problem> {
		const { tables, namespaces, ako, log, metrics } = this.ports;
		const polled = await tables.poll(namespaces, this.known);
		if ("fault" in polled) {
			const problem = polled.fault.message;
			log("error", UNREAD, { problem });
			this.reported.set(UNREAD, problem);
			metrics.add("avi_routes_kube_failures_total");
			return { problem };
		}
		this.isReady = true;
		this.report(UNREAD);
		const none = `there is no AviRouteTable in namespace ${namespaces.join(", ")}; apply the rendered ones, or name their namespace with --namespace`;
		this.report("nothing to do", polled.tables.size > 0 ? "" : none);
		if (!areSame(this.known, polled.tables)) {
			this.known = polled.tables;
			await this.regroup();
		}
		if (this.groups.size > 0 && (await ako.poll())) this.makeDue(() => true);
		this.report("SE groups may be missing", ako.seGroups.problem);
		await this.pollVrfs();
		const outcomes = await this.reconcileDue();
		return { outcomes };
	}

	/** Milliseconds until a group is due; undefined without groups. */
	get soonest(): number | undefined {
		const now = this.ports.elapsed();
		const due = [...this.groups.values()].map(({ dueAt }) => dueAt - now);
		return due.length === 0 ? undefined : Math.max(0, Math.min(...due));
	}

	/** Logs a problem when it differs from the last one of its kind, and its end. */
	private report(
		what: string,
		problem = "",
		level: "warning" | "error" = "warning",
	): void {
		const last = this.reported.get(what) ?? "";
		if (problem === "" && last !== "")
			this.ports.log("info", `no longer: ${what}`);
		else if (problem !== last) this.ports.log(level, what, { problem });
		this.reported.set(what, problem);
	}

	/** Groups the tables again; groups that changed are due after QUIET. */
	private async regroup(): Promise<void> {
		const { metrics, elapsed, isOnce } = this.ports;
		const { tables, problems } = usableTables(
			[...this.known.values()].map(({ read }) => read),
		);
		this.report("tables that can't be used", problems.join("\n"), "error");
		const groups = groupTables(tables).map((group) => this.owned(group));
		const states = new Map<string, GroupState>();
		for (const group of groups) {
			const known = this.groups.get(group.key);
			if (known === undefined) metrics.drop(labelsOf(group));
			const stamp = this.stampOf(group);
			const wait = isOnce ? 0 : QUIET;
			states.set(
				group.key,
				known?.stamp === stamp
					? { ...known, group }
					: changedState(group, stamp, known, elapsed() + wait),
			);
		}
		const gone = [...this.groups].filter(([key]) => !states.has(key));
		this.groups = states;
		for (const [, state] of gone) await this.leave(state);
	}

	/** Forgets a group without tables; reports routes that stay in Avi. */
	private async leave({ group, last }: GroupState): Promise<void> {
		const { log, metrics, isDry, mayWrite } = this.ports;
		metrics.drop(labelsOf(group));
		const routes = last?.live ?? 0;
		if (routes === 0 || isLeaving(group)) return;
		metrics.set("avi_routes_orphaned_routes", routes, labelsOf(group));
		const message = "the tables of a cluster are gone; its routes stay";
		log("warning", message, { ...labelsOf(group), routes });
		if (group.tables.length === 0 || isDry || !mayWrite()) return;
		await writeEvents(group, [orphansEvent(group, routes)], this.ports);
	}

	private stampOf({ tables, deleting }: Group): string {
		const own = new Set([...tables, ...deleting]);
		return [...this.known.values()]
			.filter(({ read }) => "table" in read && own.has(read.table))
			.map(({ stamp }) => stamp)
			.sort(compareText)
			.join("\n");
	}

	/** The group; with a problem when its cluster is not one of ours. */
	private owned(group: Group): Group {
		const { clusters } = this.ports;
		if (clusters === undefined || clusters.includes(group.cluster))
			return group;
		const message = `this controller writes only the routes of cluster ${clusters.join(", ")}; the table is of cluster ${group.cluster}: correct spec.clusterName, or --cluster-name`;
		return { ...group, problem: { reason: "OwnedElsewhere", message } };
	}

	private makeDue(isAffected: (state: GroupState) => boolean): void {
		const dueAt = this.ports.elapsed();
		for (const [key, state] of this.groups)
			if (isAffected(state) && state.dueAt > dueAt)
				this.groups.set(key, { ...state, dueAt });
	}

	/** Makes the groups of a VRF context due when somebody has written it. */
	private async pollVrfs(): Promise<void> {
		const { elapsed, session, driftInterval } = this.ports;
		for (const state of this.groups.values()) {
			const { group, ref, failures } = state;
			const key = vrfKeyOf(group);
			const vrf = this.vrfs.get(key) ?? { polledAt: elapsed(), putAt: NEVER };
			this.vrfs.set(key, vrf);
			if (ref === undefined || failures > 0 || group.problem) continue;
			if (elapsed() - vrf.polledAt < driftInterval) continue;
			vrf.polledAt = elapsed();
			const found = await findVrf(session, group.vrf);
			this.makeDue(
				(other) =>
					vrfKeyOf(other.group) === key &&
					other.failures === 0 &&
					("fault" in found ||
						found.lastModified === undefined ||
						found.lastModified !== other.ref?.lastModified ||
						found.uuid !== other.ref.uuid),
			);
		}
	}

	private async reconcileDue(): Promise<Outcome[]> {
		const { elapsed, isOnce, mayWrite } = this.ports;
		const outcomes: Outcome[] = [];
		for (const [key, state] of this.groups) {
			const vrf = this.vrfs.get(vrfKeyOf(state.group));
			const isSoon = elapsed() - (vrf?.putAt ?? NEVER) < WRITE_PAUSE;
			const mustWait = isSoon && !isOnce;
			if (state.dueAt > elapsed() || mustWait || !mayWrite()) continue;
			const { outcome, next } = await passOver(state, this.ports);
			this.groups.set(key, next);
			if (outcome.puts.length > 0 && vrf !== undefined) vrf.putAt = elapsed();
			outcomes.push(outcome);
		}
		return outcomes;
	}
}

/** True when no table is new, changed or gone. */
function areSame(a: KnownTables, b: KnownTables): boolean {
	return (
		a.size === b.size && [...a].every(([path, table]) => b.get(path) === table)
	);
}
