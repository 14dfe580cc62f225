/** Why a text could not be read: what is wrong, and the line of the input (from 1). */
export interface TextProblem {
	readonly problem: string;
	readonly line: number;
}

/** Returns the line number (from 1) of offsets. Lines are counted on first use. */
export function lineCounter(text: string): (offset: number) => number {
	let ends: number[] | undefined;
	return (offset) => {
		ends ??= lineEnds(text);
		let [low, high] = [0, ends.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((ends[middle] as number) < offset) low = middle + 1;
			else high = middle;
		}
		return low + 1;
	};
}

function lineEnds(text: string): number[] {
	const ends: number[] = [];
	for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
		ends.push(at);
	return ends;
}
