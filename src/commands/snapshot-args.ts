import { statSync } from "node:fs";
import {
	type Access,
	accessOf,
	type Kubeconfig,
	loadKubeconfig,
} from "../kube/kubeconfig.ts";
import { parseCommand } from "./parse-command.ts";
import { SNAPSHOT } from "./table.ts";

/** What `snapshot` shall do. */
export interface SnapshotArgs {
	readonly targets: readonly (
		| Access
		| { readonly problem: string; readonly context: string }
	)[];
	readonly name: string | undefined;
	/** The file or folder to write to; undefined for standard output. */
	readonly output: string | undefined;
	/** True when each cluster gets a file of its own in the folder `output`. */
	readonly isFolder: boolean;
	readonly isOnPurpose: boolean;
	/** The file to compare with, instead of writing. */
	readonly check: string | undefined;
	/** Milliseconds for each cluster. */
	readonly timeout: number;
	readonly namespaces: { readonly cilium: string; readonly ako: string };
}

type Problem = { readonly problem: string };

/** Reads the arguments and the kubeconfig; says which arguments do not go together. */
export function readSnapshotArgs(
	args: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
): SnapshotArgs | Problem {
	const parsed = parseCommand(SNAPSHOT, args);
	if ("problem" in parsed) return parsed;
	const { values } = parsed;
	const timeout = milliseconds(values.timeout);
	if (timeout === undefined)
		return {
			problem: `--timeout ${values.timeout} is no time; want a number and s or m, as 30s or 2m`,
		};
	const namespaces = {
		cilium: values["cilium-namespace"],
		ako: values["ako-namespace"],
	};
	const odd = Object.values(namespaces).find(
		(name) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name),
	);
	if (odd !== undefined) return { problem: `${odd} is no name of a namespace` };
	const config = loadKubeconfig(values.kubeconfig, env);
	if ("problem" in config) return config;
	const contexts = contextsOf(config, values.context, values["all-contexts"]);
	if ("problem" in contexts) return contexts;
	const output = values.output === "-" ? undefined : values.output;
	const { name, check, replace } = values;
	const clash = clashOf(contexts.length, { name, check, output });
	if (clash !== undefined) return { problem: clash };
	return {
		targets: contexts.map((context) => ({
			context,
			...accessOf(config, context, env),
		})),
		name,
		output,
		isFolder: output !== undefined && (contexts.length > 1 || isFolder(output)),
		isOnPurpose: replace,
		check,
		timeout,
		namespaces,
	};
}

/** The contexts that are meant, each once. */
function contextsOf(
	{ current, contexts }: Kubeconfig,
	given: readonly string[],
	isAll: boolean,
): readonly string[] | Problem {
	const known = contexts.map(({ name }) => name);
	if (isAll && given.length > 0)
		return { problem: "--context and --all-contexts exclude each other" };
	if (isAll && known.length === 0)
		return { problem: "the kubeconfig has no context" };
	if (isAll) return known;
	if (given.length > 0) return [...new Set(given)];
	return current
		? [current]
		: {
				problem: `the kubeconfig has no current-context; give --context, one of: ${known.join(", ") || "none"}`,
			};
}

/** What is wrong with the arguments together. */
function clashOf(
	count: number,
	{
		name,
		check,
		output,
	}: Readonly<Record<"name" | "check" | "output", string | undefined>>,
): string | undefined {
	if (check !== undefined && output !== undefined)
		return "--check compares and writes nothing; leave -o out";
	if (count === 1) return undefined;
	if (check !== undefined) return "--check takes one context";
	if (name !== undefined)
		return "--name is for one context; several clusters are named by their avi-k8s-config";
	return output === undefined
		? "several contexts need -o DIR, the folder for a file each"
		: undefined;
}

const isFolder = (path: string) =>
	/[/\\]$/.test(path) ||
	statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function milliseconds(text: string): number | undefined {
	const [, number, unit] = /^(\d{1,6})(ms|s|m)$/.exec(text) ?? [];
	if (number === undefined || Number(number) === 0) return undefined;
	const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };
	return Number(number) * (units[unit ?? ""] ?? 0);
}
