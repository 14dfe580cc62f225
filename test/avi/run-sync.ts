import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	type RunOptions,
	runTool,
	scratchFolder,
} from "../kube/run-snapshot.ts";
import { ACCOUNT } from "./controller.ts";

const scratch = scratchFolder();

/** A folder with files of credentials; undefined for one that is not there. */
export function credentialFiles(
	files: Readonly<Record<string, string | undefined>> = {},
): string {
	const folder = mkdtempSync(join(scratch, "avi-"));
	const { username, password } = ACCOUNT;
	for (const [name, text] of Object.entries({ username, password, ...files }))
		if (text !== undefined) writeFileSync(join(folder, name), text);
	return folder;
}

/** Runs `sync` with tables on its standard input. */
export function runSync(
	url: string,
	tables: readonly object[],
	args: readonly string[] = [],
	{
		credentials = credentialFiles(),
		...options
	}: RunOptions & {
		readonly credentials?: string;
	} = {},
) {
	const own = [`--avi-url=${url}`, `--avi-credentials=${credentials}`];
	const input = tables.map((table) => JSON.stringify(table)).join("\n---\n");
	return runTool(["sync", "--from=-", ...own, ...args], { ...options, input });
}
