import { memberText, nest } from "./edit-print.ts";
import { scanJson } from "./scan-json.ts";

/**
 * Sets a text in a JSON object, and nothing else: all other bytes stay. Missing objects on the way are created, a new key
 * goes to the end, on a line of its own where the last one has that. Returns undefined when a value on the way is not an
 * object.
 */
export function setJsonText(
	text: string,
	path: readonly string[],
	value: string,
): string | undefined {
	const [key, ...rest] = path;
	if (key === undefined) return JSON.stringify(value);
	if (text === "null") return JSON.stringify(nest(path, value));
	if (!text.startsWith("{")) return undefined;
	const { members } = scanJson(text);
	const member = members.find((candidate) => candidate.key === key);
	if (member !== undefined) {
		const { valueStart, end } = member;
		const inner = setJsonText(text.slice(valueStart, end), rest, value);
		return inner && text.slice(0, valueStart) + inner + text.slice(end);
	}
	const own = nest(path, value);
	const last = members.at(-1);
	const at = last?.end ?? 1;
	const entry =
		last === undefined
			? JSON.stringify(own).slice(1, -1)
			: memberText(
					{ form: "json", body: text },
					{ last: last.start, close: text.length - 1 },
					own,
				);
	const added = text.includes("\r\n") ? entry.replaceAll("\n", "\r\n") : entry;
	return text.slice(0, at) + added + text.slice(at);
}
