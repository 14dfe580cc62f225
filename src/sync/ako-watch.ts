import type { Connection } from "../kube/connect.ts";
import { type AkoLook, allOff, judgeAko } from "./ako.ts";
import { akoByAnnotation, isAcknowledged } from "./ako-override.ts";
import type { AkoState } from "./decide.ts";
import type { Group } from "./group.ts";
import { type OffMemory, readOffMemory } from "./off-memory.ts";
import { readAko } from "./read-ako.ts";
import { type KnownSeGroups, readInfraSeGroups } from "./read-infra.ts";

/** A look at AKO that is older is repeated before a write, in milliseconds. */
const FRESH = 5_000;
const NEVER = Number.NEGATIVE_INFINITY;

/** How AKO is looked at. */
export interface AkoReaders {
	readonly ako: (namespace: string) => Promise<AkoLook>;
	readonly infra: () => Promise<KnownSeGroups>;
}

/** Looks at it in a cluster. */
export const akoReaders = (
	connection: () => Promise<Connection>,
): AkoReaders => ({
	ako: async (namespace) => readAko(await connection(), namespace),
	infra: async () => readInfraSeGroups(await connection()),
});

/** Watches AKO in some namespaces; without namespaces, the annotations of the tables decide. */
export class AkoWatch {
	private readonly namespaces: readonly string[];
	private readonly read: AkoReaders;
	private readonly now: () => number;
	/** Milliseconds between two looks while nothing is written. */
	private readonly interval: number;
	private lookedAt = NEVER;
	private state: AkoState = { isOff: false, message: "" };
	private looks: readonly AkoLook[] = [];
	private infra: KnownSeGroups = { names: [] };
	/** Since when AKO is off, as it is kept in our Lease. */
	memory: OffMemory = new Map();

	constructor(
		namespaces: readonly string[],
		read: AkoReaders,
		{
			now,
			interval,
		}: { readonly now: () => number; readonly interval: number },
	) {
		this.namespaces = namespaces;
		this.read = read;
		this.now = now;
		this.interval = interval;
	}

	/** Takes over what an earlier one of us knew. */
	remember(text: string | undefined): void {
		this.memory = readOffMemory(text);
	}

	/** Looks when that is due; true when AKO, or what SE groups there are, is not what it was. */
	async poll(): Promise<boolean> {
		if (this.namespaces.length === 0) return false;
		if (this.now() - this.lookedAt < this.interval) return false;
		const seen = () => JSON.stringify([this.state.message, this.seGroups]);
		const before = seen();
		await this.look();
		return seen() !== before;
	}

	/** What holds for a group, as of the last seconds. */
	async stateFor(group: Group): Promise<AkoState> {
		if (this.namespaces.length === 0 || isAcknowledged(group))
			return akoByAnnotation(group);
		if (this.now() - this.lookedAt > FRESH) await this.look();
		return this.state;
	}

	private async look(): Promise<void> {
		const looks: AkoLook[] = [];
		for (const namespace of this.namespaces)
			looks.push(await this.read.ako(namespace));
		this.infra = await this.read.infra();
		this.lookedAt = this.now();
		const memory = new Map(this.memory);
		const states = looks.map((look) => {
			const known = this.memory.get(look.namespace);
			const { state, off } = judgeAko(look, known, this.lookedAt);
			if (off === undefined) memory.delete(look.namespace);
			else memory.set(look.namespace, off);
			return state;
		});
		this.looks = looks;
		this.memory = memory;
		this.state = allOff(states);
	}

	/** A setting of the first avi-k8s-config that has it, as of the last look. */
	setting(key: string): string | undefined {
		for (const { config } of this.looks)
			if (typeof config === "object" && "data" in config && config.data[key])
				return config.data[key];
		return undefined;
	}

	/** The SE group of AKO's settings, its default where it does not say, and those of AviInfraSettings. */
	get seGroups(): KnownSeGroups {
		const isThere = this.setting("clusterName") !== undefined;
		const own = this.setting("serviceEngineGroupName") ?? "Default-Group";
		const { names } = this.infra;
		return {
			...this.infra,
			names: isThere ? [...new Set([own, ...names])] : names,
		};
	}

	/** What kept the last look from seeing ConfigMap avi-k8s-config. */
	get problem(): string | undefined {
		for (const { config } of this.looks)
			if (typeof config === "object" && "problem" in config)
				return config.problem;
		return undefined;
	}

	/** Looks now. */
	async refresh(): Promise<void> {
		if (this.namespaces.length > 0) await this.look();
	}
}
