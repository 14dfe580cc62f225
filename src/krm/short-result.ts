import type { Result } from "./result.ts";

/** Maximum length of a text in a result; longer ones are cut in the middle. */
const MAX_CHARACTERS = 2000;

/** The result, and its instances, with long texts cut. */
export function shortResult(result: Result): Result {
	const { message, remedy, resourceRef, field, file, instances } = result;
	const texts = [
		...[message, remedy, field?.path, field?.currentValue, file?.path],
		...(resourceRef === undefined ? [] : Object.values(resourceRef)),
	];
	const isShort = (value: unknown) =>
		typeof value !== "string" || value.length <= MAX_CHARACTERS;
	if (instances === undefined && texts.every(isShort)) return result;
	const { instances: _, ...own } = result;
	return {
		...(shortened(own) as Result),
		...(instances && { instances: instances.map(shortResult) }),
	};
}

function shortened(value: unknown): unknown {
	if (typeof value === "string") return shortText(value);
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(shortened);
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, shortened(inner)]),
	);
}

function shortText(text: string): string {
	if (text.length <= MAX_CHARACTERS) return text;
	const half = MAX_CHARACTERS / 2;
	return `${text.slice(0, half)} ... ${text.slice(-half)}`;
}
