import { fileIndex, filePath } from "../../krm/item.ts";
import { hasLiveMarks } from "../live-marks.ts";
import { sourcePaths } from "../targets/application-files.ts";
import { listAt, parsedValue, valueAt } from "../targets/mapping.ts";
import type { Package } from "./flux.ts";
import type { Kustomization } from "./kustomization.ts";
import { patchesIn, pathOf } from "./patch.ts";

/**
 * The sources of Argo CD's Applications that build a kustomization of the package, to which they may add patches (Argo CD,
 * util/kustomize/kustomize.go).
 */
export const kustomizedSources = ({
	items,
	folders,
	files,
}: Package): Kustomization[] =>
	items
		.filter(
			(item) =>
				item.kind === "Application" &&
				item.apiVersion.startsWith("argoproj.io/") &&
				!hasLiveMarks(item),
		)
		.flatMap((item) => {
			const value = parsedValue(item);
			return sourcePaths(value, ["spec"]).flatMap((source) => {
				const at = (field: string) => valueAt(value, [...source, field]);
				const path = files.pathOf(String(at("path") ?? ""));
				const isOwn = files.isOwnRepository(at("repoURL")) ?? path !== "";
				if (path === undefined || !folders.includes(path) || !isOwn) return [];
				const fields = [...source, "kustomize"];
				return {
					item,
					value: at("kustomize"),
					// It is an object: no kustomization includes it as a layer.
					folder: `${filePath(item)}#${fileIndex(item)}`,
					resources: [path],
					components: listAt(value, [...fields, "components"]).flatMap((one) =>
						pathOf(path, one),
					),
					patches: patchesIn(item, fields),
				};
			});
		});
