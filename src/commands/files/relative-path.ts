import { relative, sep } from "node:path";

/** The path of a file or a folder from another folder, with slashes on every system. */
export const relativePath = (from: string, to: string): string =>
	relative(from, to).split(sep).join("/");
