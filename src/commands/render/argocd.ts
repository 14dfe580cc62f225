import { capped } from "../../krm/capped.ts";
import type { Problem } from "../../krm/problem.ts";
import { isMapping } from "../../read/cut.ts";
import { jsonValue } from "../../text/json-value.ts";

/** The parameters that an Application sets for the plugin; empty ones count as not set. */
export interface Parameters {
	/** The cluster to render. */
	readonly only: string | undefined;
	/** The other parameters, as KEY=VALUE settings of the configuration. */
	readonly settings: readonly string[];
}

/** Parameters read from their own variables, such as PARAM_ONLY, when there is no list of parameters. */
const NAMES = ["clusterName", "only", "sctp", "routeOwner"] as const;

/**
 * The parameters as Argo CD's plugin server passes them: `ARGOCD_APP_PARAMETERS`, a JSON array of `{name, string}`,
 * else `PARAM_CLUSTERNAME` and the like.
 */
export function readParameters(env: NodeJS.ProcessEnv): Parameters | Problem {
	const text = env.ARGOCD_APP_PARAMETERS ?? "";
	const isSet = text.trim() !== "" && text.trim() !== "null";
	const entries = isSet ? jsonValue(text) : fromVariables(env);
	if (!Array.isArray(entries))
		return {
			problem: `ARGOCD_APP_PARAMETERS is ${JSON.stringify(text.slice(0, 80))}; want a JSON array of {name, string}`,
		};
	const values = new Map<string, string>();
	for (const entry of entries) {
		const { name, string: value } = isMapping(entry) ? entry : {};
		if (typeof name !== "string" || typeof value !== "string")
			return {
				problem: `the parameter ${JSON.stringify(name)} has no string; set its string`,
			};
		if (value !== "") values.set(name, value);
	}
	const only = values.get("only");
	values.delete("only");
	const settings = [...values].map(([name, value]) => `${name}=${value}`);
	return { only, settings };
}

const fromVariables = (env: NodeJS.ProcessEnv) =>
	NAMES.map((name) => ({
		name,
		string: env[`PARAM_${name.toUpperCase()}`] ?? "",
	}));

/** Maximum number of error lines: Argo CD keeps them in the Application's status. */
const MAX_LINES = 4;
const MAX_CHARACTERS = 600;

/** The errors for Argo CD's status: few and short lines, the most important first. */
export function shortErrors(lines: readonly string[]): string[] {
	const errors = lines
		.filter((line) => line.startsWith("error: "))
		.map((line) =>
			line.length <= MAX_CHARACTERS
				? line
				: `${line.slice(0, MAX_CHARACTERS - 3)}...`,
		);
	const more = (rest: number) =>
		`and ${rest} more errors; run avi-routes check`;
	return capped(errors, MAX_LINES, more);
}
