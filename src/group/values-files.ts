import { filePath, type Item } from "../krm/item.ts";
import type { FileText } from "../read/read-files.ts";
import { fileItem } from "../read/unread-item.ts";

/** The files of a package that are no objects, such as values of charts. */
export class ValuesFiles {
	private readonly files: readonly FileText[];
	private readonly items: readonly Item[];
	/** The paths that were asked for: what something names is compared there. */
	private readonly named = new Set<string>();
	private byPath: ReadonlyMap<string, () => Item> | undefined;

	/** `files` is empty where only items are known; then those without a kind are all there is. */
	constructor(files: readonly FileText[], items: readonly Item[]) {
		this.files = files;
		this.items = items;
	}

	/** The file at a path of the package, read as one document; undefined when it is not there. */
	at(path: string): Item | undefined {
		this.named.add(path);
		this.byPath ??= new Map([
			...this.files.map(
				(file) => [file.path, () => fileItem(file.path, file.text)] as const,
			),
			...this.bare().map((item) => [filePath(item) ?? "", () => item] as const),
		]);
		return this.byPath.get(path)?.();
	}

	/** The files that hold no object, match and were not asked for. */
	unnamed(mention: RegExp): Item[] {
		const texts = this.withoutItems().filter(({ text }) => mention.test(text));
		const bare = this.bare().filter((item) => item.mentions(mention));
		return [
			...bare,
			...texts.map(({ path, text }) => fileItem(path, text)),
		].filter((item) => !this.named.has(filePath(item) ?? ""));
	}

	private withoutItems(): readonly FileText[] {
		if (this.files.length === 0) return [];
		const known = new Set(this.items.map(filePath));
		return this.files.filter(({ path }) => !known.has(path));
	}

	private bare(): Item[] {
		return this.items.filter(
			(item) => item.kind === "" && filePath(item) !== undefined,
		);
	}
}
