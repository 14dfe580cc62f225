import { groupBy } from "../krm/group-by.ts";
import { namespacedName } from "../krm/item.ts";
import { byItem } from "../krm/item-order.ts";
import { compareText } from "../krm/order.ts";
import type { Source, Sourced } from "../model/entry.ts";
import type { EntryList } from "../model/entry-list.ts";
import { parseGoBoolean } from "../text/go-text.ts";
import type { Claim, ConfigData, Facts } from "./cluster.ts";
import type { Clash } from "./duplicates.ts";

const NODE_KINDS: ReadonlySet<string> = new Set(["Node", "CiliumNode"]);

interface Named {
	readonly namespace?: string | undefined;
	readonly name: string;
}

/** The facts of all claims on one cluster, and the objects of one name that differ. */
export class Gathered {
	readonly clashes: Clash[] = [];
	private readonly claims: readonly Claim[];
	private readonly withoutNodes: readonly Claim[];

	constructor(claims: readonly Claim[]) {
		this.claims = claims;
		// There may be thousands of Nodes, and they only add themselves and versions.
		this.withoutNodes = claims.filter(({ item }) => !NODE_KINDS.has(item.kind));
	}

	/** The facts that `pick` takes of each claim, in the order of the claims. */
	all<T>(
		pick: (facts: Facts) => readonly T[] | T | undefined,
		from = this.withoutNodes,
	): T[] {
		let found: T[] = [];
		from.forEach(({ facts }) => {
			const picked = pick(facts);
			if (picked === undefined) return;
			if (!Array.isArray(picked)) found.push(picked as T);
			else if (picked.length === 1) found.push(picked[0]);
			else if (found.length === 0) found = picked.slice();
			else for (const one of picked) found.push(one);
		});
		return found;
	}

	/** The entries of a list, sorted by name and without copies. */
	entries<Entry extends Named>(
		{ kind, written }: EntryList<Entry>,
		pick: (facts: Facts) => readonly Sourced<Entry>[] | undefined,
	): readonly Sourced<Entry>[] {
		const isOfNodes = NODE_KINDS.has(kind);
		const entries = this.all(pick, isOfNodes ? this.claims : this.withoutNodes);
		// The common case: sorted, and no name twice.
		const isNext = (entry: Named, i: number) =>
			i === 0 || byName(entries[i - 1] as Named, entry) < 0;
		if (entries.every(isNext)) return entries;
		const whatOf = (entry: Named) => `${kind} ${namespacedName(entry)}`;
		// Of the others there may be desired state beside the dumps.
		const clashes = isOfNodes ? this.clashes : [];
		return withoutCopies(entries.sort(byName), clashes, whatOf, written);
	}

	/** The one ConfigMap of a role; without `factsOf`, a copy of it clashes, too. */
	configMap(
		name: string,
		key: "ciliumConfig" | "ciliumDesired" | "akoConfig" | "akoDesired",
		factsOf?: (data: ConfigData) => unknown,
	): ConfigData | undefined {
		const found = primaryOf(this.all<ConfigData>((facts) => facts[key]));
		const whatOf = () => `ConfigMap ${name}`;
		return withoutCopies(found, this.clashes, whatOf, factsOf)[0];
	}
}

/**
 * The entries without copies: of objects of one name with the same facts, the first by file counts. Those with other
 * facts are added to the clashes. Without `factsOf`, all copies are: of desired state each would be applied.
 */
function withoutCopies<Entry extends { readonly source: Source }>(
	entries: readonly Entry[],
	clashes: Clash[],
	whatOf: (entry: Entry) => string,
	factsOf?: (entry: Entry) => unknown,
): readonly Entry[] {
	if (new Set(entries.map(whatOf)).size === entries.length) return entries;
	return [...groupBy(entries, whatOf)].flatMap(([what, group]) => {
		group.sort((a, b) => byItem(a.source, b.source));
		const known = groupBy(group, (one) =>
			factsOf === undefined ? one : JSON.stringify(factsOf(one)),
		);
		const own = [...known.values()].flatMap((same) => same[0] ?? []);
		if (own.length > 1)
			clashes.push({ what, items: own.map(({ source }) => source.item) });
		return own;
	});
}

/** Without secondary AKO instances, which write no routes, where the primary one is there. */
function primaryOf(found: readonly ConfigData[]): readonly ConfigData[] {
	const primary = found.filter(
		({ data }) => parseGoBoolean(data.primaryInstance || "true") !== false,
	);
	return primary.length > 0 ? primary : found;
}

const byName = (a: Named, b: Named) =>
	compareText(a.namespace ?? "", b.namespace ?? "") ||
	compareText(a.name, b.name);
