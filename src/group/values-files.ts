import { filePath, type Item, itemFolder } from "../krm/item.ts";
import { isBelow, pathFrom } from "../krm/paths.ts";
import type { FileText } from "../read/read-files.ts";
import { fileItem } from "../read/unread-item.ts";
import { SECTION_KEY } from "./targets/section-place.ts";

/** The files of a package. */
export interface PackageFiles {
	/** All of them, with what is no item; empty where only items are known. */
	readonly files: readonly FileText[];
	/** The folder of the package in its git repository, which is empty for the root. */
	readonly folder: string;
	/** The URLs of that repository, as far as they are known. */
	readonly remotes?: readonly string[];
}

const repositoryName = (url: string) =>
	url
		.toLowerCase()
		.replace(/\/+$/, "")
		.replace(/\.git$/, "")
		.replace(/^.*[/:]/, "");

/** The files of a package that are no objects, such as values of charts. */
export class ValuesFiles {
	private readonly files: readonly FileText[];
	private readonly folder: string;
	/** The names of the package's repository. */
	private readonly repositories: ReadonlySet<string>;
	private readonly items: readonly Item[];
	/** What was at the paths that were asked for: what something names is compared there. */
	private readonly asked = new Map<string, Item | undefined>();
	private sections: readonly Item[] | undefined;
	private byPath: ReadonlyMap<string, () => Item> | undefined;

	/** Where only items are known, those without a kind are all there is. */
	constructor(
		{ files, folder, remotes = [] }: PackageFiles,
		items: readonly Item[],
	) {
		this.files = files;
		this.folder = folder;
		this.repositories = new Set(remotes.map(repositoryName));
		this.items = items;
	}

	/** The file at a path of the package, read as one document; undefined when it is not there. */
	at(path: string | undefined): Item | undefined {
		if (path === undefined) return undefined;
		this.byPath ??= new Map([
			...this.files.map(
				(file) => [file.path, () => fileItem(file.path, file.text)] as const,
			),
			...this.bare().map((item) => [filePath(item) ?? "", () => item] as const),
		]);
		if (!this.asked.has(path)) this.asked.set(path, this.byPath.get(path)?.());
		return this.asked.get(path);
	}

	/** The file that an object names by a path from its own folder; undefined when it is not in the package. */
	named(from: Item, path: string): Item | undefined {
		return this.at(pathFrom(itemFolder(from), path));
	}

	/**
	 * True for a URL of the package's repository, or of a fork or a mirror of it, which have its name; undefined where its
	 * own URLs are not known.
	 */
	isOwnRepository(url: unknown): boolean | undefined {
		if (this.repositories.size === 0) return undefined;
		return this.repositories.has(repositoryName(String(url)));
	}

	/** The file at a path from the root of the package's repository; undefined when it is not in the package. */
	inRepository(path: string): Item | undefined {
		return this.at(this.pathOf(path));
	}

	/** The path in the package of what is at a path of its repository; undefined when that is not in the package. */
	pathOf(path: string): string | undefined {
		const whole = pathFrom("", path);
		if (whole === undefined || !isBelow(whole, this.folder)) return undefined;
		return pathFrom("", whole.slice(this.folder.length));
	}

	/** The files with AKO's settings that were not asked for. */
	get unnamed(): Item[] {
		return this.ofAko.filter((item) => !this.asked.has(filePath(item) ?? ""));
	}

	/** The files that hold no object and mention AKO's settings. */
	get ofAko(): readonly Item[] {
		this.sections ??= [
			...this.bare().filter((item) => item.mentions(SECTION_KEY)),
			...this.withoutItems()
				.filter(({ text }) => SECTION_KEY.test(text))
				.map(({ path, text }) => fileItem(path, text)),
		];
		return this.sections;
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
