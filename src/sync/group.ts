import type { WantedRoute } from "../avi/merge.ts";
import type { VrfContext } from "../config/config.ts";
import { parseAddress } from "../ip/address.ts";
import { parsePrefix } from "../ip/prefix.ts";
import { capped } from "../krm/capped.ts";
import { groupBy } from "../krm/group-by.ts";
import { compareText } from "../krm/order.ts";
import type { Verdict } from "./reasons.ts";
import type { Table } from "./table.ts";

/** All tables of one cluster for one VRF context; they are reconciled together. */
export interface Group {
	/** Unique among the groups. */
	readonly key: string;
	readonly cluster: string;
	readonly vrf: VrfContext;
	/** Sorted by part; without those that are being deleted. */
	readonly tables: readonly Table[];
	readonly deleting: readonly Table[];
	readonly policy: "Manage" | "Observe";
	/** Why nothing may be written for it. */
	readonly problem?: Verdict | undefined;
}

/** Groups tables; sorted by key. */
export function groupTables(tables: readonly Table[]): Group[] {
	return [...groupBy(tables, keyOf)]
		.sort(([a], [b]) => compareText(a, b))
		.flatMap(([key, own]) => groupsOf(key, own));
}

/** The key of the group that a table is of. */
export function keyOf({ spec: { vrfContext, clusterName } }: Table): string {
	const { cloud, tenant, name } = vrfContext;
	return JSON.stringify([cloud, tenant, name, clusterName]);
}

/** The key of a group's VRF context. */
export const vrfKeyOf = ({ vrf: { cloud, tenant, name } }: Group): string =>
	JSON.stringify([cloud, tenant, name]);

/**
 * The group of the namespace whose tables are oldest, and a group with a problem for each other namespace. Tables that are
 * being deleted are of the first group, wherever they are: when they were moved, their routes are still wanted.
 */
function groupsOf(key: string, tables: readonly Table[]): Group[] {
	const deleting = tables.filter(({ isDeleting }) => isDeleting);
	const live = tables.filter(({ isDeleting }) => !isDeleting);
	const byAge = [...live].sort(
		(a, b) =>
			compareText(a.createdAt ?? "", b.createdAt ?? "") ||
			compareText(a.namespace, b.namespace),
	);
	const ofNamespace = groupBy(byAge, ({ namespace }) => namespace);
	const [[first, own] = ["", []], ...others] = ofNamespace;
	return [
		makeGroup(key, own, deleting),
		...others.map(([namespace, other]) => ({
			...makeGroup(`${key} ${namespace}`, other, []),
			problem: {
				reason: "OwnedElsewhere" as const,
				message: `namespace ${first} already has tables of this cluster and VRF context; delete those of namespace ${namespace}`,
			},
		})),
	];
}

function makeGroup(
	key: string,
	tables: readonly Table[],
	deleting: readonly Table[],
): Group {
	const live = [...tables].sort(
		(a, b) => partOf(a) - partOf(b) || compareText(a.id, b.id),
	);
	const { spec } = (live[0] ?? deleting[0]) as Table;
	const problem = incomplete(live) ?? wantedOf(live).problem;
	return {
		key,
		cluster: spec.clusterName,
		vrf: spec.vrfContext,
		tables: live,
		deleting,
		policy: (live.length > 0 ? live : deleting).some(isObserve)
			? "Observe"
			: "Manage",
		problem,
	};
}

const partOf = ({ spec }: Table) => spec.part?.index ?? -1;
const isObserve = ({ spec }: Table) => spec.managementPolicy === "Observe";

/** Why the tables are not one complete set. A set that is being applied must not look like a cluster that has shrunk. */
function incomplete(tables: readonly Table[]): Verdict | undefined {
	const [first] = tables;
	if (first === undefined) return undefined;
	const names = tables.map(({ name }) => name).join(", ");
	const { part } = first.spec;
	if (part === undefined && tables.length === 1) return labelProblem(first);
	const waiting = (message: string): Verdict => ({
		reason: "WaitingForParts",
		message,
	});
	if (tables.some(({ spec }) => spec.part?.of !== part?.of))
		return waiting(
			`there are tables of ${setsOf(tables).join(", and of ")}; apply the rendered files, and prune the tables that they no longer contain`,
		);
	if (part === undefined)
		return {
			reason: "ConflictingTables",
			message: `the tables ${names} each claim to have all routes of the cluster; delete all but one`,
		};
	const indexes = tables.map(partOf);
	const missing = [...Array(part.of).keys()].filter(
		(i) => !indexes.includes(i),
	);
	if (missing.length > 0)
		return waiting(
			`part ${missing.slice(0, 5).join(", ")} of ${part.of} is missing; apply all rendered parts`,
		);
	if (tables.length !== part.of)
		return waiting(
			`the tables ${names} contain a part of ${part.of} twice; delete the table that is not rendered any more`,
		);
	if (tables.some((table) => isObserve(table) !== isObserve(first)))
		return waiting(
			"some parts have managementPolicy Manage and some Observe; apply all rendered parts",
		);
	return tables.map(labelProblem).find((problem) => problem !== undefined);
}

/** The sets that the tables are of, by their numbers of parts, as `a set of 2 (prod-00, prod-01)`. */
function setsOf(tables: readonly Table[]): string[] {
	const sets = groupBy(tables, ({ spec }) => spec.part?.of ?? 1);
	return [...sets].map(([of, own]) => {
		const names = own.map(({ name }) => name);
		const shown = capped(names, 3, (rest) => `${rest} more`).join(", ");
		return `a set of ${of} (${shown})`;
	});
}

/** Reports a label other than the cluster's: AKO removes such routes, and Service Engines don't get them. */
function labelProblem({ name, spec }: Table): Verdict | undefined {
	const { labels = [], clusterName } = spec;
	const isRight = labels.every(
		({ key, value }) => key === "clustername" && value === clusterName,
	);
	const message = `table ${name} has spec.labels ${JSON.stringify(labels)}; the only label that every AKO keeps is clustername=${clusterName}: render the table again`;
	return isRight ? undefined : { reason: "Rejected", message };
}

/** The routes that the group wants in Avi. Computed on demand, because a thousand take a third of a megabyte. */
export function wantedRoutes({ tables }: Group): readonly WantedRoute[] {
	return wantedOf(tables).routes ?? [];
}

/** The routes of all tables, each prefix once. */
function wantedOf(tables: readonly Table[]): {
	readonly routes?: readonly WantedRoute[];
	readonly problem?: Verdict;
} {
	const wanted = new Map<string, WantedRoute & { readonly table: string }>();
	for (const { name, spec } of tables)
		for (const { prefix: text, nextHop: hop, node, routeID } of spec.routes) {
			const [prefix, nextHop] = [parsePrefix(text), parseAddress(hop)];
			if (prefix === undefined || prefix.hasHostBits || nextHop === undefined) {
				const message = `table ${name} has the invalid route ${text} via ${hop}; render the table again`;
				return { problem: { reason: "Rejected", message } };
			}
			const known = wanted.get(prefix.text);
			if (known !== undefined && known.nextHop.text !== nextHop.text) {
				const message = `${prefix.text} goes to ${known.nextHop.text} in table ${known.table} and to ${nextHop.text} in table ${name}; render both again`;
				return { problem: { reason: "ConflictingTables", message } };
			}
			wanted.set(prefix.text, { prefix, nextHop, node, routeID, table: name });
		}
	return { routes: [...wanted.values()] };
}
