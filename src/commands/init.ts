import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { CLUSTER_NAME } from "../check/cluster-name-invalid.ts";
import type { Problem } from "../krm/problem.ts";
import { printable } from "../report/printable.ts";
import type { Call, Run } from "./command-line/run.ts";
import type { INIT } from "./command-line/table.ts";
import { relativePath } from "./files/relative-path.ts";
import { repositoryOf } from "./files/repository.ts";
import { orProblem } from "./files/tree.ts";
import { writePackageFiles } from "./files/write-files.ts";
import { CI_JOB, STARTING_FILES, type Start, TOOLS } from "./init/files.ts";
import { nextSteps } from "./init/steps.ts";

/** The files of a new package: `init [DIR] [--cluster NAME] [--kpt|--argocd|--flux]`; it overwrites nothing. */
export function init({ values, operands }: Call<typeof INIT>): Run | Problem {
	const { cluster } = values;
	const [folder = "."] = operands;
	const [tool = "kpt", ...otherTools] = TOOLS.filter((name) => values[name]);
	if (otherTools.length > 0)
		return {
			problem: `--${[tool, ...otherTools].join(" and --")} exclude each other; give the one that applies the files`,
		};
	if (cluster !== undefined && !CLUSTER_NAME.test(cluster))
		return {
			problem: `--cluster ${JSON.stringify(cluster)} is not a valid cluster name for AKO; use letters, digits, - and _`,
		};
	const inTheWay = fileAbove(folder);
	if (inTheWay !== undefined)
		return { problem: `${inTheWay} is not a folder; name another one` };
	if (/\p{Cc}/u.test(resolve(folder)))
		return {
			problem: `${folder} has control characters in its path; name another folder`,
		};
	const start = startOf(folder, cluster, tool);
	return existsSync(join(start.root, "schemas/aviroutes.schema.json"))
		? {
				problem: `${folder} is in the clone of avi-routes; make the package beside the clone, in a repository of your own`,
			}
		: write(start);
}

/** An existing file with the path of the folder or of one above it. */
function fileAbove(folder: string): string | undefined {
	if (!existsSync(folder)) return fileAbove(dirname(folder));
	return statSync(folder).isDirectory() ? undefined : folder;
}

function startOf(
	folder: string,
	cluster: string | undefined,
	tool: Start["tool"],
): Start {
	const full = resolve(folder);
	const repository = repositoryOf(full);
	const root = repository ?? full;
	return {
		root,
		folder,
		path: relativePath(root, full) || ".",
		name: basename(full),
		cluster,
		tool,
		isInGit: repository !== undefined,
		hasJob: existsSync(join(root, CI_JOB)),
	};
}

function write(start: Start): Run | Problem {
	const { root, path } = start;
	const files = STARTING_FILES.flatMap(({ file, what, text }) => {
		const made = text(start);
		if (made === undefined) return [];
		const isInRoot = file === CI_JOB || path === ".";
		return [{ path: isInRoot ? file : `${path}/${file}`, what, made }];
	});
	const shown = (file: string) =>
		printable(relative(process.cwd(), join(root, file)));
	const taken = files.find((file) => existsSync(join(root, file.path)));
	if (taken !== undefined)
		return {
			problem: `${shown(taken.path)} exists, and init overwrites nothing; name another folder, or move the file away`,
		};
	const texts = new Map(files.map(({ path, made }) => [path, made]));
	const failed = orProblem(
		() => writePackageFiles(root, texts),
		`${start.folder} can't be written: `,
	);
	if (failed !== undefined) return failed;
	const width = Math.max(...files.map((file) => shown(file.path).length));
	const wrote = files.map(
		(file) => `wrote ${shown(file.path).padEnd(width)}  ${file.what}\n`,
	);
	const next = nextSteps(start, shown(CI_JOB));
	return { exitCode: 0, stdout: `${wrote.join("")}\n${next}`, stderr: [] };
}
