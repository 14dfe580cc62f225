import { readAviUrl } from "../avi/transport.ts";
import type { OptionValues } from "./command.ts";
import type { AviOptions } from "./open-avi.ts";
import { parseCommand } from "./parse-command.ts";
import { SYNC } from "./table.ts";

/** What `sync` shall do. */
export interface SyncArgs {
	readonly isDry: boolean;
	/** Files to take the tables from; empty for those of a cluster. */
	readonly from: readonly string[];
	readonly output: OptionValues<typeof SYNC>["output"];
	/** Empty where the cluster tells its name, or each counts. */
	readonly clusters: readonly string[];
	readonly avi: Omit<AviOptions, "url"> & { readonly url: URL | undefined };
}

/** Reads the arguments, or says which do not go together. */
export function readSyncArgs(
	args: readonly string[],
): SyncArgs | { readonly problem: string } {
	const parsed = parseCommand(SYNC, args);
	if ("problem" in parsed) return parsed;
	const { values } = parsed;
	const given = values["avi-url"];
	const url = given === undefined ? undefined : readAviUrl(given);
	if (url !== undefined && "problem" in url) return url;
	if (url === undefined && values.from.length > 0)
		return { problem: "--from needs --avi-url URL, the Avi controller" };
	if (values.from.length === 0)
		return { problem: "sync needs --from FILE|DIR|-" };
	if (!values["dry-run"] && !values.once)
		return {
			problem: "--from is read once; give --dry-run, or --once to write",
		};
	const version = values["avi-version"];
	if (version !== undefined && !/^\d+(?:\.\d+)+$/.test(version))
		return {
			problem: `--avi-version ${version} is no version; want one as 30.2.1`,
		};
	return {
		isDry: values["dry-run"],
		from: values.from,
		output: values.output,
		clusters: values["cluster-name"],
		avi: {
			url: url?.url,
			credentials: values["avi-credentials"],
			version,
			serverName: values["avi-tls-server-name"],
			isInsecure: values["avi-insecure-skip-verify"],
		},
	};
}
