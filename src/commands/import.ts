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
import { type Run, refused } from "./run.ts";
import { readWhole } from "./sources.ts";
import { type Snapshot, writeSnapshot } from "./write-snapshot.ts";

const OPTIONS = {
	name: { type: "string" },
	output: { type: "string", short: "o" },
	replace: { type: "boolean" },
} as const;

/** kubectl dumps in, a minimal ClusterSnapshot out: `import [--name CLUSTER] [-o FILE [--replace]] FILE...|-`. */
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
		return { exitCode: 0, stdout: made.snapshot, stderr: [] };
	const written = writeSnapshot(values.output, made, values.replace === true);
	if ("problem" in written) return refused(written.problem);
	return { exitCode: 0, stdout: "", stderr: [...written.notes, made.summary] };
}

type Made =
	| (Snapshot & { readonly summary: string })
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
	const named = { ...cluster, name: known };
	const snapshot = printYaml(toSnapshot(named), { oneLine: SNAPSHOT_LINES });
	return {
		snapshot,
		cluster: named,
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
