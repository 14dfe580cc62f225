import { isDeepStrictEqual } from "node:util";
import type { Groups } from "../group/group.ts";
import {
	CLUSTER,
	INDEX,
	isWireAnnotation,
	LOCAL_CONFIG,
	PATH,
} from "../krm/annotations.ts";
import { dnsName } from "../krm/dns-name.ts";
import {
	fileIndex,
	filePath,
	type Item,
	type ItemText,
	isLocalConfig,
} from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import { printEntry } from "../krm/print-yaml.ts";
import type { InputId, Outcome, Result } from "../krm/result.ts";
import { isMapping } from "../read/cut.ts";
import type { Edit } from "../render/edit.ts";
import type { Output, Resource } from "../render/output.ts";
import type { Rendering } from "../render/render.ts";

/** How the items of the list are laid out. */
export interface Layout {
	readonly form: "yaml" | "json";
	readonly indent: number;
}

/**
 * Applies a rendering to the items: earlier outputs are replaced where they stand or removed, targets edited, snapshots
 * stamped, new outputs appended. Items with no change keep their bytes; `trailing` comments stay when an item goes.
 */
export function applyRendering(
	items: readonly Item[],
	groups: Groups,
	rendering: Rendering,
	layout: Layout,
): Outcome<ItemText[]> {
	const placement = placeOutputs(groups, rendering);
	const changes = new Map<Item, ItemText>();
	const results: Result[] = [...placement.results];
	for (const item of groups.unstamped) {
		const stamped = item.annotated(LOCAL_CONFIG, "true");
		if (stamped === undefined)
			results.push(uneditable(item, `metadata.annotations[${LOCAL_CONFIG}]`));
		else changes.set(item, stamped);
	}
	for (const edit of rendering.edits) {
		const edited = applyEdit(
			(changes.get(edit.item) as Item | undefined) ?? edit.item,
			edit,
		);
		if (edited === undefined)
			results.push(uneditable(edit.item, edit.path.join(".")));
		else changes.set(edit.item, edited);
	}
	for (const [item, output] of placement.replaced)
		changes.set(item, replaced(item, output, layout));
	const kept = items.flatMap((item): ItemText[] => {
		if (!placement.stale.has(item)) return [changes.get(item) ?? item];
		return item.trailing ? [{ ...item, text: "" }] : [];
	});
	return {
		value: [...kept, ...placement.added.map((added) => toText(added, layout))],
		results,
	};
}

interface Added {
	readonly output: Output;
	readonly index: number;
}

interface Placement {
	readonly replaced: ReadonlyMap<Item, Output>;
	readonly stale: ReadonlySet<Item>;
	readonly added: readonly Added[];
	readonly results: readonly Result[];
}

/** Finds the place of each output: that of the same resource of an earlier run, else its own file. */
function placeOutputs(
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
	{ path, resource }: Output,
	items: readonly Item[],
	replaced: ReadonlyMap<Item, Output>,
): Result[] {
	const { kind, metadata } = resource;
	const others = items.filter((item) => !replaced.has(item));
	const report = (check: InputId, item: Item, message: string) => [
		resultAt(item, { check, severity: "error", message }),
	];
	const isPlaced = [...replaced.values()].some(
		(output) => output.resource === resource,
	);
	const squatter = isPlaced
		? undefined
		: others.find((item) => filePath(item) === path);
	if (squatter !== undefined) {
		return report(
			"output-path-invalid",
			squatter,
			`${kind} ${metadata.name} goes to ${path}, but ${squatter.kind} ${squatter.name} is in that file and is not ours; move it, or set spec.output.directory`,
		);
	}
	const twin = others.find(
		(item) =>
			item.kind === kind &&
			item.name === metadata.name &&
			item.apiVersion === resource.apiVersion &&
			(item.namespace ?? metadata.namespace) === metadata.namespace &&
			!isLocalConfig(item),
	);
	if (twin === undefined) return [];
	return report(
		"output-path-invalid",
		twin,
		`${kind} ${metadata.namespace}/${metadata.name} is emitted, but ${filePath(twin) ?? "another item"} holds one that is not ours; remove or rename it`,
	);
}

/** The edited item; undefined when its text can't be edited. */
function applyEdit(item: Item, { path, proposed }: Edit): Item | undefined {
	const text = item.edited(path, proposed);
	return text === undefined ? undefined : item.withText(text);
}

function uneditable(item: Item, field: string): Result {
	const message = `${item.kind} ${item.name} can't be edited at ${field}: something on the way is no mapping, or a YAML alias; write it out`;
	return resultAt(item, {
		check: "input-invalid",
		severity: "error",
		message,
		field,
	});
}

/** The output in the place of the earlier item; that item itself when it says the same. */
function replaced(
	item: Item,
	{ resource, oneLine }: Output,
	layout: Layout,
): ItemText {
	const parsed = item.parsed();
	const value = "value" in parsed ? parsed.value : undefined;
	const { own, wire } = splitAnnotations(value);
	if (isDeepStrictEqual(own, plain(resource))) return item;
	const trailing = item.trailing ?? "";
	return {
		...entry(withAnnotations(resource, wire), layout, oneLine),
		trailing,
		...(item.wire === undefined ? {} : { wire: item.wire }),
	};
}

function toText(
	{ output: { path, resource, oneLine }, index }: Added,
	layout: Layout,
): ItemText {
	return entry(
		withAnnotations(resource, { [PATH]: path, [INDEX]: String(index) }),
		layout,
		oneLine,
	);
}

function entry(
	resource: Resource,
	{ form, indent }: Layout,
	oneLine: Output["oneLine"],
): ItemText {
	const text =
		form === "json"
			? JSON.stringify(resource)
			: printEntry(resource, indent, oneLine);
	return { text, form, indent, line: 0 };
}

function withAnnotations(
	resource: Resource,
	more: Readonly<Record<string, string>>,
): Resource {
	return {
		...resource,
		metadata: {
			...resource.metadata,
			annotations: { ...resource.metadata.annotations, ...more },
		},
	};
}

/** A resource's value without the orchestrator's annotations, and these. */
function splitAnnotations(value: unknown): {
	own: unknown;
	wire: Record<string, string>;
} {
	if (!isMapping(value) || !isMapping(value.metadata))
		return { own: value, wire: {} };
	const { annotations, ...metadata } = value.metadata;
	const notes = Object.entries(isMapping(annotations) ? annotations : {});
	const pick = (isWire: boolean) =>
		Object.fromEntries(
			notes.filter(([key]) => isWireAnnotation(key) === isWire),
		);
	return {
		own: { ...value, metadata: { ...metadata, annotations: pick(false) } },
		wire: pick(true) as Record<string, string>,
	};
}

/** The value as a parser would give it back: no undefined, no shared objects. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
