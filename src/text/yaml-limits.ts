/** Maximum nesting: more than any Kubernetes object has, and safe for every stack. */
export const MAX_DEPTH = 100;

/** Maximum number of values that a text with aliases may stand for: nested ones must not blow up what is walked. */
export const MAX_VALUES = 100_000;

/** Maximum number of keys that are merged in one text; each is a copy. */
export const MAX_MERGED_KEYS = 100_000;
