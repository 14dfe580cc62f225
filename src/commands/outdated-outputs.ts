import type { Transformation } from "../function.ts";
import { OWNER } from "../krm/annotations.ts";
import { compareText } from "../krm/order.ts";
import type { Result } from "../krm/result.ts";
import { changedFiles } from "./changed-files.ts";
import { type ReadSource, shownPath } from "./sources.ts";

const RENDER_IT =
	"render the package (kpt fn render, or avi-routes render --in-place) and commit what changes";

/** Lists the outputs in a package that differ from what it renders now. */
export function outdatedOutputs(
	read: ReadSource,
	{ applied, config }: Transformation,
): Result[] {
	const hasOutputs = read.source.items.some(
		({ annotations }) => annotations[OWNER] === config.name,
	);
	const { checks } = config.defaults;
	const severity = checks["output-outdated"] ?? checks["*"] ?? "warning";
	if (!read.isPackage || applied === undefined || !hasOutputs) return [];
	if (severity === "off") return [];
	const finding = (message: string, path?: string): Result[] => [
		{
			message: `${message}; ${RENDER_IT}`,
			remedy: RENDER_IT,
			severity,
			...(path === undefined ? {} : { file: { path: shownPath(read, path) } }),
			tags: { check: "output-outdated" },
		},
	];
	try {
		const changed = changedFiles(read.files, read.source.items, applied.items);
		const [first, ...others] = [...changed.keys()].sort(compareText);
		if (first === undefined) return [];
		const what =
			others.length === 0
				? `${first} is`
				: `${first} and ${others.length} more ${others.length === 1 ? "file" : "files"} are`;
		return finding(`${what} not what the package renders`, first);
	} catch (error) {
		return finding((error as Error).message);
	}
}
