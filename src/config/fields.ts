import type { InputId } from "../../schemas/generated/check-ids.ts";
import { type Prefix, parsePrefix } from "../ip/prefix.ts";
import type { FieldProblem } from "../read/validate.ts";
import type { ClusterConfig, Fields } from "./config.ts";

/** Where fields are written (`spec.clusters[0]`), and what takes problems of them, each under one of the fixed ids. */
interface Reporting {
	readonly place: string;
	readonly report: (id: InputId, problem: FieldProblem) => void;
}

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
	reporting: Reporting,
): ClusterConfig {
	const {
		nextHop = {},
		limits = {},
		output = {},
		vrfContext = {},
		checks = {},
		...plain
	} = fields;
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
			cidrs: readNetworks(nextHop.cidrs, reporting) ?? base.nextHop.cidrs,
		},
		limits: {
			maxRemovedRoutes: String(maxRemovedRoutes),
			maxChangedRoutes: String(maxChangedRoutes),
			minNodes,
		},
		output: {
			directory: readFolder(
				output.directory ?? base.output.directory,
				reporting,
			),
		},
	};
}

function readNetworks(
	texts: readonly string[] | undefined,
	{ place, report }: Reporting,
): readonly Prefix[] | undefined {
	return texts?.flatMap((text, i) => {
		const prefix = parsePrefix(text);
		if (prefix !== undefined) return [prefix];
		const path = `${place}.nextHop.cidrs[${i}]`;
		report(
			"config-invalid",
			unwanted(path, text, "a CIDR such as 10.4.0.0/14"),
		);
		return [];
	});
}

function readFolder(directory: string, { place, report }: Reporting): string {
	const want = wantedFolder(directory);
	const path = `${place}.output.directory`;
	if (want !== undefined)
		report("output-path-invalid", unwanted(path, directory, want));
	return trimPath(directory);
}

const unwanted = (path: string, value: string, want: string): FieldProblem => ({
	path,
	message: `${path} is ${JSON.stringify(value)}; want ${want}`,
	currentValue: value,
});

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
