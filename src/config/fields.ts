import type { InputId } from "../../schemas/generated/check-ids.ts";
import { parsePrefix } from "../ip/prefix.ts";
import type { FieldProblem } from "../read/validate.ts";
import type { ClusterConfig, Fields } from "./config.ts";

/** Records a problem of the configuration under one of the fixed ids. */
export type Report = (id: InputId, problem: FieldProblem) => void;

/** The default settings of a cluster. */
export const DEFAULTS: ClusterConfig = {
	namespace: "avi-system",
	vrfContext: {},
	ipamMode: "Auto",
	routeOwner: "AKO",
	deletionPolicy: "Orphan",
	serviceEngineGroups: [],
	nextHop: { addressType: "InternalIP", cidrs: [] },
	sctp: "Auto",
	limits: { maxRemovedRoutes: "20%", maxChangedRoutes: "50%", minNodes: 1 },
	checks: {},
	output: { directory: "avi-routes" },
};

/** The base settings overridden by the written fields; objects are merged by key. */
export function mergeFields(
	base: ClusterConfig,
	fields: Fields,
	place: string,
	report: Report,
): ClusterConfig {
	const {
		nextHop = {},
		limits = {},
		output = {},
		vrfContext = {},
		checks = {},
		...plain
	} = fields;
	const wrong = (id: InputId, field: string, value: string, want: string) => {
		const path = `${place}.${field}`;
		const message = `${path} is ${JSON.stringify(value)}; want ${want}`;
		report(id, { path, message, currentValue: value });
	};
	const cidrs = nextHop.cidrs?.flatMap((text, i) => {
		const prefix = parsePrefix(text);
		if (prefix !== undefined) return [prefix];
		const field = `nextHop.cidrs[${i}]`;
		wrong("config-invalid", field, text, "a CIDR such as 10.4.0.0/14");
		return [];
	});
	const directory = output.directory ?? base.output.directory;
	const want = wantedFolder(directory);
	if (want !== undefined)
		wrong("output-path-invalid", "output.directory", directory, want);
	const { maxRemovedRoutes, maxChangedRoutes, minNodes } = {
		...base.limits,
		...limits,
	};
	return {
		...base,
		...plain,
		vrfContext: { ...base.vrfContext, ...vrfContext },
		checks: { ...base.checks, ...checks },
		nextHop: {
			addressType: nextHop.addressType ?? base.nextHop.addressType,
			cidrs: cidrs ?? base.nextHop.cidrs,
		},
		limits: {
			maxRemovedRoutes: String(maxRemovedRoutes),
			maxChangedRoutes: String(maxChangedRoutes),
			minNodes,
		},
		output: { directory: trimPath(directory) },
	};
}

/** True for a relative path that does not leave its folder. */
export function isInside(path: string): boolean {
	const isOdd = /^[/~]|\\|^[A-Za-z]:/.test(path) || [...path].some(isControl);
	return !isOdd && !path.split("/").includes("..");
}

/** The expected form of a bad output folder; undefined when the folder is valid. */
function wantedFolder(path: string): string | undefined {
	if (!isInside(path))
		return 'a folder below that of the AviRoutes, without ".."';
	const hidden = path.split("/").find((part) => UNREAD_FOLDERS.has(part));
	return hidden === undefined
		? undefined
		: `a folder that packages are read from, which ${hidden} is not`;
}

/** Folders that are skipped when a package is read. */
export const UNREAD_FOLDERS: ReadonlySet<string> = new Set([
	".git",
	"node_modules",
]);

/** True for control characters. (A regular expression with `\p{Cc}` would load Unicode tables: half a millisecond.) */
function isControl(sign: string): boolean {
	const code = sign.charCodeAt(0);
	return code < 32 || (code >= 127 && code < 160);
}

/** The path without empty and `.` parts. */
export const trimPath = (path: string) =>
	path
		.split("/")
		.filter((part) => part !== "" && part !== ".")
		.join("/");

/** The number of routes that a limit allows: a count, or a share of `all`, as 20%. */
export function allowedBy(limit: string, all: number): number {
	return limit.endsWith("%")
		? (all * Number(limit.slice(0, -1))) / 100
		: Number(limit);
}
