import type { Groups } from "../group/group.ts";
import { CLUSTER } from "../krm/annotations.ts";
import { dnsName } from "../krm/dns-name.ts";
import { fileIndex, filePath, type Item, isLocalConfig } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { InputId, Result } from "../krm/result.ts";
import type { Output } from "../render/output.ts";
import type { Rendering } from "../render/render.ts";

/** An output for which there is no item yet, and its position in its file. */
export interface Added {
	readonly output: Output;
	readonly index: number;
}

/** Where the outputs go. */
export interface Placement {
	/** Earlier outputs, each with the output that takes its place. */
	readonly replaced: ReadonlyMap<Item, Output>;
	/** Earlier outputs that are wanted no longer. */
	readonly stale: ReadonlySet<Item>;
	readonly added: readonly Added[];
	readonly results: readonly Result[];
}

/** Finds the place of each output: that of the same resource of an earlier run, else its own file. */
export function placeOutputs(
	{ earlier, own }: Groups,
	{ outputs, undecided }: Rendering,
): Placement {
	const paths = new Set(outputs.map(({ path }) => path));
	const replaced = new Map<Item, Output>();
	const match = (output: Output, isHere: (item: Item) => boolean) =>
		earlier.find(
			(item) =>
				!replaced.has(item) && isSameResource(item, output) && isHere(item),
		);
	const fresh: Output[] = [];
	for (const output of outputs) {
		// A file that was moved: no other output's own place.
		const item =
			match(output, (candidate) => filePath(candidate) === output.path) ??
			match(output, (candidate) => !paths.has(filePath(candidate) ?? ""));
		if (item === undefined) fresh.push(output);
		else replaced.set(item, output);
	}
	const stale = new Set(
		earlier.filter(
			(item) =>
				!replaced.has(item) &&
				!undecided.some((cluster) => speaksOf(item, cluster)),
		),
	);
	const rest = own.filter((item) => !stale.has(item));
	const results = outputs.flatMap((output) =>
		conflicts(output, rest, replaced),
	);
	const taken = new Map<string, number>();
	const take = (path: string, index: number) =>
		taken.set(path, Math.max(taken.get(path) ?? -1, index));
	for (const item of rest) take(filePath(item) ?? "", fileIndex(item));
	const added = fresh.map((output) => {
		const index = (taken.get(output.path) ?? -1) + 1;
		take(output.path, index);
		return { output, index };
	});
	return { replaced, stale, added, results };
}

function isSameResource(item: Item, { resource }: Output): boolean {
	return (
		item.kind === resource.kind &&
		item.name === resource.metadata.name &&
		item.apiVersion === resource.apiVersion
	);
}

/** True for an output that an earlier run emitted for the cluster. */
function speaksOf(item: Item, cluster: string): boolean {
	const parsed = item.parsed();
	const value =
		"value" in parsed
			? (parsed.value as { metadata?: { labels?: Record<string, unknown> } })
			: {};
	const label = value.metadata?.labels?.[CLUSTER];
	return (
		label === cluster ||
		label === dnsName(cluster) ||
		(filePath(item) ?? "").includes(`/${dnsName(cluster)}/`)
	);
}

/** What stands in an output's way: another one's file, or a resource of the same identity. */
function conflicts(
	output: Output,
	items: readonly Item[],
	replaced: ReadonlyMap<Item, Output>,
): Result[] {
	const { path, resource } = output;
	const name = `${resource.kind} ${resource.metadata.name}`;
	const report = (item: Item, message: string) => {
		const check: InputId = "output-path-invalid";
		return [resultAt(item, { check, severity: "error", message })];
	};
	const others = items.filter((item) => !replaced.has(item));
	const isNew = ![...replaced.values()].includes(output);
	const squatter = others.find((item) => isNew && filePath(item) === path);
	if (squatter !== undefined) {
		const message = `${name} goes to ${path}, but ${squatter.kind} ${squatter.name} is in that file and is not ours; move it, or set spec.output.directory`;
		return report(squatter, message);
	}
	const twin = others.find((item) => isSameIdentity(item, output));
	if (twin === undefined) return [];
	const place = filePath(twin) ?? "another item";
	const message = `${name} is emitted, but ${place} holds one that is not ours; remove or rename it`;
	return report(twin, message);
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
