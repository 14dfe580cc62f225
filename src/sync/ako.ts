import type { Problem } from "../krm/problem.ts";
import { ACKNOWLEDGE } from "./ako-override.ts";
import type { AkoState } from "./decide.ts";

/** AKO's objects in one namespace. A part that could not be read has a problem instead. */
export interface AkoObservation {
	readonly namespace: string;
	readonly config: AkoConfigMap | "absent" | Problem;
	readonly containers: readonly AkoContainer[] | Problem;
	/** The replicas of StatefulSet ako; 0 without one. */
	readonly replicas: number | Problem;
}

/** ConfigMap avi-k8s-config. */
export interface AkoConfigMap {
	readonly uid: string;
	readonly data: Readonly<Record<string, string | undefined>>;
	/** By key: when any manager last wrote it, in milliseconds; from managedFields. */
	readonly managedAt: Readonly<Record<string, number | undefined>>;
}

/** A running container of AKO's pods. */
export interface AkoContainer {
	readonly name: string;
	readonly startedAt: number;
}

/** Since when the ConfigMap has had the sync off without a break. Times in milliseconds. */
export interface OffSince {
	readonly uid: string;
	readonly since: number;
	/** When it was last read. */
	readonly seen: number;
}

/** Keys of the ConfigMap, and their values with which AKO writes no routes. */
const OFF: readonly (readonly [key: string, values: readonly string[]])[] = [
	["disableStaticRouteSync", ["true"]],
	["serviceType", ["NodePort", "NodePortLocal"]],
	["primaryInstance", ["false"]],
];

/** Maximum difference between the clocks of nodes and the API server, in milliseconds. */
const CLOCK_SKEW = 5_000;
/** Milliseconds between two readings in which nobody can switch the sync on, restart AKO and switch it off again. */
const MAX_GAP = 90_000;

/**
 * Decides whether AKO is off. A container of AKO reads the ConfigMap only when it starts (through its environment), so
 * every running container must have started after the ConfigMap switched the sync off. What can't be proven counts as
 * on. `known` is the result of the previous call.
 */
export function judgeAko(
	observation: AkoObservation,
	known: OffSince | undefined,
	now: number,
): { readonly state: AkoState; readonly off?: OffSince | undefined } {
	const { namespace, config, containers, replicas } = observation;
	for (const part of [config, containers, replicas])
		if (typeof part === "object" && "problem" in part)
			return {
				...on(`it is unknown whether AKO is off: ${part.problem}`),
				off: known,
			};
	const running = containers as readonly AkoContainer[];
	if (running.length === 0 && replicas === 0)
		return { state: isOff(`no AKO runs in ${namespace}`, []) };
	if (config === "absent")
		return on(
			`AKO runs in namespace ${namespace} without ConfigMap avi-k8s-config: it is unknown whether its static route sync is off`,
		);
	const { uid, data, managedAt } = config as AkoConfigMap;
	const key = OFF.find(([name, values]) =>
		values.includes(data[name] ?? ""),
	)?.[0];
	if (key === undefined)
		return on(
			`AKO's static route sync is on: disableStaticRouteSync of ConfigMap ${namespace}/avi-k8s-config is not "true"; set it in AKO's values, apply them, and ${restart(namespace)}`,
		);
	const since = offSince(known, { uid, managed: managedAt[key] }, now);
	const off = { uid, since, seen: now };
	const why = `${key} is ${data[key]}`;
	const late = running.find(({ startedAt }) => startedAt <= since + CLOCK_SKEW);
	if (late !== undefined)
		return {
			...on(
				`AKO may still write routes: its container ${late.name} runs since ${time(late.startedAt)}, and ${why} only since ${time(since)}; ${restart(namespace)}`,
			),
			off,
		};
	const starts = running.map(({ startedAt }) => startedAt);
	const message = `AKO runs with its static route sync off: ${why}`;
	return { state: isOff(message, starts), off };
}

/** Since when the ConfigMap has certainly had the sync off: the known time, unless it was written between readings. */
function offSince(
	known: OffSince | undefined,
	{
		uid,
		managed,
	}: { readonly uid: string; readonly managed?: number | undefined },
	now: number,
): number {
	const latest = Math.min(managed ?? now, now);
	if (known === undefined || known.uid !== uid) return latest;
	const age = now - known.seen;
	// A reading from the future was made by a clock that was wrong: it proves nothing.
	const isUnbroken = age >= 0 && (age <= MAX_GAP || latest <= known.seen);
	return isUnbroken ? known.since : Math.max(latest, known.since);
}

const on = (message: string): { readonly state: AkoState } => ({
	state: { isOff: false, message },
});

/** AKO is off, with the starts of its running containers. */
const isOff = (message: string, starts: readonly number[]): AkoState => ({
	isOff: true,
	message,
	...(starts.length === 0 ? {} : { startedAt: Math.min(...starts) }),
});

const restart = (namespace: string) =>
	`restart AKO: kubectl -n ${namespace} rollout restart statefulset/ako`;

const time = (milliseconds: number) =>
	new Date(milliseconds).toISOString().replace(/\.\d+Z/, "Z");

/** What a namespace has instead of an AKO that would write routes; undefined when it has one. */
function withoutWriter({
	namespace,
	config,
}: AkoObservation): string | undefined {
	if (config === "absent") return `no AKO is in namespace ${namespace}`;
	return "data" in config && config.data.primaryInstance === "false"
		? `the AKO of namespace ${namespace} is a secondary instance (primaryInstance is false)`
		: undefined;
}

/**
 * The state of AKO by that of each namespace: off when it is off in each, and one of them has the AKO that would write
 * routes. With several AKOs that is the primary one: all others prove that it exists, and nothing about its settings.
 */
export function allOff(
	judged: readonly {
		readonly state: AkoState;
		readonly observation: AkoObservation;
	}[],
): AkoState {
	const states = judged.map(({ state }) => state);
	const active = states.find((state) => !state.isOff);
	if (active !== undefined) return active;
	const others = judged.flatMap(
		({ observation }) => withoutWriter(observation) ?? [],
	);
	if (others.length === judged.length)
		return {
			isOff: false,
			message: `it is unknown whether AKO's static route sync is off: ${others.join("; ")}; name the namespace of the AKO that writes routes with --ako-namespace, or, without one, ${ACKNOWLEDGE}`,
		};
	const starts = states.flatMap(({ startedAt }) => startedAt ?? []);
	return isOff(states.map(({ message }) => message).join("; "), starts);
}
