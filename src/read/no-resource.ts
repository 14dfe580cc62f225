import { whatItIs } from "../text/what-it-is.ts";
import { isMapping } from "./cut.ts";
import { headOf } from "./head.ts";
import { SCHEMA_OF } from "./schemas.ts";

/** Fields that a Kubernetes object has; a values file rarely has them beside apiVersion or kind. */
const OBJECT_FIELDS = ["items", "metadata", "data"];

/** Why a document that is no resource is an error; undefined when it is skipped. `isStrict` as for readFiles. */
export function noResource(
	value: unknown,
	isStrict: boolean,
): string | undefined {
	// kubectl prints `kind` last.
	if (isMapping(value)) {
		const texts = [value.apiVersion, value.kind].filter(
			(text) => typeof text === "string",
		);
		const isPart =
			value.kind !== "Kustomization" &&
			OBJECT_FIELDS.some((field) => field in value);
		if (texts.length === 1 && isPart)
			return "it has no apiVersion or no kind, but other fields of a Kubernetes object; is the file cut short?";
	}
	if (Array.isArray(value) && isBareList(value, isStrict))
		return "it is a list of Kubernetes objects without the object of kind List around them; keep that one: kubectl prints it, and `.items` of jq or yq takes it away";
	const instead = typeof value === "string" ? whatItIs(value, 0) : undefined;
	if (instead !== undefined) return instead.problem;
	return isStrict ? NO_OBJECT : undefined;
}

/** The message for a value that holds no Kubernetes object. */
export const NO_OBJECT =
	"it holds no Kubernetes object; want YAML or JSON, as kubectl prints with -o yaml";

/**
 * True for Kubernetes objects without the List around them. Other tools have such lists, too: in a file that nobody
 * named, there must be a node among them.
 */
const isBareList = (entries: readonly unknown[], isStrict: boolean) =>
	entries.every((entry) => typeof headOf(entry) !== "string") &&
	entries.some(
		(entry) =>
			isStrict ||
			(isMapping(entry) && Object.hasOwn(SCHEMA_OF, `${entry.kind}`)),
	);
