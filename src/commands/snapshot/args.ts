import type { Context } from "@kubernetes/client-node";
import type { Problem } from "../../krm/problem.ts";
import {
	type Access,
	accessOf,
	type Kubeconfig,
	loadKubeconfig,
} from "../../kube/kubeconfig.ts";
import type { OptionValues } from "../command-line/command.ts";
import type { SNAPSHOT } from "../command-line/table.ts";
import { isFolder } from "../files/packages.ts";
import { readSelection, type Selection } from "../selection.ts";
import { outputFile } from "./write-snapshot.ts";

/** The options of `snapshot`, and what is read from their texts. */
export interface SnapshotArgs {
	readonly values: OptionValues<typeof SNAPSHOT>;
	readonly targets: readonly (
		| Access
		| (Problem & { readonly context: string })
	)[];
	/** The file or folder to write to, or to compare with; undefined for standard output. */
	readonly output: string | undefined;
	/** True when each cluster has its own file in the folder `output`. */
	readonly isFolder: boolean;
	/** How `--check` plans. */
	readonly selection: Selection;
	/** Milliseconds for each cluster. */
	readonly timeout: number;
}

/** The file that `--check` compares with when neither it nor `-o` names one. */
const DEFAULT_FILE = "cluster-snapshot.yaml";

/** Reads the options and the kubeconfig; reports options that conflict. */
export function readSnapshotArgs(
	values: OptionValues<typeof SNAPSHOT>,
): SnapshotArgs | Problem {
	const timeout = readDuration("--timeout", values.timeout, "30s");
	if (typeof timeout === "object") return timeout;
	const namespaces = [values["cilium-namespace"], values["ako-namespace"]];
	const invalid = invalidNamespace(namespaces);
	if (invalid !== undefined) return { problem: invalid };
	const config = loadKubeconfig(values.kubeconfig, process.env);
	if ("problem" in config) return config;
	const contexts = contextsOf(config, values.context, values["all-contexts"]);
	if ("problem" in contexts) return contexts;
	const clash = clashOf(contexts.length, values);
	if (clash !== undefined) return { problem: clash };
	const selection = readSelection(undefined, values.set);
	if ("problem" in selection) return selection;
	const { check } = values;
	const given = check || values.output;
	const unnamed = check === undefined ? undefined : DEFAULT_FILE;
	const output = outputFile(given ?? unnamed);
	return {
		values,
		targets: contexts.map((context) => ({
			context,
			...accessOf(config, context, process.env),
		})),
		output,
		isFolder:
			output !== undefined &&
			(contexts.length > 1 ||
				(values["all-contexts"] && output === given) ||
				/[/\\]$/.test(output) ||
				isFolder(output)),
		selection,
		timeout,
	};
}

/** The selected contexts, without duplicates. */
function contextsOf(
	{ current, contexts }: Kubeconfig,
	given: readonly string[],
	isAll: boolean,
): readonly string[] | Problem {
	const known = contexts.map(({ name }) => name);
	if (isAll && given.length > 0)
		return { problem: "--context and --all-contexts exclude each other" };
	if (given.length > 0) return [...new Set(given)];
	if (known.length === 0)
		return {
			problem:
				"the kubeconfig has no context; name another one with --kubeconfig",
		};
	if (isAll) return contexts.filter(isFirst).map(({ name }) => name);
	return current
		? [current]
		: {
				problem: `the kubeconfig has no current-context; give --context, one of: ${known.join(", ")}`,
			};
}

/** False for a context that differs from one before it only in its namespace: OpenShift makes one for each project. */
function isFirst(one: Context, i: number, all: readonly Context[]): boolean {
	return (
		i ===
		all.findIndex(
			({ cluster, user }) => cluster === one.cluster && user === one.user,
		)
	);
}

function clashOf(
	count: number,
	{ name, check, output, set }: OptionValues<typeof SNAPSHOT>,
): string | undefined {
	if (set.length > 0 && check === undefined)
		return "--set is for --check: a snapshot has no settings";
	if (check && output !== undefined)
		return "--check FILE compares and writes nothing; leave -o out";
	const file = check || output;
	const isStdout = file !== undefined && outputFile(file) === undefined;
	if (check !== undefined && isStdout)
		return "--check compares with a file; give its name instead of -";
	if (count === 1) return undefined;
	if (name !== undefined)
		return "--name is for one context; several clusters are named by their avi-k8s-config";
	const option = check === undefined ? "-o" : "--check";
	return file === undefined || isStdout
		? `several contexts need ${option} DIR, the folder for one file per cluster`
		: undefined;
}

/** What is wrong with the name of a namespace; undefined when all are valid. */
export function invalidNamespace(names: readonly string[]): string | undefined {
	const invalid = names.find(
		(name) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name),
	);
	return invalid && `${invalid} is not a valid namespace name`;
}

/** The time that an option gives as 30s or 2m, in milliseconds; never 0. */
export function readDuration(
	option: string,
	text: string,
	example: string,
): number | Problem {
	const [, number = "0", unit = ""] = /^(\d{1,6})(ms|s|m)$/.exec(text) ?? [];
	const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };
	return (
		Number(number) * (units[unit] ?? 0) || {
			problem: `${option} ${text} is not a duration; want a number and s or m, such as ${example} or 2m`,
		}
	);
}
