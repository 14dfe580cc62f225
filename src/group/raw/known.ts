/** A field of a fact, left out when it is null or absent. */
export function known<Key extends string, Value>(
	key: Key,
	value: Value | null | undefined,
): { [K in Key]?: Value } {
	return (value === null || value === undefined ? {} : { [key]: value }) as {
		[K in Key]?: Value;
	};
}

/** A fact while its fields are being filled in. */
export type Known<Fact> = { -readonly [Key in keyof Fact]: Fact[Key] };

/** True for a field that is there. */
export function isKnown<Value>(
	value: Value | null | undefined,
): value is Value {
	return value !== null && value !== undefined;
}
