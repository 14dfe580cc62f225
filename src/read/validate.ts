import type { ErrorObject } from "ajv";
import { FITS } from "../../schemas/generated/fits.js";
import { capped } from "../krm/capped.ts";
import { pointerSteps } from "../text/json-pointer.ts";
import { didYouMean, nearest } from "./nearest.ts";
import { compiledSchema, type SchemaName } from "./schemas.ts";

/** One thing that is wrong with a value: where, what, and what to do. */
export interface FieldProblem {
	/** Path of the field, as `spec.nodes[3].podCIDRs`; empty for the value itself. */
	readonly path: string;
	readonly message: string;
	readonly currentValue?: unknown;
}

/** Maximum number of problems reported of one value; more would only hide the first. */
const MAX_PROBLEMS = 20;

/** True when the value, or the part of it that `fieldsOf` names, fits the schema. */
export function fits(name: SchemaName, value: unknown): boolean {
	return FITS[name](value);
}

/** What is wrong with the value by its schema, in the order of the value; empty when it fits. */
export function problemsOf(name: SchemaName, value: unknown): FieldProblem[] {
	if (fits(name, value)) return [];
	const validate = compiledSchema(name);
	if (validate(value)) return [];
	const errors = (validate.errors ?? []).filter(
		(error) => error.keyword !== "propertyNames",
	);
	return capped(errors.map(toProblem), MAX_PROBLEMS, (rest) => ({
		path: "",
		message: `and ${rest} more problems of this kind`,
	}));
}

function toProblem(error: ErrorObject): FieldProblem {
	const parent = fieldPath(error.instancePath);
	const extra = error.params.additionalProperty as string | undefined;
	const path = extra === undefined ? parent : joinPath(parent, extra);
	const place = parent === "" ? "the resource" : parent;
	const seen = `${place} is ${describe(error.data)}`;
	const message = (MESSAGES[error.keyword] ?? other)({ error, place, seen });
	const isScalar = typeof error.data !== "object" || error.data === null;
	return { path, message, ...(isScalar ? { currentValue: error.data } : {}) };
}

interface Context {
	readonly error: ErrorObject;
	readonly place: string;
	readonly seen: string;
}

const other = ({ error, seen }: Context) => `${seen}; it ${error.message}`;

/** The message for each schema keyword. */
const MESSAGES: Readonly<Record<string, (context: Context) => string>> = {
	type: ({ error, seen }) => `${seen}; want ${wanted(error.params.type)}`,
	enum: ({ error, seen }) =>
		`${seen}; want one of ${(error.params.allowedValues as unknown[]).join(", ")}`,
	const: ({ error, seen }) => `${seen}; want ${error.params.allowedValue}`,
	required: ({ error, place }) =>
		`${place} has no ${error.params.missingProperty}; add it`,
	minLength: ({ place }) =>
		`${place} is empty; give it a value or leave it out`,
	pattern: ({ error, seen }) => {
		const examples = error.parentSchema?.examples as string[] | undefined;
		return examples === undefined
			? `${seen}; want text of the form ${error.params.pattern}`
			: `${seen}; want text such as ${examples.join(" or ")}`;
	},
	additionalProperties: ({ error, place }) => {
		const fields = Object.keys(
			(error.parentSchema?.properties as object | undefined) ?? {},
		);
		return unknownField(
			`${place}.${error.params.additionalProperty}`,
			error.params.additionalProperty as string,
			fields,
		);
	},
};

/** Message for an unknown field, with the closest known one and those accepted. */
export function unknownField(
	place: string,
	name: string,
	fields: readonly string[],
): string {
	const hint = didYouMean(nearest(name, fields));
	return `${place.replace(/^the resource\./, "")} is not a known field;${hint} accepted: ${fields.join(", ")}`;
}

function wanted(type: unknown): string {
	const names = (Array.isArray(type) ? type : [type]).filter(
		(name) => name !== "null",
	);
	return names
		.map((name) => (/^[aeio]/.test(name) ? `an ${name}` : `a ${name}`))
		.join(" or ");
}

/** The value as a message shows it: its type and, shortened, its text. */
export function describe(value: unknown): string {
	if (value === null) return "null";
	if (Array.isArray(value)) return "an array";
	if (typeof value === "object") return "an object";
	const text = JSON.stringify(value) ?? String(value);
	return `the ${typeof value} ${text.length > 80 ? `${text.slice(0, 77)}...` : text}`;
}

/** A JSON pointer as a field path. */
const fieldPath = (pointer: string): string =>
	pointerSteps(pointer).reduce((path, key) => joinPath(path, key), "");

/** Adds a key or an index to a field path. */
export function joinPath(path: string, key: string): string {
	if (/^\d+$/.test(key) || /[./]/.test(key)) return `${path}[${key}]`;
	return path === "" ? key : `${path}.${key}`;
}
