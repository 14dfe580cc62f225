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

/** The path that a file in the folder names, without `.` and `..`; undefined when it leads out of the package. */
export function pathFrom(folder: string, path: string): string | undefined {
	const steps: string[] = [];
	for (const step of joinFolders(folder, path).split("/")) {
		if (step === "..") {
			if (steps.pop() === undefined) return undefined;
		} else if (step !== "" && step !== ".") steps.push(step);
	}
	return steps.join("/");
}
