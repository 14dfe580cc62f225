import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Lap } from "../../krm/lap.ts";
import { joinFolders } from "../../krm/paths.ts";
import type { Problem } from "../../krm/problem.ts";
import { type Listing, listPackage } from "./package-files.ts";
import { displayPath, relativePath } from "./paths.ts";
import { fromFiles, type ReadSource } from "./read-source.ts";
import { remotesOf, repositoryOf } from "./repository.ts";
import { folderTree, orProblem, type Tree, type TreeFile } from "./tree.ts";

/** False also for unreadable paths: reading them reports why. */
export function isFolder(path: string): boolean {
	try {
		return path !== "-" && statSync(path).isDirectory();
	} catch {
		return false;
	}
}

/** The packages of a folder, as `packagesOf`, or why they can't be read. */
export function readPackages(
	root: string,
	lap: Lap,
	isEnough?: (first: ReadSource) => boolean,
): ReadSource[] | Problem {
	if (!isFolder(root))
		return { problem: `${root} is not a folder; name the folder of a package` };
	return orProblem(() => packagesOf(folderTree(root), lap, isEnough));
}

/**
 * The package of a tree, and those below it unless `isEnough` accepts the first.
 * @throws Error when they can't be read
 */
export function packagesOf(
	tree: Tree,
	lap: Lap,
	isEnough = (_: ReadSource) => false,
): ReadSource[] {
	const listing = listPackage(tree);
	const first = sourceOf(tree, listing, tree.texts(listing.paths), lap);
	if (isEnough(first)) return [first];
	const below = packagesBelow(tree, listing);
	// All at once: from git, each reading is a process.
	const texts = tree.texts(
		below.flatMap(({ folder, paths }) =>
			paths.map((path) => joinFolders(folder, path)),
		),
	);
	let at = 0;
	const inner = below.map(({ folder, ...own }) => {
		const files = own.paths.map((path) => ({ ...texts[at++], path }));
		return sourceOf(tree.below(folder), own, files as TreeFile[], lap);
	});
	return [first, ...inner];
}

/** The packages below a package, with their folders in it. */
function packagesBelow(
	tree: Tree,
	{ subpackages }: Listing,
): (Listing & { readonly folder: string })[] {
	return subpackages.flatMap((folder) => {
		const inner = tree.below(folder);
		const listing = listPackage(inner);
		const deeper = packagesBelow(inner, listing).map((one) => ({
			...one,
			folder: joinFolders(folder, one.folder),
		}));
		return [{ ...listing, folder }, ...deeper];
	});
}

function sourceOf(
	{ root }: Tree,
	{ hiddenBy, others, links }: Listing,
	files: readonly TreeFile[],
	lap: Lap,
): ReadSource {
	const own = fromFiles(files, displayPath(root), { links, lap });
	const repository = repositoryOf(resolve(root));
	const folder = repository && relativePath(repository, resolve(root));
	const remotes = repository === undefined ? [] : remotesOf(repository);
	const source = { ...own.source, folder, remotes };
	return { ...own, source, hiddenBy, others };
}

/** Kinds that a plan is made from. */
const SOURCE_KINDS =
	/^(?:AviRoutes|ClusterSnapshot|(?:Cilium)?Node(?:List)?|List)$/;

/** True for a package that a plan can be made of: one with clusters, or with a configuration for them. */
export const hasSources = ({ source }: ReadSource): boolean =>
	source.items.some(({ kind }) => SOURCE_KINDS.test(kind));

/** True for a package with sources, or with what was rendered from some. */
export const isAboutClusters = (read: ReadSource): boolean =>
	hasSources(read) ||
	read.source.items.some(({ kind }) => kind === "AviRouteTable");

/** Of a package and those below it, the ones with clusters; the first when none has any. */
export function withClusters(packages: readonly ReadSource[]): ReadSource[] {
	const own = packages.filter(isAboutClusters);
	return own.length === 0 ? packages.slice(0, 1) : own;
}
