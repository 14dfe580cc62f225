import { hostname } from "node:os";
import type { AviSession } from "../../avi/session.ts";
import { readAviUrl } from "../../avi/transport.ts";
import type { Problem } from "../../krm/problem.ts";
import { AkoWatch, akoReaders } from "../../sync/ako-watch.ts";
import { SyncController } from "../../sync/controller.ts";
import type { Log } from "../../sync/log.ts";
import { Metrics } from "../../sync/metrics.ts";
import { tableStore } from "../../sync/table-store.ts";
import { type Run, refused } from "../command-line/run.ts";
import type { SyncArgs } from "./args.ts";
import { openAvi, randomPause } from "./open-avi.ts";
import { type Kube, openKube } from "./open-kube.ts";
import { insecureNotes, reportPass } from "./report.ts";

/** A controller with all that it needs. */
export interface Opened {
	readonly controller: SyncController;
	readonly kube: Kube;
	readonly ako: AkoWatch;
	readonly session: AviSession;
	readonly metrics: Metrics;
	close(): void;
}

/** What a run calls: whether it may write, its sign of life, and its log. */
interface RunHooks {
	readonly mayWrite: () => boolean;
	/** Called before each request. */
	readonly tick: () => void;
	readonly log: Log;
}

/** AKO's state is read every third poll. */
const AKO_POLLS = 3;

const elapsed = () => performance.now();

/** Opens the cluster and a session with Avi. Their names and addresses come from the arguments, else from avi-k8s-config. */
export async function openController(
	args: SyncArgs,
	{ mayWrite, tick, log }: RunHooks,
): Promise<Opened | Problem> {
	const { values, akoNamespaces, namespaces } = args;
	const kube = await openKube(values);
	if ("problem" in kube) return kube;
	const step = () => {
		tick();
		return kube.step();
	};
	const ako = new AkoWatch(akoNamespaces, akoReaders(step), {
		now: Date.now,
		elapsed,
		interval: AKO_POLLS * args.poll,
	});
	await ako.poll();
	const settings = settingsOf(args, ako);
	if ("problem" in settings) {
		kube.close();
		return settings;
	}
	const { session, close } = openAvi(settings.url, values, tick);
	const metrics = new Metrics();
	const controller = new SyncController({
		session,
		tables: tableStore(step),
		ako,
		now: Date.now,
		elapsed,
		random: Math.random,
		pause: randomPause,
		mayWrite,
		log,
		metrics,
		namespaces,
		clusters: settings.clusters,
		driftInterval: args.driftInterval,
		instance: hostname(),
		isOnce: args.isOnce,
		isDry: values["dry-run"],
	});
	return {
		controller,
		kube,
		ako,
		session,
		metrics,
		close() {
			close();
			kube.close();
		},
	};
}

/** The clusters to sync and Avi's address: from the arguments, else from avi-k8s-config. */
function settingsOf(
	{ values, url, akoNamespaces: [namespace] }: SyncArgs,
	ako: AkoWatch,
): { readonly url: URL; readonly clusters: readonly string[] } | Problem {
	const why = `: ${ako.problem ?? `there is no such key in ConfigMap ${namespace}/avi-k8s-config`}`;
	const own = ako.setting("clusterName");
	const clusters = values["cluster-name"];
	const names = clusters.length > 0 ? clusters : own ? [own] : [];
	if (names.length === 0)
		return {
			problem: `the cluster's name is not known${why}; name AKO's namespace with --ako-namespace, or give --cluster-name`,
		};
	const address = ako.setting("controllerIP");
	const read = url === undefined && address ? readAviUrl(address) : { url };
	if ("problem" in read)
		return {
			problem: `controllerIP ${address} of avi-k8s-config is not a host`,
		};
	return read.url === undefined
		? {
				problem: `Avi's address is not known${why}; name AKO's namespace with --ako-namespace, or give --avi-url`,
			}
		: { url: read.url, clusters: names };
}

/** One pass over the tables of a cluster. */
export async function passOverCluster(args: SyncArgs): Promise<Run> {
	const notes = [...insecureNotes(args.values)];
	const opened = await openController(args, {
		mayWrite: () => true,
		tick: () => undefined,
		log: (level, message, { problem } = {}) => {
			if (problem !== undefined) notes.push(`${level}: ${message}: ${problem}`);
		},
	});
	if ("problem" in opened) return refused(opened.problem);
	const { controller, close } = opened;
	const cycle = await controller.cycle();
	close();
	return "problem" in cycle
		? refused(cycle.problem)
		: reportPass(cycle.outcomes, args.values, notes);
}
