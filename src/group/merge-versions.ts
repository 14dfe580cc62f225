import type { Item } from "../krm/item.ts";
import { compareText } from "../krm/order.ts";
import type { Claim } from "./claim.ts";
import type { Cluster, Versions } from "./cluster.ts";

/** A sort key that orders versions by their numbers. */
const sortable = (version: string) =>
	version
		.replace(/^v/, "")
		.replace(/\d+/g, (number) => number.padStart(8, "0"));

/** The lowest version that any object has, and that object; independent of the order of objects. */
export function mergeVersions(
	claims: readonly Claim[],
): Pick<Cluster, "versions" | "versionSources"> {
	const versions: { -readonly [K in keyof Versions]: string } = {};
	const versionSources: Partial<Record<keyof Versions, Item>> = {};
	claims.forEach(({ facts, item }) => {
		for (const key in facts.versions) {
			const name = key as keyof Versions;
			const version = facts.versions[name];
			const known = versions[name];
			if (version === undefined || version === known) continue;
			if (
				known !== undefined &&
				compareText(sortable(version), sortable(known)) >= 0
			)
				continue;
			versions[name] = version;
			versionSources[name] = item;
		}
	});
	return { versions, versionSources };
}
