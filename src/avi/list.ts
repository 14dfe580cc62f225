import { type AviFailed, aviFailed } from "./fault.ts";
import type { AviSession } from "./session.ts";

/** An object of Avi as in its JSON: all its fields are sent back, known or not. */
export type RawObject = Readonly<Record<string, unknown>>;

/** Objects per page; Avi's maximum. */
const PAGE_SIZE = 200;

/** Maximum number of pages to follow. */
const MAX_PAGES = 50;

/** All objects that match the query. Only path and query of `next` are used: its host may be known only to Avi. */
export async function listObjects(
	session: AviSession,
	tenant: string,
	kind: string,
	query: Readonly<Record<string, string>>,
): Promise<{ readonly objects: readonly RawObject[] } | AviFailed> {
	const objects: RawObject[] = [];
	let path = `/api/${kind}?${new URLSearchParams(query)}&page_size=${PAGE_SIZE}`;
	for (let page = 0; page < MAX_PAGES; page++) {
		const got = await session.ask({ method: "GET", path, tenant });
		if ("fault" in got) return got;
		const { results, next } = got.body as {
			results?: readonly RawObject[];
			next?: unknown;
		};
		if (!Array.isArray(results))
			return aviFailed("Rejected", `Avi's answer is not a list of ${kind}`);
		objects.push(...results);
		if (typeof next !== "string" || next === "") return { objects };
		const url = new URL(next, "https://avi.invalid");
		path = url.pathname + url.search;
	}
	return aviFailed("Rejected", `Avi's list of ${kind} does not end`);
}
