import { join, sep } from "node:path";
import type { Result } from "../krm/result.ts";
import type { FileText } from "../read/read-files.ts";
import type { ReadSource } from "./sources.ts";

/** The path of an item of the source, relative to the working directory. */
export function shownPath({ prefix }: ReadSource, path: string): string {
	return prefix === "" ? path : join(prefix, path).split(sep).join("/");
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
	const { file, instances } = result;
	const path = file && shownPath(read, file.path);
	return {
		...result,
		...(file === undefined || path === undefined
			? {}
			: {
					file: { ...file, path },
					message: result.message.startsWith(`${file.path}:`)
						? `${path}${result.message.slice(file.path.length)}`
						: result.message,
				}),
		...(instances === undefined
			? {}
			: { instances: instances.map((one) => withShownPath(one, read)) }),
	};
}
