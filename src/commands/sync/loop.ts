import { makeLog } from "../../sync/log.ts";
import { serveProbes } from "../../sync/server.ts";
import { type Run, refused } from "../command-line/run.ts";
import type { SyncArgs } from "./args.ts";
import { type Opened, openController } from "./cluster.ts";
import { HeldLease } from "./lease.ts";
import { Stop } from "./stop.ts";

/** /healthz fails when the loop does nothing for three polls and this time (two request timeouts), in milliseconds. */
const MAX_SILENCE = 60_000;
/** Milliseconds that a write in flight may take after a stop signal. */
const LAST_WRITE = 10_000;

/** The controller: runs until SIGTERM or SIGINT (exit code 0), or until its Lease is lost (1). */
export async function syncLoop(args: SyncArgs): Promise<Run> {
	const { values, listen, poll } = args;
	const log = makeLog(values["log-format"], Date.now, (line) =>
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
		listen &&
		(await serveProbes(listen, {
			isAlive: () => performance.now() - tickedAt < 3 * poll + MAX_SILENCE,
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
	if (values["avi-insecure-skip-verify"])
		log(
			"warning",
			"--avi-insecure-skip-verify is set: anybody can pretend to be Avi",
		);
	const renewing = lease.keep(opened, log);
	await run(opened, { poll, stop, lease, tick });
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
	readonly poll: number;
	readonly stop: Stop;
	readonly lease: HeldLease;
	readonly tick: () => void;
}

/** Runs cycles until the signal or the loss of the Lease; lets a write in flight finish. */
async function run(
	{ controller }: Opened,
	{ poll, stop, lease, tick }: Running,
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
		const left = poll - (performance.now() - start);
		const soonest = controller.soonest ?? poll;
		await stop.pause(Math.max(Math.min(SECOND, poll), Math.min(left, soonest)));
	}
}

const SECOND = 1000;
