/** A point in time by which something must be done. */
export interface Deadline {
	/** The whole time, in milliseconds. */
	readonly given: number;
	/** The time left, in milliseconds; at least 0. */
	left(): number;
}

/** A deadline from now on. */
export function deadlineIn(milliseconds: number): Deadline {
	const end = performance.now() + milliseconds;
	return {
		given: milliseconds,
		left: () => Math.max(0, end - performance.now()),
	};
}

/** The time in seconds, as `30 s`. */
export function inSeconds(milliseconds: number): string {
	return `${Math.round(milliseconds / 100) / 10} s`;
}

/** Maximum time of a request with its body, in milliseconds. */
export const MAX_REQUEST = 30_000;
