import type { Item } from "../../krm/item.ts";
import { originalName } from "../kustomize-names.ts";
import { parsedValue, valueAt } from "../targets/mapping.ts";
import type { Patch } from "./patch.ts";

/** Kind, name and namespace by which the patches of kustomizations find an object. */
export class Names {
	private readonly item: Item;
	/** In its file, then as each kustomization has changed it. */
	private readonly ids: [Id, ...Id[]];

	constructor(item: Item) {
		this.item = item;
		this.ids = [{ name: originalName(item), namespace: item.namespace }];
	}

	private get last(): Id {
		return this.ids.at(-1) ?? this.ids[0];
	}

	/** Notes how the object is called above a kustomization. */
	change(kustomization: unknown): void {
		const at = (field: string) => valueAt(kustomization, [field]) ?? "";
		const name = `${at("namePrefix")}${this.last.name}${at("nameSuffix")}`;
		const namespace = String(at("namespace")) || this.last.namespace;
		if (name !== this.last.name || namespace !== this.last.namespace)
			this.ids.push({ name, namespace });
	}

	/** True when the patch names the object, by any of its names (kustomize, api/resmap/reswrangler.go, GetById). */
	areIn({ item: patch, operations }: Patch): boolean {
		return (
			operations === undefined &&
			patch.kind === this.item.kind &&
			this.ids.some(
				({ name, namespace }) =>
					patch.name === name &&
					[undefined, patch.namespace ?? namespace].includes(namespace),
			)
		);
	}

	/** True when the object is all that a target says, by its first or its last name (there, Select). */
	areSelectedBy(target: unknown): boolean {
		const { apiVersion, kind } = this.item;
		const [version, group = ""] = apiVersion.split("/").reverse();
		const ids = [this.ids[0], this.last];
		const own = {
			group: [group],
			version: [version],
			kind: [kind],
			name: ids.map(({ name }) => name),
			namespace: ids.map(({ namespace }) => namespace),
		};
		return (
			Object.entries(own).every(([field, values]) => {
				const selector = valueAt(target, [field]) || undefined;
				const isAny =
					selector === undefined || values.some((one) => one === undefined);
				return isAny || values.some((value) => isSelected(selector, value));
			}) &&
			["label", "annotation"].every((mark) =>
				isMarked(this.item, `${mark}s`, valueAt(target, [`${mark}Selector`])),
			)
		);
	}
}

interface Id {
	readonly name: string;
	readonly namespace: string | undefined;
}

/** One of the pairs in a selector of labels; of other selectors none is read, and they select nothing here. */
const PAIR = /^\s*([\w./-]+)\s*==?\s*([\w.-]*)\s*$/;

/** True when the object's labels or annotations have all pairs of the selector, if there is one. */
function isMarked(item: Item, marks: string, selector: unknown): boolean {
	if (!selector) return true;
	return String(selector)
		.split(",")
		.every((pair) => {
			const [, key = "", value] = PAIR.exec(pair) ?? [];
			const own = valueAt(parsedValue(item), ["metadata", marks, key]);
			return value !== undefined && own === value;
		});
}

/**
 * Expressions that Go and JavaScript read alike, and that are compared at once: without a group that repeats, and of what
 * repeats otherwise only little.
 */
const USUAL =
	/^(?!(?:[^*+]*[*+]){4})(?:[\w.|^$-]|\\[dw.-]|\[\^?[\w.-]+\]|\((?:\?:)?|\)\??|(?<!\))[*+?])*$/;

/** Maximum length of a name in Kubernetes. */
const MAX_NAME = 253;

/** True when a selector of kustomize, an anchored expression (api/types/selector.go), selects the name. */
function isSelected(selector: unknown, name = ""): boolean {
	if (selector === name) return true;
	const isUsual =
		typeof selector === "string" &&
		USUAL.test(selector) &&
		name.length <= MAX_NAME;
	if (!isUsual) return false;
	try {
		return new RegExp(`^(?:${selector})$`).test(name);
	} catch {
		// Kustomize refuses it, too.
		return false;
	}
}
