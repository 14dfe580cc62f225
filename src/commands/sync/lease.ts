import { hostname } from "node:os";
import {
	LEASE_RENEWAL,
	type LeaseName,
	NO_LEASE,
	RENEW_DEADLINE,
	releaseLease,
	renewLease,
} from "../../kube/lease.ts";
import type { Log } from "../../sync/log.ts";
import {
	OFF_SINCE,
	readOffMemory,
	writeOffMemory,
} from "../../sync/off-memory.ts";
import type { SyncArgs } from "./args.ts";
import type { Opened } from "./cluster.ts";
import type { Stop } from "./stop.ts";

/** Our Lease, renewed beside the loop; without leader election it counts as always held. */
export class HeldLease {
	isLost = false;
	private view = NO_LEASE;
	private readonly isElected: boolean;
	private readonly name: LeaseName;
	private readonly stop: Stop;

	constructor({ values, namespaces }: SyncArgs, stop: Stop) {
		this.isElected = values["leader-elect"];
		this.name = {
			namespace: namespaces[0] ?? "avi-system",
			name: "avi-routes-sync",
			identity: `${hostname()}_${crypto.randomUUID()}`,
		};
		this.stop = stop;
	}

	/** True while no other controller can hold it. */
	get isHeld(): boolean {
		if (!this.isElected) return true;
		const { isHeld, renewedAt } = this.view;
		return (
			isHeld && !this.isLost && performance.now() - renewedAt < RENEW_DEADLINE
		);
	}

	/** Takes and renews it until the signal; its annotations keep since when AKO is off. */
	async keep({ kube, ako }: Opened, log: Log): Promise<void> {
		while (this.isElected && !this.stop.isRequested && !this.isLost) {
			const before = this.view;
			const { view, problem } = await renewLease(
				await kube.step(),
				this.name,
				before,
				{
					annotations: { [OFF_SINCE]: writeOffMemory(ako.memory) },
					now: Date.now,
					elapsed: () => performance.now(),
				},
			);
			if (problem !== undefined)
				log("warning", "the Lease can't be renewed", { problem });
			const isNew = view.holder !== before.holder && !before.isHeld;
			if (!view.isHeld && view.holder !== "" && isNew)
				log("info", "waiting for the Lease", { holder: view.holder });
			if (view.isHeld && !before.isHeld)
				ako.memory = readOffMemory(view.annotations[OFF_SINCE]);
			this.view = view;
			this.isLost = before.isHeld && !view.isHeld;
			if (!this.isLost) await this.stop.pause(LEASE_RENEWAL);
		}
	}

	async release({ kube }: Opened): Promise<void> {
		if (this.isElected) await releaseLease(await kube.step(), this.name);
	}
}
