/** js-yaml, loaded on first use: plain YAML is read and printed without it. */
export const jsYaml = (): typeof import("js-yaml") => require("js-yaml");
