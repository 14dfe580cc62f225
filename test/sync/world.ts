import type { RawObject } from "../../src/avi/list.ts";
import { merge } from "../../src/avi/merge.ts";
import type { AviSession } from "../../src/avi/session.ts";
import { allOff, judgeAko, type OffSince } from "../../src/sync/ako.ts";
import {
	afterRead,
	afterWrite,
	contentionOf,
	type Fight,
	NO_FIGHT,
} from "../../src/sync/fight.ts";
import { type Group, groupTables, wantedRoutes } from "../../src/sync/group.ts";
import { type Outcome, syncGroup } from "../../src/sync/reconcile.ts";
import { readTable, type Table } from "../../src/sync/table.ts";
import { AkoActor, type AkoNode } from "../actors/ako.ts";
import { AviController } from "../avi/controller.ts";
import { type RawClient, rawClient, sessionWith } from "../avi/in-process.ts";
import { type Ends, routeTable } from "../avi/tables.ts";

const EAST = "prod-east";
const SECOND = 1000;

/** A node of a cluster, with an address that may change. */
export function nodeOf(
	cluster: "east" | "west",
	number: number,
	address = 0,
): AkoNode {
	const net = cluster === "east" ? 1 : 2;
	return {
		metadata: { name: `worker-${number}` },
		spec: { podCIDRs: [`10.${net}.${number}.0/24`] },
		status: {
			addresses: [
				{
					type: "InternalIP",
					address: `192.168.${net}.${number + 100 * address}`,
				},
			],
		},
	};
}

const endsOf = ({ metadata, spec, status }: AkoNode): Ends => [
	spec.podCIDRs[0] ?? "",
	status.addresses[0]?.address ?? "",
	metadata.name,
];

/** An Avi controller, two clusters with their AKOs, other people, and a controller of ours for cluster prod-east. */
export class World {
	now = Date.UTC(2026, 0, 1);
	readonly avi = new AviController(() => this.now);
	readonly east: AkoActor;
	readonly west: AkoActor;
	private readonly nodes = new Map<string, AkoNode>();
	private readonly others: RawClient;
	protected session: AviSession;
	private fight: Fight = NO_FIGHT;
	private off: OffSince | undefined;
	/** The ConfigMap of AKO in cluster east, and when it was last written. */
	private config = { isOff: false, at: this.now };
	private startedAt = this.now;
	protected table: Table;
	private generation = 0;
	/** What Terraform believes the VRF to be. */
	private state: readonly RawObject[] = [];
	/** True once Terraform has put back what it read: AKO's routes too, which looks as if AKO had. */
	hasOldRoutesBack = false;
	/** Called after each write of anybody. */
	onWrite: () => void = () => undefined;
	/** The reasons that passes came to. */
	readonly reasons: string[] = [];
	/** What went wrong, in words; must stay empty. */
	readonly broken: string[] = [];
	private wanted: Group | undefined;

