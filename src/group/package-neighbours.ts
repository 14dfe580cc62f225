import type { Config } from "../config/config.ts";
import type { Item } from "../krm/item.ts";
import type { FileText } from "../read/read-files.ts";
import { Neighbours } from "./neighbours.ts";
import { Generators } from "./targets/generated.ts";
import { ValuesFiles } from "./values-files.ts";

/** Looks up objects and other files of a package that objects refer to. */
export class PackageNeighbours extends Neighbours {
	readonly files: ValuesFiles;
	readonly generators: Generators;

	constructor(
		items: readonly Item[],
		config: Config,
		files: readonly FileText[],
	) {
		super(items, config);
		this.generators = new Generators(items);
		this.files = new ValuesFiles(files, items);
	}
}
