/** A field of a fact, left out when it is null or absent. */
export function known<Key extends string, Value>(
	key: Key,
	value: Value | null | undefined,
): { [K in Key]?: Value } {
	return (value === null || value === undefined ? {} : { [key]: value }) as {
		[K in Key]?: Value;
	};
}
