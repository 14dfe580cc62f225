/** The entries by key, both in the order of first occurrence. */
export function groupBy<Entry, Key>(
	entries: Iterable<Entry>,
	keyOf: (entry: Entry) => Key,
): Map<Key, Entry[]> {
	const groups = new Map<Key, Entry[]>();
	for (const entry of entries) addTo(groups, keyOf(entry), entry);
	return groups;
}

/** Adds an entry to the group of a key. */
export function addTo<Entry, Key>(
	groups: Map<Key, Entry[]>,
	key: Key,
	entry: Entry,
): void {
	const group = groups.get(key);
	if (group === undefined) groups.set(key, [entry]);
	else group.push(entry);
}
