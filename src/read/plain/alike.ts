/** The entries of a sequence, sorted by what they are made of. */
export interface Alike {
	/** One for each kind of entries that differ in texts only, none of which is empty. */
	readonly examples: readonly unknown[];
	/** Those that are of no such kind. */
	readonly others: readonly unknown[];
}

const KNOWN = new WeakMap<readonly unknown[], Alike>();

/** Notes what is known of the entries of a sequence. */
export function noteAlike(sequence: readonly unknown[], alike: Alike): void {
	KNOWN.set(sequence, alike);
}

/** What was noted of the sequence. What tells no text from another need look at nothing else. */
export function alikeIn(sequence: readonly unknown[]): Alike | undefined {
	return KNOWN.get(sequence);
}
