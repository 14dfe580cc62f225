/** Maximum nesting: more than any Kubernetes object has, and safe for every stack. */
export const MAX_DEPTH = 100;

/** Maximum number of aliases: nested ones must not blow up a value that is walked. */
export const MAX_ALIASES = 20;

/** Maximum number of keys that are merged in one text; each is a copy. */
export const MAX_MERGED_KEYS = 100_000;
