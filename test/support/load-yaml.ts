import { CORE_SCHEMA, load, mergeTag } from "js-yaml";

const schema = CORE_SCHEMA.withTags(mergeTag);

/** What js-yaml says of a text, with merge keys resolved, as Kubernetes' own readers have them. */
export function loadYaml(text: string): unknown {
	return load(text, { schema, maxDepth: 100 });
}
