import type { Problem } from "../krm/problem.ts";
import type { ClusterConfig, Config, Spec } from "./config.ts";
import { specOfConfigMap } from "./config-map.ts";
import { mergeFields } from "./fields.ts";
import { readConfig } from "./read-config.ts";

/** Settings for one run; they override the configuration of every cluster. */
export type Overrides = Omit<Spec, "clusters" | "checks">;

/**
 * Reads settings of the form KEY=VALUE, with the keys and rules of a ConfigMap config; messages put `label` before a
 * key.
 */
export function readOverrides(
	settings: readonly string[],
	label: string,
): { readonly overrides: Overrides } | Problem {
	const entries = settings.map((setting) => {
		const end = setting.indexOf("=");
		return [setting.slice(0, end), setting.slice(end + 1)] as const;
	});
	for (const [i, [key]] of entries.entries()) {
		if (key === "" || !settings[i]?.includes("="))
			return {
				problem: `${label}${settings[i]}: want KEY=VALUE, as limits.maxRemovedRoutes=60%`,
			};
		if (entries.findIndex(([other]) => other === key) < i)
			return { problem: `${label}${key} is given twice; give it once` };
	}
	const data = Object.fromEntries(entries);
	const metadata = { name: "settings" };
	const configMap = { apiVersion: "v1", kind: "ConfigMap", metadata, data };
	const [problem] = readConfig(configMap, []).results;
	return problem === undefined
		? { overrides: specOfConfigMap(configMap).value }
		: { problem: problem.message.replace(/^data\./, label) };
}

/** The configuration with every cluster's settings overridden. */
export function withOverrides(
	config: Config,
	{ clusterName, ...fields }: Overrides,
): Config {
	// readOverrides has validated them, so there is nothing to report.
	const merge = (base: ClusterConfig) =>
		mergeFields(base, fields, { place: "", report: () => undefined });
	return {
		...config,
		...(clusterName === undefined ? {} : { clusterName }),
		defaults: merge(config.defaults),
		clusters: config.clusters.map((entry) => ({
			...entry,
			config: merge(entry.config),
		})),
	};
}
