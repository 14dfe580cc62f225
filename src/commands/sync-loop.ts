import { hostname } from "node:os";
import {
	LEASE_RENEWAL,
	type LeaseName,
	NO_LEASE,
	RENEW_DEADLINE,
	releaseLease,
	renewLease,
} from "../kube/lease.ts";
import { makeLog } from "../sync/log.ts";
import { OFF_SINCE, writeOffMemory } from "../sync/off-memory.ts";
import { serveProbes } from "../sync/server.ts";
import { type Run, refused } from "./run.ts";
import type { SyncArgs } from "./sync-args.ts";
import { type Opened, openController } from "./sync-cluster.ts";

declare const AVI_ROUTES_VERSION: string;

/** /healthz fails when the loop does nothing for three polls and this time (two request timeouts), in milliseconds. */
const MAX_SILENCE = 60_000;
/** Milliseconds that a write in flight may take after a stop signal. */
const LAST_WRITE = 10_000;

/** The signal to stop, which also ends pauses early. */
class Stop {
	isRequested = false;
	private readonly waiting = new Set<() => void>();

	request = (): void => {
		this.isRequested = true;
		for (const wake of this.waiting) wake();
	};

	/** Waits for the time, or until the signal. */
	pause(milliseconds: number): Promise<void> {
		return this.orSignal((done) => {
			const timer = setTimeout(done, milliseconds);
			return () => clearTimeout(timer);
		});
	}

	/** Waits for the work, or until the signal. */
	during(work: Promise<unknown>): Promise<void> {
		return this.orSignal((done) => {
			work.then(done, done);
			return () => undefined;
		});
	}

	private orSignal(start: (done: () => void) => () => void): Promise<void> {
		if (this.isRequested) return Promise.resolve();
		return new Promise((done) => {
			const end = () => {
				this.waiting.delete(end);
				clear();
				done();
			};
			this.waiting.add(end);
			const clear = start(end);
		});
	}
}

/** The controller: runs until SIGTERM or SIGINT (exit code 0), or until its Lease is lost (1). */
export async function syncLoop(args: SyncArgs): Promise<Run> {
	const { loop, avi } = args;
	const log = makeLog(loop.logFormat, Date.now, (line) =>
		process.stdout.write(line),
	);
	const stop = new Stop();
	let tickedAt = performance.now();
	const tick = () => {
		tickedAt = performance.now();
	};
	const lease = new HeldLease(args, stop);
	const opened = await openController(args, {
		mayWrite: () => !stop.isRequested && lease.isHeld,
		tick,
		log,
	});
	if ("problem" in opened) return refused(opened.problem);
	const { controller, metrics, session } = opened;
	metrics.set("avi_routes_build_info", 1, { version: AVI_ROUTES_VERSION });
	const served =
		loop.listen &&
		(await serveProbes(loop.listen, {
			isAlive: () => performance.now() - tickedAt < 3 * loop.poll + MAX_SILENCE,
			isReady: () => controller.isReady || !lease.isHeld,
			metrics: () => {
				const name = "avi_routes_avi_login_failures_total";
				metrics.set(name, session.loginFailures);
				return metrics.text();
			},
		}));
	if (served && "problem" in served) {
		opened.close();
		return refused(served.problem);
	}
	process.once("SIGTERM", stop.request).once("SIGINT", stop.request);
	log("info", "started", { version: AVI_ROUTES_VERSION });
	if (avi.isInsecure)
		log(
			"warning",
			"--avi-insecure-skip-verify is set: anybody can pretend to be Avi",
		);
	const renewing = lease.keep(opened, (problem) =>
		log("warning", "the Lease can't be renewed", { problem }),
	);
	await run(opened, { loop, stop, lease, tick });
	const isLost = !stop.isRequested;
	stop.request();
	await renewing;
	if (!isLost) await lease.release(opened);
	served?.close();
	opened.close();
	process
		.removeListener("SIGTERM", stop.request)
		.removeListener("SIGINT", stop.request);
	log(isLost ? "error" : "info", isLost ? "the Lease is lost" : "ended");
	return { exitCode: isLost ? 1 : 0, stdout: "", stderr: [] };
}

interface Running {
	readonly loop: SyncArgs["loop"];
	readonly stop: Stop;
	readonly lease: HeldLease;
	readonly tick: () => void;
}

/** Runs cycles until the signal or the loss of the Lease; lets a write in flight finish. */
async function run(
	{ controller }: Opened,
	{ loop, stop, lease, tick }: Running,
): Promise<void> {
	while (!stop.isRequested && !lease.isLost) {
		tick();
		if (!lease.isHeld) {
			await stop.pause(SECOND);
			continue;
		}
		const start = performance.now();
		const cycle = controller.cycle();
		await stop.during(cycle);
		if (stop.isRequested)
			await Promise.race([
				cycle,
				new Promise((done) => setTimeout(done, LAST_WRITE).unref()),
			]);
		else await cycle;
		const left = loop.poll - (performance.now() - start);
		const soonest = controller.soonest ?? loop.poll;
		await stop.pause(
			Math.max(Math.min(SECOND, loop.poll), Math.min(left, soonest)),
		);
	}
}

const SECOND = 1000;

/** Our Lease, renewed beside the loop; without leader election it counts as always held. */
class HeldLease {
	isLost = false;
	private view = NO_LEASE;
	private readonly isElected: boolean;
	private readonly name: LeaseName;
	private readonly stop: Stop;

	constructor({ loop, kube }: SyncArgs, stop: Stop) {
		this.isElected = loop.isElected;
		this.name = {
			namespace: kube.namespaces[0] ?? "avi-system",
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
	async keep(
		{ kube, ako }: Opened,
		report: (problem: string) => void,
	): Promise<void> {
		while (this.isElected && !this.stop.isRequested && !this.isLost) {
			const before = this.view;
			const { view, problem } = await renewLease(
				await kube.step(),
				this.name,
				before,
				{
					annotations: { [OFF_SINCE]: writeOffMemory(ako.memory) },
					now: () => performance.now(),
				},
			);
			if (problem !== undefined) report(problem);
			if (view.isHeld && !before.isHeld)
				ako.remember(view.annotations[OFF_SINCE]);
			this.view = view;
			this.isLost = before.isHeld && !view.isHeld;
			await this.nap();
		}
	}

	/** Waits until the next renewal, or until the signal. */
	private async nap(): Promise<void> {
		for (let slept = 0; slept < LEASE_RENEWAL; slept += 250) {
			if (this.stop.isRequested || this.isLost) return;
			await new Promise((done) => setTimeout(done, 250));
		}
	}

	async release({ kube }: Opened): Promise<void> {
		if (this.isElected) await releaseLease(await kube.step(), this.name);
	}
}
