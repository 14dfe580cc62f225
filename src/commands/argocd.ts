import { LOCAL_CONFIG, OWNER, PATH } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import { filePath, type Item } from "../krm/item.ts";
import { isMapping } from "../read/cut.ts";
import { nearest } from "../read/nearest.ts";

/** The parameters that an Application can set for the plugin; empty ones count as not set. */
export type Parameters = Readonly<
	Partial<Record<(typeof NAMES)[number], string>>
>;

const NAMES = ["clusterName", "only", "sctp", "routeOwner"] as const;
/** Those that are fields of an AviRoutes. */
const FIELDS = ["clusterName", "sctp", "routeOwner"] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The parameters as Argo CD's plugin server passes them: `ARGOCD_APP_PARAMETERS`, a JSON array of `{name, string}`, or
 * where that is not set, `PARAM_CLUSTERNAME` and the like. An unknown name is a problem, not ignored.
 */
export function readParameters(
	env: Environment,
): { readonly parameters: Parameters } | { readonly problem: string } {
	const text = env.ARGOCD_APP_PARAMETERS ?? "";
	if (text.trim() === "" || text.trim() === "null")
		return { parameters: fromVariables(env) };
	const entries = parseArray(text);
	if (entries === undefined)
		return {
			problem: `ARGOCD_APP_PARAMETERS is ${JSON.stringify(text.slice(0, 80))}; want a JSON array of {name, string}`,
		};
	const parameters: { -readonly [K in keyof Parameters]: string } = {};
	for (const entry of entries) {
		const { name, string: value } = isMapping(entry) ? entry : {};
		const known = NAMES.find((candidate) => candidate === name);
		if (known === undefined) {
			const guess = nearest(String(name), NAMES);
			const hint = guess === undefined ? "" : ` did you mean ${guess}?`;
			return {
				problem: `the plugin has no parameter ${JSON.stringify(name)};${hint} known: ${NAMES.join(", ")}`,
			};
		}
		if (typeof value !== "string")
			return {
				problem: `the parameter ${known} has no string; set its string`,
			};
		if (value !== "") parameters[known] = value;
	}
	return { parameters };
}

function parseArray(text: string): unknown[] | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function fromVariables(env: Environment): Parameters {
	return Object.fromEntries(
		NAMES.flatMap((name) => {
			const value = env[`PARAM_${name.toUpperCase()}`] ?? "";
			return value === "" ? [] : [[name, value]];
		}),
	);
}

/**
 * The package's AviRoutes with the parameters in place of its own fields, for all clusters, as functionConfig. Undefined
 * where there is nothing to set, or not one AviRoutes: that is told by whoever reads it.
 */
export function configWith(
	parameters: Parameters,
	items: readonly Item[],
): unknown {
	const set = FIELDS.filter((name) => parameters[name] !== undefined);
	if (set.length === 0) return undefined;
	const configs = items.filter(
		({ kind, annotations }) =>
			kind === "AviRoutes" && annotations[OWNER] === undefined,
	);
	const [config, other] = configs;
	if (other !== undefined) return undefined;
	const parsed = config?.parsed() ?? { value: NEW_CONFIG };
	if ("problem" in parsed || !isMapping(parsed.value)) return undefined;
	const { metadata, spec } = parsed.value;
	const own = isMapping(spec) ? spec : {};
	const overrides = Object.fromEntries(
		set.map((name) => [name, parameters[name]]),
	);
	const { clusterName: _, ...perCluster } = overrides;
	const path = config === undefined ? undefined : filePath(config);
	return {
		...parsed.value,
		metadata: inFile(metadata, path),
		spec: {
			...own,
			...overrides,
			...(Array.isArray(own.clusters)
				? {
						clusters: own.clusters.map((entry: unknown) =>
							isMapping(entry) ? { ...entry, ...perCluster } : entry,
						),
					}
				: {}),
		},
	};
}

const NEW_CONFIG = {
	apiVersion: API_VERSION,
	kind: "AviRoutes",
	metadata: { name: "avi-routes", annotations: { [LOCAL_CONFIG]: "true" } },
};

function inFile(metadata: unknown, path: string | undefined): unknown {
	if (!isMapping(metadata) || path === undefined) return metadata;
	const { annotations } = metadata;
	return {
		...metadata,
		annotations: {
			...(isMapping(annotations) ? annotations : {}),
			[PATH]: path,
		},
	};
}

/** So many lines of errors are shown: Argo CD keeps them in the Application's status. */
const MOST_LINES = 4;
const MOST_CHARACTERS = 600;

/** The errors as Argo CD shows them best: few lines, the most important first. */
export function shortErrors(lines: readonly string[]): string[] {
	const errors = lines.filter((line) => line.startsWith("error: "));
	const shown = errors
		.slice(0, MOST_LINES)
		.map((line) =>
			line.length <= MOST_CHARACTERS
				? line
				: `${line.slice(0, MOST_CHARACTERS - 3)}...`,
		);
	const rest = errors.length - shown.length;
	return rest > 0
		? [...shown, `and ${rest} more errors; run avi-routes check`]
		: shown;
}
