import { filePath, type Item } from "../krm/item.ts";
import type { FileText } from "../read/read-files.ts";
import { fileItem } from "../read/unread-item.ts";

/** The files of a package that are no objects, such as values of charts. */
export class ValuesFiles {
	private readonly files: readonly FileText[];
	private readonly items: readonly Item[];
	private byPath: ReadonlyMap<string, () => Item> | undefined;

	/** `files` is empty where only items are known; then those without a kind are all there is. */
	constructor(files: readonly FileText[], items: readonly Item[]) {
		this.files = files;
		this.items = items;
	}

	/** The file at a path of the package, read as one document; undefined when it is not there. */
	at(path: string): Item | undefined {
		this.byPath ??= new Map([
			...this.files.map(
				(file) => [file.path, () => fileItem(file.path, file.text)] as const,
			),
			...this.items.flatMap((item) => {
				const own = item.kind === "" ? filePath(item) : undefined;
				return own === undefined ? [] : [[own, () => item] as const];
			}),
		]);
		return this.byPath.get(path)?.();
	}
}
