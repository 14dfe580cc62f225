import { isAbsolute, relative, resolve, sep } from "node:path";

/** The path of a file or a folder from another folder, with slashes on every system. */
export const relativePath = (from: string, to: string): string =>
	relative(from, to).split(sep).join("/");

/** The path relative to the working directory if it is inside; empty for the directory itself. */
export function displayPath(path: string): string {
	if (path === "-") return path;
	const inside = relative(process.cwd(), resolve(path));
	const shown = inside.startsWith("..") || isAbsolute(inside) ? path : inside;
	return shown.split(sep).join("/");
}
