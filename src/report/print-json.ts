/** A value as JSON, safe for a terminal: control and direction characters are written as escapes. */
export function printJson(value: unknown): string {
	const text = JSON.stringify(value, undefined, 2) ?? "null";
	const escaped = text.replace(/[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/gu, (char) =>
		[...char]
			.flatMap((sign) => sign.split(""))
			.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
			.join(""),
	);
	return `${escaped}\n`;
}
