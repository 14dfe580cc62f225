import type { OffSince } from "./ako.ts";

/** Annotation of our Lease: since when AKO's sync is off, so that after our own restart AKO need not restart too. */
export const OFF_SINCE = "avi-routes.dev/ako-off-since";

/** Since when AKO is off, by namespace. */
export type OffMemory = ReadonlyMap<string, OffSince>;

/** As text, one entry per namespace: `avi-system=<since>/<last seen>/<uid of the ConfigMap>`. */
export function writeOffMemory(memory: OffMemory): string {
	return [...memory]
		.map(
			([namespace, { since, seen, uid }]) =>
				`${namespace}=${new Date(since).toISOString()}/${new Date(seen).toISOString()}/${uid}`,
		)
		.join(" ");
}

/** Reads what `writeOffMemory` wrote; skips invalid entries. */
export function readOffMemory(text = ""): OffMemory {
	return new Map(
		text.split(" ").flatMap((entry): [string, OffSince][] => {
			const [, namespace = "", from = "", last = "", uid = ""] =
				/^([^=]+)=([^/]+)\/([^/]+)\/(.+)$/.exec(entry) ?? [];
			const [since, seen] = [Date.parse(from), Date.parse(last)];
			return Number.isNaN(since) || Number.isNaN(seen)
				? []
				: [[namespace, { since, seen, uid }]];
		}),
	);
}
