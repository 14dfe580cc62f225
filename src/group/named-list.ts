/** Entries of which no two have the same name, found by it. Who asks in their order needs no table, and none is made. */
export class NamedList<Entry extends { readonly name: string }> {
	readonly entries: readonly Entry[];
	/** The place behind the one that was found last. */
	private next = 0;
	private places: Map<string, number> | undefined;

	constructor(entries: readonly Entry[]) {
		this.entries = entries;
	}

	get size(): number {
		return this.entries.length;
	}

	get(name: string): Entry | undefined {
		const entry = this.entries[this.next];
		if (entry?.name === name) {
			this.next++;
			return entry;
		}
		this.places ??= new Map(this.entries.map((known, i) => [known.name, i]));
		const place = this.places.get(name);
		if (place === undefined) return undefined;
		this.next = place + 1;
		return this.entries[place];
	}
}
