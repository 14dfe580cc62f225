import { OWNER } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import { filePath, type Head, type Item, itemFolder } from "../krm/item.ts";
import { textError } from "../krm/item-result.ts";
import { shortList } from "../krm/list-of.ts";
import { compareText } from "../krm/order.ts";
import type { Outcome } from "../krm/result.ts";
import { isMapping } from "../read/cut.ts";
import { headOf, namelessProblem } from "../read/head.ts";
import { type FieldProblem, problemsOf } from "../read/validate.ts";
import type { Config, Spec } from "./config.ts";
import { specOfConfigMap, withRightPlace } from "./config-map.ts";
import { configFromSpec, configResult } from "./spec.ts";

/**
 * The configuration: the functionConfig (AviRoutes, or ConfigMap with dotted keys), else the package's only AviRoutes,
 * else the defaults. Unknown kinds and fields are errors that name what is accepted.
 */
export function readConfig(
	functionConfig: unknown,
	items: readonly Item[],
): Outcome<Config> {
	const given = functionConfig ?? undefined;
	if (given === undefined || isEmptyConfigMap(given))
		return packageConfig(items);
	const head = headOf(given);
	if (typeof head === "string") return failedWith(`functionConfig: ${head}`);
	if (head.name === "")
		return failedWith(`functionConfig: ${namelessProblem(head, given)}`);
	if (head.apiVersion === API_VERSION && head.kind === "AviRoutes")
		return typedConfig(given, head);
	if (head.apiVersion === "v1" && head.kind === "ConfigMap") {
		const { value, problems } = specOfConfigMap(given);
		const all =
			problems.length > 0
				? problems
				: problemsOf("AviRoutes", { ...BLANK, spec: value }).map(inData);
		return all.length > 0
			? failed(all, head)
			: configFromSpec("avi-routes", value as Spec, head);
	}
	const message = `functionConfig is ${head.kind} of ${head.apiVersion}; accepted: AviRoutes of ${API_VERSION}, ConfigMap of v1`;
	return failed([{ path: "kind", message, currentValue: head.kind }], head);
}

/** `kpt fn eval` without arguments passes an empty ConfigMap. */
function isEmptyConfigMap(value: unknown): boolean {
	if (!isMapping(value) || value.kind !== "ConfigMap") return false;
	const data = value.data ?? {};
	return isMapping(data) && Object.keys(data).length === 0;
}

/** An AviRoutes without a spec. */
const BLANK = {
	apiVersion: API_VERSION,
	kind: "AviRoutes",
	metadata: { name: "avi-routes" },
};

/** In a ConfigMap the fields of `spec` are keys of `data`. */
function inData(problem: FieldProblem): FieldProblem {
	const move = (text: string) => text.replace(/^spec\.?/, "data.");
	const { path, message } = problem;
	return { ...problem, path: move(path), message: move(message) };
}

function packageConfig(items: readonly Item[]): Outcome<Config> {
	const found = items
		.filter(
			({ kind, annotations }) =>
				kind === "AviRoutes" && annotations[OWNER] === undefined,
		)
		.sort((a, b) => compareText(filePath(a) ?? a.name, filePath(b) ?? b.name));
	const [only] = found;
	if (only === undefined) return configFromSpec("avi-routes", {}, undefined);
	if (found.length > 1) return failedWith(severalConfigs(found), only);
	const parsed = only.parsed();
	if ("problem" in parsed) {
		const results = [textError(only, parsed, "config-invalid")];
		return { ...failed([], only), results };
	}
	return typedConfig(parsed.value, only);
}

function severalConfigs(found: readonly Item[]): string {
	const names = found.map(
		(item) => `${item.name} (${filePath(item) ?? "no file"})`,
	);
	const folders = new Set(found.map(itemFolder));
	const apart =
		folders.size === found.length
			? "; where each is for a package of its own, run on that folder, or put a Kptfile into it"
			: "";
	return `the package holds ${found.length} AviRoutes: ${shortList(names)}; keep one, or name one as functionConfig (configPath in the Kptfile)${apart}`;
}

function typedConfig(value: unknown, head: Head): Outcome<Config> {
	if (head.name === "") return failedWith(namelessProblem(head, value), head);
	const problems = problemsOf("AviRoutes", value).map(withRightPlace);
	if (problems.length > 0) return failed(problems, head);
	const { spec } = value as { spec?: Spec | null };
	return configFromSpec(head.name, spec ?? {}, head);
}

const failedWith = (message: string, source?: Head) =>
	failed([{ path: "", message }], source);

function failed(
	problems: readonly FieldProblem[],
	source?: Head,
): Outcome<Config> {
	const config = configFromSpec("avi-routes", {}, source);
	return {
		value: config.value,
		results: problems.map((problem) =>
			configResult("config-invalid", problem, source),
		),
	};
}
