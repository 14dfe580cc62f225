import type { AviSession } from "../avi/session.ts";
import type { AkoWatch } from "./ako-watch.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { TableStore } from "./table-store.ts";

/** The outside world of the controller, what it syncs, and how. */
export interface ControllerPorts {
	readonly session: AviSession;
	readonly tables: TableStore;
	readonly ako: AkoWatch;
	/** The time of day, in milliseconds. */
	readonly now: () => number;
	/** Milliseconds of the monotonic clock: for ages and pauses. */
	readonly elapsed: () => number;
	readonly random: () => number;
	readonly pause: (min: number, max: number) => Promise<void>;
	/** False once the Lease is lost or the process is stopping: then nothing is written to Avi. */
	readonly mayWrite: () => boolean;
	readonly log: Log;
	readonly metrics: Metrics;
	readonly namespaces: readonly string[];
	/** The clusters to sync; undefined for all. */
	readonly clusters: readonly string[] | undefined;
	/** Milliseconds between two readings of a VRF context's `_last_modified`. */
	readonly driftInterval: number;
	/** The name of this instance in events. */
	readonly instance: string;
	/** True for one pass over all groups, without waiting for parts that are still being applied. */
	readonly isOnce: boolean;
	readonly isDry: boolean;
}
