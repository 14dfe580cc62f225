import type { Connection } from "./connect.ts";
import { type Failed, failed } from "./fault.ts";
import { ask } from "./request.ts";

/** Objects per page. */
export const PAGE = 250;

/** Maximum bytes of a page, and of a whole list, which is the last resort. */
const MAX_PAGE = 64 << 20;
const MAX_LIST = 500 << 20;

/** An object from a list. */
export type KubeObject = Readonly<Record<string, unknown>>;

interface ListBody {
	readonly kind?: unknown;
	readonly items?: unknown;
	readonly metadata?: { continue?: unknown; resourceVersion?: unknown } | null;
}

/** How a list is read. */
interface ListOptions<Kept> {
	/** Returns what to keep of an object, or undefined; called as soon as its page is read. */
	readonly keep: (object: KubeObject) => Kept | undefined;
	/** The form of the answer; by default JSON with all of each object. */
	readonly accept?: string;
	/** Maximum number of objects in a page. */
	readonly page?: number;
	/** Called with the number of objects read so far. */
	readonly progress?: (count: number) => void;
}

/**
 * Reads a whole list in one state (one resourceVersion). When that state expires on the way (410), the list is read
 * again: once in pages, then in one piece. The token in a 410 is not used: it continues in another state of the list.
 */
export async function readList<Kept>(
	connection: Connection,
	path: string,
	options: ListOptions<Kept>,
): Promise<{ readonly kept: readonly Kept[] } | Failed> {
	const { page = PAGE } = options;
	for (const limit of [page, page, undefined]) {
		const read = await readPages(connection, path, limit, options);
		if (!("fault" in read) || read.fault.status !== 410) return read;
	}
	return failed(
		"the list changed each of the three times that it was read (410)",
	);
}

async function readPages<Kept>(
	connection: Connection,
	path: string,
	limit: number | undefined,
	{ keep, progress, accept }: ListOptions<Kept>,
): Promise<{ readonly kept: readonly Kept[] } | Failed> {
	const kept: Kept[] = [];
	let [count, version, token]: [number, unknown, string] = [0, undefined, ""];
	do {
		const query = new URLSearchParams();
		if (limit !== undefined) query.set("limit", String(limit));
		if (token !== "") query.set("continue", token);
		const maxBytes = limit === undefined ? MAX_LIST : MAX_PAGE;
		const options = { accept, maxBytes };
		const got = await ask(connection, `${path}?${query}`, options);
		if ("fault" in got) return got;
		const page = got.body as ListBody | null;
		// A list of metadata without entries has null.
		const items = page?.items === null ? [] : page?.items;
		if (!/List$/.test(String(page?.kind)) || !Array.isArray(items))
			return failed("the answer is not a list of Kubernetes objects");
		const { continue: next = "", resourceVersion } = page?.metadata ?? {};
		version ??= resourceVersion;
		if (version !== resourceVersion)
			return failed("the pages are of different states of the list", 410);
		if (next !== "" && next === token)
			return failed("the API server sends the same page again and again");
		for (const object of items as KubeObject[]) {
			const cut = keep(object);
			if (cut !== undefined) kept.push(cut);
		}
		count += items.length;
		progress?.(count);
		token = String(next);
	} while (token !== "");
	return { kept };
}
