/** The fields of an object that may be undefined, as optional ones. */
type Defined<Fields> = {
	[Key in keyof Fields as undefined extends Fields[Key]
		? never
		: Key]: Fields[Key];
} & {
	[Key in keyof Fields as undefined extends Fields[Key]
		? Key
		: never]?: Exclude<Fields[Key], undefined>;
};

/** The object without the fields that are undefined. */
export const defined = <Fields extends object>(
	fields: Fields,
): Defined<Fields> =>
	Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as Defined<Fields>;
