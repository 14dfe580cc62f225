import type { AkoState } from "./decide.ts";
import type { Group } from "./group.ts";
import type { Verdict } from "./reasons.ts";

/** Who undoes our writes, and since when nothing is written. Times in milliseconds. */
export interface Contention {
	/** An AKO that writes its own routes, somebody who only removes ours, or anybody else. */
	readonly by: "AKO" | "remover" | "other";
	readonly since: number;
	/** When writing is tried again whatever was seen until then. */
	readonly until: number;
	/** True when AKO was seen running: only then its absence is an end. */
	readonly isAkoSeen: boolean;
	readonly generations: string;
}

/** The generations of a group's tables: a new one is a reason to write at once. */
export const generationsOf = ({ tables }: Group): string =>
	tables.map(({ id, generation }) => `${id}=${generation}`).join(" ");

/** True when writing may be tried again: the time has come, the tables have changed, or AKO was restarted or is gone. */
export function isOver(
	{ by, since, until, isAkoSeen, generations }: Contention,
	group: Group,
	{ ako, now }: { readonly ako: AkoState; readonly now: number },
): boolean {
	if (now >= until || generationsOf(group) !== generations) return true;
	if (by !== "AKO" || !ako.isOff) return false;
	return ako.startedAt === undefined ? isAkoSeen : ako.startedAt > since;
}

/** Who else removes routes without writing others. */
export const OLD_AKO =
	"an AKO before 1.13.2 of another cluster in this VRF (see cluster-name-prefix)";

/** Why nothing is written. */
export function contentionVerdict(
	{ by, since, until }: Contention,
	{ cluster }: Group,
): Verdict {
	const last = new Date(since).toISOString();
	const end = Number.isFinite(until) ? "within an hour" : "after that";
	const messages = {
		AKO: `an AKO overwrote our routes of cluster ${cluster} at ${last}; switch the static route sync off in every AKO of this cluster and restart it (writing resumes ${end}, or when a table changes)`,
		remover: `somebody removed our routes of cluster ${cluster} three times in 15 minutes, last at ${last}; look in Avi's audit log for Terraform, Ansible, a second controller, or ${OLD_AKO} (the routes are restored every 5 minutes at most)`,
		other: `somebody undid our routes of cluster ${cluster} three times in 15 minutes, last at ${last}; look for Terraform, Ansible or a second controller in Avi's audit log (writing is tried again each hour)`,
	};
	return { reason: "Contended", message: messages[by] };
}

/** The ids that AKO gives to the routes of a cluster, after the cluster's name. */
const WITH_UUID = /^-[0-9a-f-]{36}-\d+$/;
const NUMBER = /^-\d+$/;

/** True for an id in AKO's format: the cluster's name, from 1.13.2 on a UUID, and a number. */
export const isAkoId = (id: string, cluster: string): boolean =>
	isUniqueAkoId(id, cluster) || isNumberedAkoId(id, cluster);

/** True for an id of AKO 1.13.2 or later. It makes a new UUID for each route at each start, so it never gives an id twice. */
export const isUniqueAkoId = (id: string, cluster: string): boolean =>
	id.startsWith(cluster) && WITH_UUID.test(id.slice(cluster.length));

/** True for an id of an AKO before 1.13.2. It numbers the routes from 1, so it gives the same ids again. */
export const isNumberedAkoId = (id: string, cluster: string): boolean =>
	id.startsWith(cluster) && NUMBER.test(id.slice(cluster.length));
