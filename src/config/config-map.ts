import schema from "../../schemas/aviroutes.schema.json" with { type: "json" };
import { findAkoSetting } from "../model/ako-settings.ts";
import { isMapping } from "../read/cut.ts";
import { describe, type FieldProblem, unknownField } from "../read/validate.ts";

/**
 * The fields of `spec` that a ConfigMap's data sets: dotted keys, lists separated by commas. `clusters` and `checks`
 * have no such form.
 */
export function specOfConfigMap(configMap: unknown): {
	value: Record<string, unknown>;
	problems: FieldProblem[];
} {
	const data = isMapping(configMap) ? configMap.data : undefined;
	if (!isMapping(data)) {
		const message = `data is ${describe(data)}; want a mapping of texts`;
		return { value: {}, problems: [{ path: "data", message }] };
	}
	const known = new Map(dottedKeys());
	const value: Record<string, unknown> = {};
	const problems: FieldProblem[] = [];
	for (const [key, text] of Object.entries(data)) {
		const path = `data.${key}`;
		const type = known.get(key);
		if (type === undefined) {
			const message = `${unknownField(path, key, [...known.keys()])} (clusters and checks need a typed AviRoutes)`;
			problems.push(withRightPlace({ path, message }));
		} else if (typeof text !== "string") {
			const message = `${path} is ${describe(text)}; want a text, in quotes`;
			problems.push({ path, message });
		} else assign(value, key.split("."), typed(type, text));
	}
	return { value, problems };
}

/** The problem of a known field at a wrong place, or under AKO's name, with the right place; others as they are. */
export function withRightPlace(problem: FieldProblem): FieldProblem {
	const { path, message } = problem;
	if (!message.startsWith(`${path} is not a known field; accepted`))
		return problem;
	const [, entry = "spec.", key = ""] =
		/^(spec\.clusters\[\d+\]\.)?(?:.*\.)?(.*)$/.exec(path) ?? [];
	const before = path.startsWith("data.") ? "" : entry;
	const field =
		findAkoSetting(key)?.config?.replace("spec.", "") ??
		[...dottedKeys()].find(([own]) => own.split(".").at(-1) === key)?.[0];
	return field === undefined
		? problem
		: {
				path,
				message: `${path} is not a known field; did you mean ${before}${field}?`,
			};
}

function typed(type: string, text: string): unknown {
	if (type === "array")
		return text
			.split(",")
			.map((entry) => entry.trim())
			.filter((entry) => entry !== "");
	return type === "integer" && /^\d+$/.test(text) ? Number(text) : text;
}

function assign(
	target: Record<string, unknown>,
	[key, ...rest]: readonly string[],
	value: unknown,
): void {
	if (key === undefined) return;
	const inner = isMapping(target[key]) ? target[key] : {};
	target[key] = rest.length === 0 ? value : inner;
	assign(inner, rest, value);
}

/** The part of a field's schema that its text form needs. */
interface Definition {
	readonly type?: string | readonly string[];
	readonly properties?: Readonly<Record<string, Definition>>;
}

/** Every key of the ConfigMap form with the JSON type of its field. */
function* dottedKeys(): Generator<[string, string]> {
	const definitions = schema.$defs as Readonly<Record<string, Definition>>;
	const fields: object = schema.properties.spec.properties;
	for (const [name, own] of Object.entries(fields) as [string, Definition][]) {
		if (name === "clusters" || name === "checks") continue;
		const field = definitions[name] ?? own;
		if (field.properties === undefined) yield [name, typeOf(field)];
		for (const [key, inner] of Object.entries(field.properties ?? {}))
			yield [`${name}.${key}`, typeOf(inner)];
	}
}

const typeOf = ({ type }: Definition) =>
	typeof type === "string" ? type : "string";
