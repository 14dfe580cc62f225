import type { Step } from "../../krm/edit-print.ts";
import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { parseYaml } from "../../read/parse-text.ts";
import { type Product, valuesTarget } from "./chart.ts";
import { entriesOf, fieldOf, mappingTarget, valueAt } from "./mapping.ts";
import {
	AKO_VALUES,
	CILIUM_VALUES,
	type FoundTargets,
	type KeyPaths,
	type Target,
} from "./target.ts";

/** A text of values beyond this is no hand-written one. */
const MAX_VALUES = 1024 * 1024;

/** The form that is in use: valuesObject, else the text of values, else valuesObject. */
export function baseForm(
	value: unknown,
	item: Item,
	helm: readonly Step[],
	product: Product,
): FoundTargets {
	const text = valueAt(value, [...helm, "values"]);
	const isText =
		!isSet(value, [...helm, "valuesObject"]) &&
		typeof text === "string" &&
		text.trim() !== "";
	if (!isText)
		return valuesTarget(item, value, [...helm, "valuesObject"], product);
	const field = fieldOf([...helm, "values"]);
	if (text.length > MAX_VALUES)
		return {
			problems: [
				{
					field,
					message: `${field} is a text of ${text.length} characters; move the settings to valuesObject`,
				},
			],
		};
	const parsed = parseYaml(text);
	if ("problem" in parsed || !isMapping(parsed.value)) {
		const why =
			"problem" in parsed
				? `line ${parsed.line + 1}: ${parsed.problem}`
				: "no mapping";
		return {
			problems: [
				{
					field,
					message: `${field} is no YAML that could be edited (${why}); correct it`,
				},
			],
		};
	}
	const inText = <Key extends string>(keys: KeyPaths<Key>): Target<Key> => {
		const inner = mappingTarget(item, parsed.value, [], keys);
		return {
			...inner,
			where: (key) => ({
				item,
				field: `${field}: ${inner.where(key).field}`,
			}),
			place: (key) => {
				const place = inner.place(key);
				return place === undefined
					? undefined
					: {
							path: [...helm, "values"],
							inner: place.path as string[],
							isBoolean: place.isBoolean,
						};
			},
		};
	};
	return product === "ako"
		? { ako: [inText(AKO_VALUES)] }
		: { cilium: [inText(CILIUM_VALUES)] };
}

const isSet = (value: unknown, path: readonly Step[]) =>
	(valueAt(value, path) ?? undefined) !== undefined;

/** Parameters win over values: a setting that is one, or a source that has nothing else, is written there. */
export function withParameters(
	base: FoundTargets,
	value: unknown,
	helm: readonly Step[],
	product: Product,
): FoundTargets {
	const parameters = valueAt(value, [...helm, "parameters"]);
	if (!Array.isArray(parameters) || parameters.length === 0) return base;
	const hasOther =
		isSet(value, [...helm, "valuesObject"]) ||
		isSet(value, [...helm, "values"]);
	const wrap = <Key extends string>(
		target: Target<Key>,
		keys: KeyPaths<Key>,
	): Target<Key> => {
		const indexOf = (key: Key) =>
			// Of a name that stands twice Helm takes the last.
			parameters.findLastIndex(
				(entry) => valueAt(entry, ["name"]) === keys[key]?.path.join("."),
			);
		const own = entriesOf(keys).flatMap(([key]) => {
			const set = valueAt(parameters[indexOf(key)], ["value"]);
			return set === undefined ? [] : [[key, String(set)]];
		});
		return {
			...target,
			values: { ...target.values, ...Object.fromEntries(own) },
			where: (key) =>
				indexOf(key) < 0 && hasOther
					? target.where(key)
					: {
							item: target.item,
							field: fieldOf([
								...helm,
								"parameters",
								...(indexOf(key) < 0 ? [] : [indexOf(key), "value"]),
							]),
						},
			place: (key) => {
				const name = keys[key]?.path.join(".");
				if (name === undefined || (indexOf(key) < 0 && hasOther))
					return target.place(key);
				if (indexOf(key) >= 0)
					return {
						path: [...helm, "parameters", indexOf(key), "value"],
						isBoolean: false,
					};
				return {
					path: [...helm, "parameters", "-"],
					newName: name,
					isBoolean: false,
				};
			},
		};
	};
	if (product === "ako")
		return {
			...base,
			ako: (base.ako ?? []).map((target) => wrap(target, AKO_VALUES)),
		};
	return {
		...base,
		cilium: (base.cilium ?? []).map((target) => wrap(target, CILIUM_VALUES)),
	};
}
