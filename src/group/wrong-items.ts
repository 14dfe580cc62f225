import { API_VERSION } from "../krm/api.ts";
import { filePath, type Item } from "../krm/item.ts";
import { compareItems } from "../krm/item-order.ts";
import { inputError } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import { namelessProblem } from "../read/head.ts";
import { nearest } from "../read/nearest.ts";
import { isRelevant } from "../read/relevant.ts";
import { isSnapshot } from "./live-marks.ts";
import { rawKindOf } from "./raw/raw-kinds.ts";
import { parsedValue, valueAt, valueRead } from "./targets/mapping.ts";

/** The kinds of the API version. */
const OWN_KINDS = ["AviRoutes", "ClusterSnapshot", "AviRouteTable"];

/** The group of the API with a slash. */
const GROUP = API_VERSION.replace(/\/.*/, "/");

/** Errors for unknown kinds and versions of the API group: they are typos, and their content would be ignored. */
export function unknownKinds(items: readonly Item[]): Result[] {
	const unknown = items.filter(
		({ apiVersion, kind }) =>
			apiVersion.startsWith(GROUP) &&
			(apiVersion !== API_VERSION || !OWN_KINDS.includes(kind)),
	);
	return unknown.map((item) => {
		const { apiVersion, kind, name } = item;
		if (apiVersion !== API_VERSION)
			return inputError(
				item,
				`${kind} ${name}: apiVersion is ${JSON.stringify(apiVersion)}; want ${API_VERSION}`,
				{ field: "apiVersion", currentValue: apiVersion },
			);
		const guess = nearest(kind, OWN_KINDS);
		const advice =
			guess === undefined
				? `accepted: ${OWN_KINDS.join(", ")}`
				: `did you mean ${guess}?`;
		const message = `${kind} ${name}: ${API_VERSION} has no kind ${kind}; ${advice}`;
		return inputError(item, message, { field: "kind", currentValue: kind });
	});
}

/** Maximum of objects without a name that are reported individually. */
const MAX_NAMELESS = 100;

/** Errors for items that are read and have no name; items that are not read need none. */
export function namelessItems(items: readonly Item[]): Result[] {
	const nameless = items
		.filter((item) => item.name === "" && isRead(item))
		.filter((item) => isRelevant(formlessText(item)))
		.sort(compareItems);
	const rest = nameless.length - MAX_NAMELESS;
	return nameless.slice(0, MAX_NAMELESS).map((item, i) => {
		const others = rest === 1 ? "object has" : "objects have";
		const more = rest > 0 && i === 0 ? `; ${rest} more ${others} none` : "";
		const where =
			filePath(item) === undefined ? `line ${item.line} of the input: ` : "";
		const index = item.index === undefined ? "" : `items[${item.index}]: `;
		const problem = namelessProblem(item, parsedValue(item));
		const result = inputError(item, `${where}${index}${problem}${more}`);
		const isInFile = (item.container ?? item).wire !== undefined;
		return isInFile ? { ...result, line: item.line } : result;
	});
}

/** The item's text, the same for YAML and JSON where it can be parsed. */
function formlessText(item: Item): string {
	const value = parsedValue(item);
	return value === undefined ? item.text : JSON.stringify(value);
}

const isRead = (item: Item) =>
	item.apiVersion === API_VERSION || rawKindOf(item) !== undefined;

/** Errors of the API server that were kept instead of what was asked for, as curl and proxies do. */
export function refusals(items: readonly Item[]): Result[] {
	return items
		.filter(({ apiVersion, kind }) => kind === "Status" && apiVersion === "v1")
		.flatMap((item) => {
			const value = valueRead(item.read({ status: true, message: true }));
			if (valueAt(value, ["status"]) !== "Failure") return [];
			const message = valueAt(value, ["message"]) ?? "no message";
			return inputError(
				item,
				`the API server refused what was to be dumped: ${String(message)}; dump again as somebody who may read it`,
			);
		});
}

/**
 * Reports Lists with both dumps and desired state: only a whole List can be marked local-config, and then its desired
 * state would not be applied. `unreadInLists` are objects in Lists that nothing reads.
 */
export function mixedLists(
	unreadInLists: readonly Item[],
	unstamped: ReadonlySet<Item>,
): Result[] {
	const told = new Set<Item>();
	return unreadInLists.flatMap((item) => {
		const list = item.container;
		if (list === undefined || told.has(list) || !unstamped.has(list)) return [];
		if (isSnapshot(item)) return [];
		told.add(list);
		const message = `${list.kind} ${list.name} holds dumps of a live cluster, which must not be applied, and beside them ${item.kind} ${item.name}, which is not a dump (it has no metadata.uid); put that into a file of its own, or annotate the List with config.kubernetes.io/local-config: "true" if nothing in it is to be applied`;
		return [inputError(list, message)];
	});
}
