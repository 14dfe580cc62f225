import type { Config } from "../config/config.ts";
import type { Item } from "../krm/item.ts";
import { byFile, byItem, compareItems } from "../krm/item-order.ts";
import { noLap } from "../krm/lap.ts";
import { compareText } from "../krm/order.ts";
import { splitPackage } from "../krm/packages.ts";
import { addAll, type Outcome, type Result } from "../krm/result.ts";
import { type Truncation, unpackLists } from "../read/unpack-lists.ts";
import type { Cluster } from "./cluster.ts";
import { cutShort } from "./cut-short.ts";
import { mergeClaims } from "./merge-claims.ts";
import { Neighbours } from "./neighbours.ts";
import {
	unknownClusters,
	unreadConfigs,
	unreadSubpackages,
	unseenOutputs,
} from "./not-read.ts";
import { notesByName } from "./note-clusters.ts";
import { SortedItems } from "./sorted-items.ts";
import type { PackageFiles } from "./values-files.ts";
import {
	mixedLists,
	namelessItems,
	refusals,
	unknownKinds,
} from "./wrong-items.ts";

/** The items of a package, sorted into clusters. */
export interface Groups
	extends Readonly<
		Pick<
			SortedItems,
			"kinds" | "unstamped" | "earlier" | "notes" | "lookalikes"
		>
	> {
	/** Sorted by name. */
	readonly clusters: readonly Cluster[];
	/** All items of the config's own package. */
	readonly own: readonly Item[];
	/** Set when a List is incomplete by its metadata. */
	readonly truncation?: Truncation;
}

/** Sorts the items of the config's package into clusters; items of subpackages are left alone. */
export function groupItems(
	items: readonly Item[],
	config: Config,
	lap = noLap,
	files: PackageFiles = { files: [], folder: "" },
): Outcome<Groups> {
	const { own, foreign } = splitPackage(items, config.source);
	const unpacked = unpackLists(own, config.isImport);
	const { items: all, truncation } = unpacked.value;
	const sorted = new SortedItems(config, new Neighbours(all, config, files));
	// V8 optimises a function that is called for each item sooner than a loop.
	all.forEach((item, i, { length }) => {
		lap("group", { items: i, ofItems: length });
		sorted.add(item);
	});
	sorted.finish();
	const results: Result[] = [
		...unpacked.results,
		...unknownKinds(all),
		...namelessItems(all),
		...refusals(all),
	];
	addAll(results, sorted.results);
	addAll(results, mixedLists(sorted.unreadInLists, sorted.unstamped));
	addAll(results, cutShort(sorted.claims, all));
	// Reported by file, not in the order of the input.
	results.sort(byPlace);
	const clusters = mergeClaims(sorted.claims, config);
	addAll(results, [
		...clusters.results,
		...unreadConfigs(own, config),
		...unseenOutputs(items, config),
		...unreadSubpackages(foreign, clusters.value.length === 0).sort(byMessage),
		...unknownClusters(config, clusters.value, own),
	]);
	return {
		value: {
			clusters: clusters.value,
			kinds: sorted.kinds,
			unstamped: sorted.unstamped,
			earlier: sorted.earlier.sort(byFile),
			own,
			notes: notesByName(sorted.notes, clusters.value, config).sort(byItem),
			lookalikes: sorted.lookalikes.sort(compareItems),
			...(truncation === undefined ? {} : { truncation }),
		},
		results,
	};
}

/** By file, and there by message. */
const byPlace = (a: Result, b: Result) =>
	compareText(a.file?.path ?? "", b.file?.path ?? "") ||
	(a.file?.index ?? 0) - (b.file?.index ?? 0) ||
	byMessage(a, b);

/** By message; those that differ in the line alone stay in order. */
const byMessage = (a: Result, b: Result) =>
	compareText(withoutLine(a), withoutLine(b));

/** Items come in the order of their lines, which a text with numbers has not: line 10 would be before line 4. */
const withoutLine = ({ message }: Result) => message.replace(/\bline \d+/, "");
