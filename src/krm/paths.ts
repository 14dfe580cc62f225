/** The folder of a slash-separated path; empty for a file at the root. */
export function folderOf(path: string): string {
	const slash = path.lastIndexOf("/");
	return slash < 0 ? "" : path.slice(0, slash);
}

/** Joins two slash-separated paths, either of which may be empty. */
export function joinFolders(a: string, b: string): string {
	return a === "" ? b : b === "" ? a : `${a}/${b}`;
}

/** True when the path is the folder or lies below it; the empty folder holds everything. */
export function isBelow(path: string, folder: string): boolean {
	return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** The path that a file of the folder names with a relative one; undefined where that leads out of the package. */
export function pathFrom(folder: string, relative: string): string | undefined {
	const parts = folder === "" ? [] : folder.split("/");
	for (const part of relative.split("/")) {
		if (part === "" || part === ".") continue;
		if (part !== "..") parts.push(part);
		else if (parts.pop() === undefined) return undefined;
	}
	return parts.join("/");
}
