import { filePath } from "../krm/item.ts";
import { joinFolders } from "../krm/paths.ts";
import { printable } from "../report/printable.ts";
import { plural } from "../report/text.ts";
import { asDocument } from "./changed-files.ts";
import type { Deployable } from "./deployables.ts";
import { writePackageFiles } from "./package-files.ts";

/** What was written, or why it can't be. */
export type Written =
	| {
			readonly stdout: string;
			/** What came out and where, in a few words. */
			readonly summary: string;
			/** What to say of single files. */
			readonly lines?: readonly string[];
	  }
	| {
			readonly problem: string;
			/** 1 where nothing is said: 2 is for files that can't be written. */
			readonly exitCode?: 2;
	  };

/** A way to give the deployable resources out. */
export interface Format {
	readonly name: string;
	/** `to` is the folder to write to, for the format that writes files. */
	readonly write: (items: readonly Deployable[], to: string) => Written;
}

const yaml: Format = {
	name: "yaml",
	write: (items) => ({
		stdout: items.map(({ item }) => asDocument(item)).join("---\n"),
		summary: `${plural(items.length, "resource")} printed as YAML`,
	}),
};

const json: Format = {
	name: "json",
	write(items) {
		const values: unknown[] = [];
		for (const { item } of items) {
			const parsed = item.parsed();
			if ("problem" in parsed)
				return {
					problem: `${item.kind} ${item.name} (${filePath(item)}) can't be printed as JSON: ${parsed.problem}; or print YAML`,
				};
			values.push(parsed.value);
		}
		const list = { apiVersion: "v1", kind: "List", items: values };
		return {
			stdout: `${JSON.stringify(list, undefined, 2)}\n`,
			summary: `${plural(values.length, "resource")} printed as JSON`,
		};
	},
};

/** One file a resource's own file, in the same layout as in the package. */
const dir: Format = {
	name: "dir",
	write(items, to) {
		const files = new Map<string, string>();
		for (const { item } of items) {
			const path =
				filePath(item) ??
				joinFolders(
					item.namespace ?? "",
					`${item.kind}_${item.name}.yaml`.toLowerCase(),
				);
			const before = files.get(path);
			files.set(
				path,
				before === undefined
					? asDocument(item)
					: `${before}---\n${asDocument(item)}`,
			);
		}
		try {
			writePackageFiles(to, files);
		} catch (error) {
			return { problem: `${to} can't be written: ${(error as Error).message}` };
		}
		return {
			stdout: [...files.keys()]
				.map((path) => `${printable(joinFolders(to, path))}\n`)
				.join(""),
			summary: `${plural(files.size, "file")} written to ${to}`,
		};
	},
};

/** The plain values file for `helm -f`. */
const helmValues: Format = {
	name: "helm-values",
	write(items) {
		const found = items.filter(
			({ item, cluster }) =>
				cluster !== undefined &&
				item.kind === "ConfigMap" &&
				item.name.endsWith("-ako-values"),
		);
		const [only, other] = found;
		if (only === undefined)
			return {
				problem:
					"no AKO values are emitted: AKO's settings are edited in place in this package",
			};
		if (other !== undefined)
			return {
				problem: `AKO values of ${found.length} clusters are emitted; pick one with --only CLUSTER`,
			};
		const parsed = only.item.parsed() as {
			value: { data: Record<string, string> };
		};
		return {
			stdout: parsed.value.data["values.yaml"] ?? "",
			summary: "AKO's values printed for helm -f",
		};
	},
};

/** The formats, by the names that `-o` takes. */
export const FORMATS = {
	yaml,
	json,
	dir,
	"helm-values": helmValues,
} as const satisfies Readonly<Record<string, Format>>;
