import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parseArgs } from "node:util";
import { groupItems } from "../group/group.ts";
import { SNAPSHOT_LINES, toSnapshot } from "../group/to-snapshot.ts";
import { LOCAL_CONFIG } from "../krm/annotations.ts";
import { resultAt } from "../krm/item-result.ts";
import { printYaml } from "../krm/print-yaml.ts";
import { hasErrors, type Result } from "../krm/result.ts";
import { readConfig } from "../read/read-config.ts";
import { readFiles } from "../read/read-files.ts";
import { formatResult } from "./format-results.ts";
import { writePackageFiles } from "./package-files.ts";
import { type Run, refused } from "./run.ts";
import { readWhole } from "./sources.ts";

const OPTIONS = {
	name: { type: "string" },
	output: { type: "string", short: "o" },
} as const;

/** kubectl dumps in, a minimal ClusterSnapshot out: `import [--name CLUSTER] [-o FILE] FILE...|-`. */
export async function importCommand(
	args: readonly string[],
	readStdin: () => Promise<Uint8Array>,
): Promise<Run> {
	const { values, positionals } = parseArgs({
		args: [...args],
		options: OPTIONS,
		allowPositionals: true,
	});
	if (positionals.length === 0)
		return refused(
			"import needs files with kubectl's output, or - for standard input",
		);
	const files: { path: string; text: string }[] = [];
	for (const path of positionals) {
		const read = await readWhole(path, readStdin);
		if ("problem" in read) return refused(read.problem);
		files.push({ path, text: read.text });
	}
	const made = makeSnapshot(files, values.name);
	if (!("snapshot" in made))
		return { exitCode: 1, stdout: "", stderr: made.results.map(formatResult) };
	if (values.output === undefined)
		return { exitCode: 0, stdout: made.snapshot, stderr: made.note };
	const problem = overwrite(values.output, made.snapshot);
	if (problem !== undefined) return refused(problem);
	return { exitCode: 0, stdout: "", stderr: [...made.note, made.summary] };
}

/** Writes the snapshot, whole or not at all, over an earlier one but over nothing else; returns what is in the way. */
function overwrite(path: string, snapshot: string): string | undefined {
	try {
		if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
			return `${path} is a folder; name the file to write to`;
		const before = existsSync(path) ? readFileSync(path, "utf8") : "";
		const kinds = before.match(/^kind:.*$/gm) ?? [];
		const isOther = kinds.some((line) => !/\bClusterSnapshot\b/.test(line));
		if (isOther || (kinds.length === 0 && before.trim() !== ""))
			return `${path} is there and is no ClusterSnapshot; name another file, or remove it first`;
		writePackageFiles(dirname(path), new Map([[basename(path), snapshot]]));
		return undefined;
	} catch (error) {
		return `${path} can't be written: ${(error as Error).message}`;
	}
}

type Made =
	| {
			readonly snapshot: string;
			readonly summary: string;
			/** What the snapshot does not hold. */
			readonly note: readonly string[];
	  }
	| { readonly results: readonly Result[] };

/** The snapshot of the one cluster that the dumps show. */
function makeSnapshot(
	files: readonly { path: string; text: string }[],
	name: string | undefined,
): Made {
	// A dump is a snapshot even where its uid was cut out.
	const read = readFiles(files, { [LOCAL_CONFIG]: "true" }, true);
	const config = readConfig(clusterConfig(name ?? "unnamed"), []);
	const groups = groupItems(read.value, config.value);
	const results = [...read.results, ...groups.results];
	if (hasErrors(results)) return { results };
	const { clusters, goesOn } = groups.value;
	const problem = (message: string): Made => ({
		results: [{ message, severity: "error", tags: { check: "input-invalid" } }],
	});
	if (goesOn !== undefined)
		return {
			results: [
				resultAt(goesOn.item, {
					check: "input-invalid",
					severity: "error",
					message: `the List is only a part: its ${goesOn.says}; fetch it without --chunk-size or limit`,
				}),
			],
		};
	const [cluster, other] = clusters;
	if (cluster === undefined || cluster.nodes.length === 0)
		return problem(
			`no Node found in ${read.value.length} objects; import the output of kubectl get nodes,ciliumnodes -o yaml`,
		);
	if (other?.name === cluster.name)
		return problem(
			`cluster ${cluster.name} is there twice; import one snapshot of it`,
		);
	if (other !== undefined)
		return problem(
			`the objects belong to several clusters (${cluster.name}, ${other.name}); import one cluster at a time`,
		);
	const known =
		name ??
		(cluster.name === "unnamed"
			? cluster.akoConfig?.data.clusterName
			: cluster.name);
	if (!known)
		return problem(
			"the cluster has no name: no avi-k8s-config tells it; give it with --name",
		);
	const namespace = cluster.ciliumConfig?.source.item.namespace;
	const isElsewhere = namespace !== undefined && namespace !== "kube-system";
	const note = isElsewhere
		? [
				`note: cilium-config is in namespace ${namespace}, and a ClusterSnapshot does not hold that: a patch of it would go to kube-system; keep the raw ConfigMap in the package where SCTP is to be turned on`,
			]
		: [];
	const snapshot = printYaml(toSnapshot({ ...cluster, name: known }), {
		oneLine: SNAPSHOT_LINES,
	});
	return {
		snapshot,
		note,
		summary: `${known}: ${cluster.nodes.length} nodes, ${cluster.ciliumNodes.size} CiliumNodes, ${cluster.sctpPorts.length} SCTP ports`,
	};
}

function clusterConfig(clusterName: string): object {
	return {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "import" },
		data: { clusterName },
	};
}
