import type { Groups } from "../group/group.ts";
import { CLUSTER, OWNER } from "../krm/annotations.ts";
import { groupBy } from "../krm/group-by.ts";
import { fileIndex, filePath, type Item, isLocalConfig } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import type { Output } from "../render/output.ts";
import type { Rendering } from "../render/render.ts";
import { keptFolders } from "./kept-folders.ts";
import { isOutputOf } from "./only-outputs.ts";

/** An output for which there is no item yet, and its position in its file. */
export interface Added {
	readonly output: Output;
	readonly index: number;
}

/**
 * Finds the place of each output: where an earlier run's resource is, which it replaces, else its own file. Earlier
 * outputs that are stale have to be removed.
 */
export function placeOutputs(
	groups: Groups,
	{ outputs, leftAlone }: Rendering,
) {
	const { earlier, own } = groups;
	const replaced = matchEarlier(earlier, outputs);
	const isLeft = (item: Item) =>
		leftAlone.some(
			({ cluster, name = item.name }) =>
				name === item.name && isOutputOf(cluster, item),
		);
	const stale = new Set(
		earlier.filter((item) => !replaced.has(item) && !isLeft(item)),
	);
	const rest = own.filter((item) => !stale.has(item));
	const foreign = foreignItems(rest, replaced, groups);
	const others = {
		byPath: groupBy(foreign, filePath),
		byName: groupBy(foreign, ({ name }) => name),
	};
	const placed = new Set(replaced.values());
	const results = [
		...duplicateOutputs(outputs),
		...outputs.flatMap((output) =>
			conflicts(output, others, placed.has(output)),
		),
		...[...stale].map(removed),
		...keptFolders(replaced),
	];
	const missing = outputs.filter((output) => !placed.has(output));
	const taken = new Map(missing.map(({ path }) => [path, -1]));
	rest.forEach((item) => {
		const path = filePath(item) ?? "";
		const last = taken.get(path);
		if (last !== undefined) taken.set(path, Math.max(last, fileIndex(item)));
	});
	const added = missing.map((output): Added => {
		const index = (taken.get(output.path) ?? -1) + 1;
		taken.set(output.path, index);
		return { output, index };
	});
	return { replaced, stale, added, results };
}

/** The earlier item of each output: at its own place first, else wherever it was moved to. */
function matchEarlier(
	earlier: readonly Item[],
	outputs: readonly Output[],
): Map<Item, Output> {
	const paths = new Set(outputs.map(({ path }) => path));
	const byName = groupBy(earlier, ({ name }) => name);
	const replaced = new Map<Item, Output>();
	const take = (output: Output, isHere: (path: string) => boolean) => {
		const item = byName
			.get(output.resource.metadata.name)
			?.find(
				(candidate) =>
					!replaced.has(candidate) &&
					isSameResource(candidate, output) &&
					isHere(filePath(candidate) ?? ""),
			);
		if (item !== undefined) replaced.set(item, output);
		return item !== undefined;
	};
	const moved = outputs.filter(
		(output) => !take(output, (path) => path === output.path),
	);
	for (const output of moved) take(output, (path) => !paths.has(path));
	return replaced;
}

function isSameResource(item: Item, { resource, cluster }: Output): boolean {
	return (
		item.kind === resource.kind &&
		item.name === resource.metadata.name &&
		item.apiVersion === resource.apiVersion &&
		(item.annotations[CLUSTER] ?? cluster) === cluster
	);
}

function removed(item: Item): Result {
	const message = `${item.kind} ${item.name} of an earlier run is no longer needed and is removed`;
	return resultAt(item, { check: "output-removed", severity: "info", message });
}

/** Outputs of two clusters with the same identity: `prod-00`, and the first part of a split `prod`. */
function duplicateOutputs(outputs: readonly Output[]): Result[] {
	const known = new Map<string, Output>();
	return outputs.flatMap((output) => {
		const { cluster, path, resource } = output;
		const { kind, metadata } = resource;
		// A patch of cilium-config is for its own cluster only.
		const key =
			kind === "AviRouteTable"
				? `${metadata.namespace}\n${metadata.name}`
				: path;
		const existing = known.get(key);
		known.set(key, existing ?? output);
		if (existing === undefined) return [];
		const tags = { check: "output-path-invalid", cluster } as const;
		const message = `${kind} ${metadata.name} is emitted for cluster ${existing.cluster} and for cluster ${cluster}; rename one of the clusters, or give it another spec.clusters[].namespace`;
		return [{ message, severity: "error", tags }];
	});
}

/** The items that outputs must not replace: all but our outputs, snapshots and edited targets. */
function foreignItems(
	items: readonly Item[],
	replaced: ReadonlyMap<Item, Output>,
	{ unstamped, clusters }: Groups,
): Item[] {
	const targets = clusters.flatMap(({ akoTargets, ciliumTargets }) =>
		[...akoTargets, ...ciliumTargets].map(({ item }) => item),
	);
	const known = new Set([...replaced.keys(), ...targets]);
	return items.filter((item) => !unstamped.has(item) && !known.has(item));
}

/** Items by what an output can clash with. */
interface Occupied {
	readonly byPath: ReadonlyMap<string | undefined, readonly Item[]>;
	readonly byName: ReadonlyMap<string, readonly Item[]>;
}

/** What conflicts with an output: the file of another item, or a resource of the same identity. */
function conflicts(
	output: Output,
	{ byPath, byName }: Occupied,
	isPlaced: boolean,
): Result[] {
	const { path, resource } = output;
	const name = `${resource.kind} ${resource.metadata.name}`;
	const occupant = isPlaced ? undefined : byPath.get(path)?.[0];
	const named = byName.get(resource.metadata.name) ?? [];
	const item = occupant ?? named.find((one) => isSameIdentity(one, output));
	if (item === undefined) return [];
	const owner = ownerText(item, resource);
	const message =
		occupant === undefined
			? `${name} is emitted, but ${filePath(item) ?? "another item"} holds one already, ${owner}; remove or rename it`
			: `${name} goes to ${path}, but that file holds ${item.kind} ${item.name}, ${owner}; move it, or set spec.output.directory`;
	return [
		resultAt(item, {
			check: "output-path-invalid",
			severity: "error",
			message,
		}),
	];
}

/** Names the owner of another's item; after a rename of the AviRoutes that is the old name. */
function ownerText(item: Item, { metadata }: Output["resource"]): string {
	const owner = item.annotations[OWNER];
	if (owner === undefined) return "which is not an output of this tool";
	return `which is owned by ${owner}, not by ${metadata.annotations[OWNER]} (the annotation ${OWNER}; delete the file if that AviRoutes is gone)`;
}

/** True for a resource that would be applied to the same object. */
function isSameIdentity(item: Item, output: Output): boolean {
	const { namespace } = output.resource.metadata;
	return (
		isSameResource(item, output) &&
		(item.namespace ?? namespace) === namespace &&
		!isLocalConfig(item)
	);
}
