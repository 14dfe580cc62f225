import type { Connection } from "../kube/connect.ts";
import { type AkoObservation, allOff, judgeAko } from "./ako.ts";
import { akoByAnnotation, isAcknowledged } from "./ako-override.ts";
import type { AkoState } from "./decide.ts";
import type { KnownSeGroups } from "./delivery.ts";
import type { Group } from "./group.ts";
import type { OffMemory } from "./off-memory.ts";
import { readAko, readInfraSeGroups } from "./read-ako.ts";

/** Maximum age of AKO's state before a write, in milliseconds; older state is read again. */
const MAX_AGE = 5_000;
const NEVER = Number.NEGATIVE_INFINITY;

/** Reads AKO's state from a cluster. */
export const akoReaders = (connection: () => Promise<Connection>) => ({
	ako: async (namespace: string) => readAko(await connection(), namespace),
	infra: async () => readInfraSeGroups(await connection()),
});

interface WatchTimes {
	/** The time of day, in milliseconds. */
	readonly now: () => number;
	/** Milliseconds of the monotonic clock. */
	readonly elapsed: () => number;
	/** Milliseconds between two readings while nothing is written. */
	readonly interval: number;
}

/** Watches AKO in some namespaces; without namespaces, the annotations of the tables decide. */
export class AkoWatch {
	private readonly namespaces: readonly string[];
	private readonly read: ReturnType<typeof akoReaders>;
	private readonly times: WatchTimes;
	private readAt = NEVER;
	private state: AkoState = { isOff: false, message: "" };
	private observed: readonly AkoObservation[] = [];
	private infra: KnownSeGroups = { names: [] };
	/** What the last poll saw: a pass over one group may read a change before all others hear of it. */
	private polled = "";
	/** Since when AKO is off; our Lease keeps it, and who takes the Lease sets it. */
	memory: OffMemory = new Map();

	constructor(
		namespaces: readonly string[],
		read: ReturnType<typeof akoReaders>,
		times: WatchTimes,
	) {
		this.namespaces = namespaces;
		this.read = read;
		this.times = times;
	}

	/** Reads AKO's state when that is due; true when it, or the list of SE groups, has changed since the last call. */
	async poll(): Promise<boolean> {
		if (this.namespaces.length === 0) return false;
		if (this.age >= this.times.interval) await this.observe();
		const before = this.polled;
		this.polled = this.seen;
		return this.polled !== before;
	}

	/** Milliseconds since the last reading. */
	private get age(): number {
		return this.times.elapsed() - this.readAt;
	}

	/** All that the groups depend on, as text. */
	private get seen(): string {
		return JSON.stringify([this.state.message, this.seGroups]);
	}

	/** AKO's state for a group, at most MAX_AGE old. */
	async stateFor(group: Group): Promise<AkoState> {
		if (this.namespaces.length === 0 || isAcknowledged(group))
			return akoByAnnotation(group);
		if (this.age > MAX_AGE) await this.observe();
		return this.state;
	}

	private async observe(): Promise<void> {
		const observed: AkoObservation[] = [];
		for (const namespace of this.namespaces)
			observed.push(await this.read.ako(namespace));
		this.infra = await this.read.infra();
		this.readAt = this.times.elapsed();
		const now = this.times.now();
		const memory = new Map(this.memory);
		const judged = observed.map((observation) => {
			const known = this.memory.get(observation.namespace);
			const { state, off } = judgeAko(observation, known, now);
			if (off === undefined) memory.delete(observation.namespace);
			else memory.set(observation.namespace, off);
			return { state, observation };
		});
		this.observed = observed;
		this.memory = memory;
		this.state = allOff(judged);
	}

	/** The ConfigMaps avi-k8s-config, as last read. */
	private get configs() {
		return this.observed.flatMap(({ config }) =>
			config === "absent" ? [] : [config],
		);
	}

	/** A setting of the first avi-k8s-config that has it. */
	setting(key: string): string | undefined {
		return this.configs
			.map((config) => ("data" in config ? config.data[key] : undefined))
			.find(Boolean);
	}

	/** The SE group of AKO's settings (or AKO's default), and those of AviInfraSettings. */
	get seGroups(): KnownSeGroups {
		const hasConfig = this.setting("clusterName") !== undefined;
		const own = this.setting("serviceEngineGroupName") ?? "Default-Group";
		const { names } = this.infra;
		return {
			...this.infra,
			names: hasConfig ? [...new Set([own, ...names])] : names,
		};
	}

	/** Why ConfigMap avi-k8s-config could not be read last time. */
	get problem(): string | undefined {
		const failed = this.configs.find((config) => "problem" in config);
		return failed?.problem;
	}
}
