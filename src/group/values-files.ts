import { filePath, type Item, itemFolder } from "../krm/item.ts";
import { isBelow, pathFrom } from "../krm/paths.ts";
import type { FileText } from "../read/read-files.ts";
import { fileItem } from "../read/unread-item.ts";

/** The files of a package. */
export interface PackageFiles {
	/** All of them, with what is no item; empty where only items are known. */
	readonly files: readonly FileText[];
	/** The folder of the package in its git repository, which is empty for the root. */
	readonly folder: string;
}

/** The files of a package that are no objects, such as values of charts. */
export class ValuesFiles {
	private readonly files: readonly FileText[];
	private readonly folder: string;
	private readonly items: readonly Item[];
	/** The paths that were asked for: what something names is compared there. */
	private readonly asked = new Set<string>();
	private byPath: ReadonlyMap<string, () => Item> | undefined;

	/** Where only items are known, those without a kind are all there is. */
	constructor({ files, folder }: PackageFiles, items: readonly Item[]) {
		this.files = files;
		this.folder = folder;
		this.items = items;
	}

	/** The file at a path of the package, read as one document; undefined when it is not there. */
	at(path: string): Item | undefined {
		this.asked.add(path);
		this.byPath ??= new Map([
			...this.files.map(
				(file) => [file.path, () => fileItem(file.path, file.text)] as const,
			),
			...this.bare().map((item) => [filePath(item) ?? "", () => item] as const),
		]);
		return this.byPath.get(path)?.();
	}

	/** The file that an object names by a path from its own folder; undefined when it is not in the package. */
	named(from: Item, path: string): Item | undefined {
		const inPackage = pathFrom(itemFolder(from), path);
		return inPackage === undefined ? undefined : this.at(inPackage);
	}

	/** The file at a path from the root of the package's repository; undefined when it is not in the package. */
	inRepository(path: string): Item | undefined {
		const whole = pathFrom("", path);
		if (whole === undefined || !isBelow(whole, this.folder)) return undefined;
		return this.at(pathFrom("", whole.slice(this.folder.length)) ?? "");
	}

	/** The files that hold no object, match and were not asked for. */
	unnamed(mention: RegExp): Item[] {
		const texts = this.withoutItems().filter(({ text }) => mention.test(text));
		const bare = this.bare().filter((item) => item.mentions(mention));
		return [
			...bare,
			...texts.map(({ path, text }) => fileItem(path, text)),
		].filter((item) => !this.asked.has(filePath(item) ?? ""));
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
