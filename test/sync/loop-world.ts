import { AkoWatch } from "../../src/sync/ako-watch.ts";
import { SyncController } from "../../src/sync/controller.ts";
import type { Group } from "../../src/sync/group.ts";
import { Metrics } from "../../src/sync/metrics.ts";
import { readOffMemory, writeOffMemory } from "../../src/sync/off-memory.ts";
import type { KnownTable, KnownTables } from "../../src/sync/poll-tables.ts";
import type { Reason } from "../../src/sync/reasons.ts";
import type { Outcome } from "../../src/sync/reconcile.ts";
import type { Status } from "../../src/sync/status.ts";
import type { Table } from "../../src/sync/table.ts";
import { World } from "./world.ts";

const SECOND = 1000;
const POLL = 10;

/** A world with the controller itself, which looks and waits as it does in a cluster. */
export class LoopWorld extends World {
	private watch = this.newWatch();
	private controller = this.newController();
	private entry: (KnownTable & { readonly of: Table }) | undefined;
	/** The status of the table, as it was written last. */
	status: Status | undefined;
	/** What the last pass came to. */
	reason: Reason = "WaitingForParts";

	private newWatch(): AkoWatch {
		return new AkoWatch(
			["avi-system"],
			{
				ako: async () => this.look(),
				infra: async () => ({ names: ["Default-Group"] }),
			},
			{
				now: () => this.now,
				elapsed: () => this.now,
				interval: 3 * POLL * SECOND,
			},
		);
	}

	private newController(isDry = false): SyncController {
		return new SyncController({
			session: this.session,
			tables: {
				poll: async () => ({ tables: this.tables() }),
				writeStatus: async (_, status) => {
					this.status = status;
					return undefined;
				},
				setFinalizer: async () => undefined,
				writeEvent: async () => undefined,
			},
			ako: this.watch,
			now: () => this.now,
			elapsed: () => this.now,
			random: () => 0.5,
			pause: async () => undefined,
			mayWrite: () => true,
			log: () => undefined,
			metrics: new Metrics(),
			namespaces: ["avi-system"],
			clusters: undefined,
			driftInterval: 60 * SECOND,
			instance: "test",
			isOnce: isDry,
			isDry,
		});
	}

	/** As the API server has it: the same object as long as nothing has changed. */
	private tables(): KnownTables {
		const { table, status } = this;
		if (this.entry?.of !== table)
			this.entry = {
				of: table,
				stamp: String(table.generation),
				read: { table: { ...table, status } },
			};
		return new Map([["prod-east", this.entry]]);
	}

	/** Cycles until there was a pass, for as long as one that is due may take. */
	protected override async pass(
		_: Group,
		isDry: boolean,
	): Promise<Outcome | undefined> {
		const controller = isDry ? this.newController(true) : this.controller;
		for (let waited = 0; ; ) {
			const cycle = await controller.cycle();
			const [outcome] = "outcomes" in cycle ? cycle.outcomes : [];
			if (outcome !== undefined && !isDry) this.reason = outcome.verdict.reason;
			const pause = Math.max(1, (controller.soonest ?? 0) / SECOND);
			if (outcome !== undefined || waited + pause > 2 * POLL) return outcome;
			this.wait(pause);
			waited += pause;
		}
	}

	override restartsUs(): void {
		super.restartsUs();
		const { memory } = this.watch;
		this.watch = this.newWatch();
		this.watch.memory = readOffMemory(writeOffMemory(memory));
		this.controller = this.newController();
	}

	/** A pod takes longer to start than our last look at it counts as fresh. */
	override restartsAko(): void {
		this.wait(POLL);
		super.restartsAko();
	}

	/** Quiet: what waits, is tried again, or was contended has its time. */
	async settles(): Promise<void> {
		this.wait(3700);
		await this.sync();
	}

	/** What the status says of the table as it is now. */
	get told(): string {
		const { observedGeneration, conditions = [] } = this.status ?? {};
		const ready = conditions.find(({ type }) => type === "Ready");
		return observedGeneration === this.table.generation
			? (ready?.reason ?? "nothing")
			: `something of generation ${observedGeneration}`;
	}
}
