import { printable } from "../../report/printable.ts";
import type { Start } from "./files.ts";

const shellWord = (text: string) =>
	/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The next steps, as commands to copy; `job` is the CI job's path. */
export function nextSteps(start: Start, job: string): string {
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
