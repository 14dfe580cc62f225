import { createInterface } from "node:readline/promises";
import { ownRoutes } from "../../avi/merge.ts";
import type { AviSession } from "../../avi/session.ts";
import { vrfText } from "../../diff/state.ts";
import { diffText } from "../../diff/text.ts";
import { screenOf } from "../../report/screen.ts";
import { plural } from "../../report/text.ts";
import { isAkoId } from "../../sync/contention.ts";
import type { Group } from "../../sync/group.ts";
import { planDiff } from "../../sync/plan-diff.ts";
import { type Outcome, syncGroups } from "../../sync/reconcile.ts";
import { type Run, refused } from "../command-line/run.ts";
import { isTerminal } from "../command-line/stdio.ts";
import type { SyncArgs } from "./args.ts";
import { openAvi, randomPause } from "./open-avi.ts";
import { insecureNotes, reportPass } from "./report.ts";

/** Shows a plan on the terminal, and returns what the user types. */
async function ask(plan: string): Promise<string> {
	const { stdin: input, stderr: output } = process;
	const prompt = createInterface({ input, output });
	// Ctrl-D ends the input without an answer.
	const ended = new Promise<string>((done) =>
		prompt.once("close", () => done("")),
	);
	const answer = await Promise.race([prompt.question(plan), ended]);
	prompt.close();
	return answer.trim();
}

/**
 * Removes all routes of a cluster from Avi, whatever the tables say and without a limit: the user has given the cluster's
 * name twice. What is removed is what the plan showed; a VRF context that changes meanwhile is left alone.
 */
export async function purge(
	{ values, url, vrfs }: SyncArgs,
	cluster: string,
): Promise<Run> {
	const { session, close } = openAvi(url as URL, values);
	const groups = vrfs.map((vrf) => leavingGroup(cluster, vrf));
	const planned = await passWith(session, groups);
	const notes = [
		...insecureNotes(values),
		...akoNotes(planned),
		...emptyNotes(planned),
	];
	const isKnown = planned.every(({ merge }) => merge !== undefined);
	const isEmpty = planned.every(({ merge }) => merge?.live === 0);
	const report = (outcomes: readonly Outcome[], isPlan: boolean): Run => {
		close();
		return reportPass(outcomes, { ...values, "dry-run": isPlan }, notes);
	};
	if (values["dry-run"] || !isKnown || isEmpty) return report(planned, true);
	const canAsk = isTerminal(0) && isTerminal(2);
	const refusal =
		values.confirm === cluster
			? undefined
			: await confirm(planned, cluster, canAsk);
	if (refusal === undefined)
		return report(await passWith(session, groups, planned), false);
	const shown = canAsk ? "" : report(planned, true).stdout;
	close();
	return { ...refused(refusal), stdout: shown };
}

/** The cluster's routes of a VRF context, with no table that wants one. */
function leavingGroup(cluster: string, vrf: Group["vrf"]): Group {
	return {
		key: JSON.stringify([vrf, cluster]),
		cluster,
		vrf,
		tables: [],
		deleting: [],
		policy: "Manage",
	};
}

/** One pass; it writes only with a plan, and only while Avi's routes are still those that the plan showed. */
function passWith(
	session: AviSession,
	groups: readonly Group[],
	planned?: readonly Outcome[],
): Promise<Outcome[]> {
	return syncGroups(groups, {
		session,
		ako: async () => ({ isOff: true, message: "the user vouches for it" }),
		seGroups: { names: [] },
		contention: (group, live) => {
			if (planned === undefined) return undefined;
			const { merge } = planned.find((one) => one.group === group) ?? {};
			const now = ownRoutes(live, group.cluster);
			return now.length === 0 ||
				JSON.stringify(now) === JSON.stringify(merge?.removed)
				? undefined
				: {
						reason: "ConcurrentUpdates",
						message: `the routes of cluster ${group.cluster} have changed since the plan was shown, and nothing was removed; is an AKO or a controller still running for it?`,
					};
		},
		mayWrite: () => planned !== undefined,
		pause: randomPause,
	});
}

/** Why nothing is removed; undefined once the name was given again. */
async function confirm(
	planned: readonly Outcome[],
	cluster: string,
	canAsk: boolean,
): Promise<string | undefined> {
	if (!canAsk)
		return `nothing was removed; to remove these routes, add --confirm ${cluster}`;
	const plan = diffText(
		planDiff(planned),
		screenOf(process.stderr, process.env),
	);
	const typed = await ask(
		`${plan}\nThe pods of cluster ${cluster} can't be reached from Avi without these routes.\nType the cluster's name to remove them: `,
	);
	return typed === cluster
		? undefined
		: `nothing was removed: ${JSON.stringify(typed)} is not ${cluster}`;
}

/** VRF contexts without a route of the cluster: another name, or another VRF context, may be meant. */
function emptyNotes(planned: readonly Outcome[]): string[] {
	return planned.flatMap(({ group: { cluster, vrf }, merge }) =>
		merge?.live === 0
			? [
					`note: VRF context ${vrfText(vrf)} has no route with the label clustername=${cluster}; if it should, correct --purge, or give --vrf-context TENANT/CLOUD/NAME`,
				]
			: [],
	);
}

/** Routes with ids that AKO gave: adopted ones, or those of an AKO that still runs. */
function akoNotes(planned: readonly Outcome[]): string[] {
	return planned.flatMap(({ group: { cluster }, merge }) => {
		const count = (merge?.removed ?? []).filter(({ routeID }) =>
			isAkoId(routeID, cluster),
		).length;
		return count === 0
			? []
			: [
					`warning: ${plural(count, "route")} ${count === 1 ? "has an id" : "have ids"} that AKO gave; make sure that no AKO of cluster ${cluster} is running: it would restore them only when a node changes`,
				];
	});
}
