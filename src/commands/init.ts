import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { CLUSTER_NAME } from "../check/cluster-name-invalid.ts";
import type { Problem } from "../krm/problem.ts";
import { printable } from "../report/printable.ts";
import type { Call, Run } from "./command-line/run.ts";
import type { INIT } from "./command-line/table.ts";
import { relativePath } from "./files/paths.ts";
import { repositoryOf } from "./files/repository.ts";
import { orProblem } from "./files/tree.ts";
import { writePackageFiles } from "./files/write-files.ts";
import { CI_JOB, STARTING_FILES, type Start, TOOLS } from "./init/files.ts";

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

/** The next steps, as commands to copy; `job` is the CI job's path. */
function nextSteps(start: Start, job: string): string {
	const { folder, path, tool, hasJob, isInGit, cluster } = start;
	const from = folder.startsWith("-") ? `./${folder}` : folder;
	const at = printable(shellWord(from));
	const snapshot = printable(
		shellWord(
			folder === "."
				? "cluster-snapshot.yaml"
				: `${from}/cluster-snapshot.yaml`,
		),
	);
	const named = cluster === undefined ? "" : ` --name ${cluster}`;
	const init = isInGit ? "" : `git init ${at} && `;
	const whole = path === "." ? "." : ". :/.github";
	const commit = `${init}git -C ${at} add ${whole} && git -C ${at} commit -m "avi-routes"`;
	const kpt =
		tool === "kpt"
			? `     or, with kpt:\n       kpt fn render --allow-exec ${at}\n`
			: "";
	const last = hasJob
		? `${job} exists already:\n     add ${printable(path)} to its packages, or once the folder around them all.`
		: `In ${job}\n     replace YOUR-ORG by the owner of your copy of avi-routes.`;
	return `next:
  1. Take a snapshot (it reads kubectl's current context and changes nothing):
       avi-routes snapshot${named} -o ${snapshot}
     or make it of kubectl's output (avi-routes import --help has the commands):
       avi-routes import${named} -o ${snapshot} FILE...
  2. See what is wrong, and write the files to deploy:
       avi-routes check ${at}
       avi-routes render --in-place ${at}
${kpt}  3. Commit:
       ${commit}
     and after the next snapshot see what changes:
       avi-routes diff --base HEAD ${at}
  4. ${last}
`;
}

/** A word of a POSIX shell. */
const shellWord = (text: string) =>
	/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
