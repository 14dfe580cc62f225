/** Text from a snapshot, fit for a terminal: control and direction characters are written as escapes. */
export function printable(text: string): string {
	// As it mostly is; to look for signs by Unicode's tables takes longer.
	if (/^[ -~]*$/.test(text)) return text;
	return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => {
		const code = char.codePointAt(0) ?? 0;
		return `\\u{${code.toString(16)}}`;
	});
}