	constructor() {
		let count = 0;
		const newUuid = () =>
			`00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
		this.east = new AkoActor(this.avi, EAST, { newUuid });
		this.west = new AkoActor(this.avi, "prod-west", { newUuid });
		this.others = rawClient(this.avi, {}, { staysIn: true });
		this.session = sessionWith(this.avi, () => this.now);
		for (const number of [1, 2, 3, 4]) {
			this.nodes.set(`worker-${number}`, nodeOf("east", number));
			this.east.seed(nodeOf("east", number));
			this.west.seed(nodeOf("west", number));
		}
		this.avi.edit({
			static_routes: [
				{
					route_id: "hand",
					prefix: { ip_addr: { addr: "0.0.0.0", type: "V4" }, mask: 0 },
					next_hop: { addr: "192.168.0.1", type: "V4" },
					future: { kept: true },
				},
			],
			future_field: "kept",
		});
		this.east.boot();
		this.west.boot();
		this.table = this.makeTable("Observe");
		this.avi.onWrite = () => this.onWrite();
	}

	/** Time goes by. */
	wait(seconds: number): void {
		this.now += seconds * SECOND;
	}

	/** The routes of the nodes of cluster east, as `prefix via next hop`. */
	nodeRoutes(): string[] {
		return [...this.nodes.values()]
			.map(endsOf)
			.map(([prefix, nextHop]) => `${prefix} via ${nextHop}`)
			.sort();
	}

	/** Something that others do, past the faults that are meant for us. */
	private aside(action: () => void): void {
		const faults = this.avi.faults.splice(0);
		action();
		this.avi.faults.push(...faults);
	}

	joins(number: number, address: number): void {
		const node = nodeOf("east", number, address);
		this.nodes.set(node.metadata.name, node);
		this.aside(() => this.east.node(node));
	}

	leaves(number: number): void {
		if (this.nodes.size < 2) return;
		this.nodes.delete(`worker-${number}`);
		this.aside(() => this.east.deleteNode(`worker-${number}`));
	}

	/** All but one leave at once. */
	mostLeave(): void {
		for (const name of [...this.nodes.keys()].slice(1))
			this.leaves(Number(name.slice("worker-".length)));
	}

	westChanges(number: number, address: number): void {
		this.aside(() => this.west.node(nodeOf("west", number, address)));
	}

	/** The table is rendered from the nodes, merged, and applied. */
	renders(policy: "Manage" | "Observe"): void {
		this.table = this.makeTable(policy);
	}

	private makeTable(managementPolicy: "Manage" | "Observe"): Table {
		this.generation++;
		const read = readTable(
			routeTable([...this.nodes.values()].map(endsOf), {
				policy: managementPolicy,
				metadata: { generation: this.generation },
			}),
		);
		if ("problem" in read) throw new Error(read.problem);
		return read.table;
	}

	/** The ConfigMap says whether AKO is to sync; AKO reads it when it starts. */
	configures(isOff: boolean): void {
		if (this.config.isOff !== isOff) this.config = { isOff, at: this.now };
	}

	restartsAko(): void {
		this.startedAt = this.now;
		this.aside(() => this.east.boot({ isOff: this.config.isOff }));
	}

	/** Our controller starts anew: what it remembered is gone, but for its Lease. */
	restartsUs(): void {
		this.fight = NO_FIGHT;
		this.session = sessionWith(this.avi, () => this.now);
	}

	/** Terraform reads its state, or writes it without a lock. */
	terraform(action: "refresh" | "apply"): void {
		if (action === "refresh") this.state = this.avi.routes();
		else {
			this.hasOldRoutesBack ||= this.state.length > 0;
			this.aside(() => this.avi.edit({ static_routes: this.state }));
		}
	}

	/** Somebody deletes a route, or points it elsewhere. */
	human(action: "deletes" | "redirects" | "adds", place: number): void {
		const routes = this.avi.routes();
		const route = routes[place % routes.length];
		const path = `/api/vrfcontext/${this.avi.vrf().uuid}`;
		const lists = {
			deletes: routes.filter((one) => one !== route),
			redirects: routes.map((one) =>
				one === route
					? { ...one, next_hop: { addr: "172.16.0.1", type: "V4" } }
					: one,
			),
			adds: [
				...routes,
				{
					route_id: `by-hand-${this.now}-${place}`,
					prefix: {
						ip_addr: { addr: `172.20.${place}.0`, type: "V4" },
						mask: 24,
					},
					next_hop: { addr: "172.16.0.2", type: "V4" },
				},
			],
		};
		this.aside(() =>
			this.others.send("PATCH", path, {
				replace: { static_routes: lists[action] },
			}),
		);
	}

	/** Something goes wrong with our next request of that kind. */
	fault(what: "412" | "503" | "400" | "lost" | "applied" | "logout"): void {
		const { faults } = this.avi;
		const answer = (status: number) => ({ status, body: { error: "no" } });
		if (what === "logout") this.avi.accounts.logoutAll();
		else if (what === "lost")
			faults.push({ method: "PUT", times: 1, lost: "before" });
		else if (what === "applied")
			faults.push({ method: "PUT", times: 1, lost: "after" });
		else if (what === "503")
			faults.push({ method: "GET", times: 1, answer: answer(503) });
		else faults.push({ method: "PUT", times: 1, answer: answer(Number(what)) });
	}

	/** Something that happens between our next GET and PUT. */
	meanwhile(action: () => void): void {
		this.avi.faults.push({ method: "PUT", times: 1, meanwhile: action });
	}

	/** True when AKO in fact writes routes. */
	private get isAkoOn(): boolean {
		return !this.east.isOff;
	}

	/** One pass of our controller. */
	async sync({ isDry = false } = {}): Promise<Outcome | undefined> {
		const [group] = groupTables([this.table]) as [Group];
		this.wanted = group;
		const before = this.ownPuts().length;
		this.avi.onWrite = () => {
			this.checkWrite(group);
			this.onWrite();
		};
		const outcome = await this.pass(group, isDry);
		this.avi.onWrite = () => this.onWrite();
		const puts = this.ownPuts().length - before;
		const mayWrite = !isDry && group.policy === "Manage" && !this.isAkoOn;
		if (puts > 0 && !mayWrite)
			this.broken.push(
				`${puts} PUTs: dry ${isDry}, ${group.policy}, AKO on ${this.isAkoOn}`,
			);
		if (puts > 5) this.broken.push(`${puts} PUTs in one pass`);
		if (outcome === undefined) return undefined;
		const { reason } = outcome.verdict;
		this.reasons.push(reason);
		if (reason === "Programmed" && !isDry && this.drift(group) > 0)
			this.broken.push("Programmed, and Avi differs");
		return outcome;
	}

	/** What we do with the group now; undefined where nothing is due. */
	protected pass(group: Group, isDry: boolean): Promise<Outcome | undefined> {
		return syncGroup(group, {
			session: this.session,
			seGroups: { names: ["Default-Group"] },
			ako: async () => {
				const observation = this.look();
				const { state, off } = judgeAko(observation, this.off, this.now);
				this.off = off;
				return allOff([{ state, observation }]);
			},
			contention: (own, live, ako) => {
				this.fight = afterRead(this.fight, own, live, {
					ako,
					now: this.now,
				});
				return contentionOf(this.fight, own);
			},
			wrote: (own, vrf) => {
				this.fight = afterWrite(this.fight, own, vrf, this.now);
			},
			mayWrite: () => !isDry,
			pause: async () => undefined,
		});
	}

	protected look() {
		return {
			namespace: "avi-system",
			config: {
				uid: "1",
				data: { disableStaticRouteSync: String(this.config.isOff) },
				managedAt: { disableStaticRouteSync: this.config.at },
			},
			containers: [{ name: "ako", startedAt: this.startedAt }],
			replicas: 1,
		};
	}

	/** After each write of ours all wanted routes are there: never one less. */
	private checkWrite(group: Group): void {
		const routes = this.avi.routes() as readonly RawObject[];
		const { added, changed } = merge(routes, wantedRoutes(group), group);
		if (this.isOurWrite() && added.length + changed.length > 0)
			this.broken.push("a write of ours left a wanted route out");
	}

	private isOurWrite(): boolean {
		return this.isOwn(this.avi.lastWriter);
	}

	private isOwn = (agent: string | undefined) =>
		agent?.startsWith("avi-routes/") ?? false;

	private ownPuts() {
		return this.avi.writes.filter(({ headers }) =>
			this.isOwn(headers["x-avi-useragent"]),
		);
	}

	/** How many routes are not as the tables want them. */
	drift(group: Group | undefined = this.wanted): number {
		if (group === undefined) return 0;
		const routes = this.avi.routes() as readonly RawObject[];
		const { added, changed, removed } = merge(
			routes,
			wantedRoutes(group),
			group,
		);
		return added.length + changed.length + removed.length;
	}

	/** True where nothing stands against the tables' routes being in Avi. */
	get mustConverge(): boolean {
		const isProven =
			this.config.isOff && this.startedAt > this.config.at + 5 * SECOND;
		return isProven && this.table.spec.managementPolicy === "Manage";
	}
}
