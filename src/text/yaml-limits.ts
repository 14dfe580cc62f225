/** Deep enough for any Kubernetes object, shallow enough for every stack. */
export const MAX_DEPTH = 100;

/** Few enough that nested aliases can't blow a value up that is walked. */
export const MAX_ALIASES = 20;

/** So many keys are merged in one text at most; each is a copy. */
export const MAX_MERGED_KEYS = 100_000;
