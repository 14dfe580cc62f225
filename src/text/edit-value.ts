/** A step of a path: a key, the index of an entry, or `-` for a new entry at the end. */
export type Step = string | number;

/** What an edit writes: a text, a boolean, or a whole mapping of texts for a new entry. */
export type EditValue = string | boolean | Readonly<Record<string, string>>;
