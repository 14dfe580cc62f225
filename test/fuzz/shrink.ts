/** So many smaller texts are tried. */
const MAX_TRIES = 3000;

/** A text without the lines, and then the characters, that are not needed for it to fail. */
export function shrunk(text: string, fails: (text: string) => boolean): string {
	let tries = 0;
	const without = (parts: readonly string[]): string[] => {
		let kept = [...parts];
		for (let size = kept.length >> 1; size >= 1; size >>= 1)
			for (let at = 0; at < kept.length && tries < MAX_TRIES; tries++) {
				const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
				if (fails(fewer.join(""))) kept = fewer;
				else at += size;
			}
		return kept;
	};
	const lines = without(text.split(/(?<=\n)/)).join("");
	return without([...lines]).join("");
}
