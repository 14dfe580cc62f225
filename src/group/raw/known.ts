/** An object with the one field; empty when the value is null or absent. */
export function known<Key extends string, Value>(
	key: Key,
	value: Value | null | undefined,
): { [K in Key]?: Value } {
	return (value === null || value === undefined ? {} : { [key]: value }) as {
		[K in Key]?: Value;
	};
}
