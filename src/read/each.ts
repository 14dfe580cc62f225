import { alikeIn } from "./plain/alike.ts";

/** True when every entry passes the test. A blind one, which tells no text from another, sees one entry of each kind. */
export function each(
	entries: readonly unknown[],
	test: (entry: unknown) => boolean,
	isBlind: boolean,
): boolean {
	const alike = isBlind ? alikeIn(entries) : undefined;
	return alike === undefined
		? pass(entries, test)
		: pass(alike.examples, test) && pass(alike.others, test);
}

function pass(
	entries: readonly unknown[],
	test: (entry: unknown) => boolean,
): boolean {
	for (let i = 0; i < entries.length; i++) if (!test(entries[i])) return false;
	return true;
}
