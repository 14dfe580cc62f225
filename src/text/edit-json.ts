import { scanJson } from "./scan-json.ts";

/**
 * Sets a text in a JSON object, and nothing else: all other bytes stay. Missing objects on the way are created, a new key
 * goes to the end. Returns undefined when a value on the way is not an object.
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
	const entry = JSON.stringify(nest(path, value)).slice(1, -1);
	const at = members.at(-1)?.end ?? 1;
	const comma = members.length === 0 ? "" : ", ";
	return text.slice(0, at) + comma + entry + text.slice(at);
}

function nest(path: readonly string[], value: string): unknown {
	return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}
