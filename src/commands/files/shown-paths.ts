import { posix } from "node:path";
import { defined } from "../../krm/defined.ts";
import type { Result } from "../../krm/result.ts";
import type { FileText } from "../../read/read-files.ts";
import { makeLocator } from "../../report/locate.ts";
import type { Located } from "../../report/report.ts";
import type { ReadSource } from "./read-source.ts";

/** The path of an item of the source, relative to the working directory. */
export function shownPath({ prefix }: ReadSource, path: string): string {
	return prefix === "" ? path : posix.join(prefix, path);
}

/** The files of the source with paths relative to the working directory. */
export function shownFiles(read: ReadSource): FileText[] {
	return read.files.map(({ path, text }) => ({
		path: shownPath(read, path),
		text,
	}));
}

/** The result with its file named relative to the working directory, also where the message starts with it. */
export function withShownPath(result: Result, read: ReadSource): Result {
	const { file, message } = result;
	const instances = result.instances?.map((one) => withShownPath(one, read));
	const shown = { ...result, ...defined({ instances }) };
	if (file === undefined) return shown;
	const path = shownPath(read, file.path);
	return {
		...shown,
		file: { ...file, path },
		message: message.startsWith(`${file.path}:`)
			? `${path}${message.slice(file.path.length)}`
			: message,
	};
}

/** Finds the places of results, with files named relative to the working directory. */
export function locatorOf(read: ReadSource): (result: Result) => Located {
	const locate = makeLocator(shownFiles(read));
	return (result) => locate(withShownPath(result, read));
}
