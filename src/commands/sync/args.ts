import { readAviUrl } from "../../avi/transport.ts";
import type { VrfContext } from "../../config/config.ts";
import type { Problem } from "../../krm/problem.ts";
import type { ListenAddress } from "../../sync/server.ts";
import type { OptionValues } from "../command-line/command.ts";
import type { SYNC } from "../command-line/table.ts";
import { invalidNamespace, readDuration } from "../snapshot/args.ts";

/** The options of `sync` as they were given. */
export type SyncValues = OptionValues<typeof SYNC>;

/** What `sync` should do: its options, and what is read from their texts. Times in milliseconds. */
export interface SyncArgs {
	readonly values: SyncValues;
	readonly isOnce: boolean;
	/** Avi's address; undefined where avi-k8s-config names it. */
	readonly url: URL | undefined;
	/** The namespaces of the tables. */
	readonly namespaces: readonly string[];
	/** Namespaces of AKO; empty when annotations of the tables say whether AKO is off. */
	readonly akoNamespaces: readonly string[];
	readonly poll: number;
	readonly driftInterval: number;
	/** The address for probes and metrics; undefined to serve none. */
	readonly listen: ListenAddress | undefined;
	/** Where `--purge` removes routes. */
	readonly vrfs: readonly VrfContext[];
}

/** Reads the options; reports those that conflict. */
export function readSyncArgs(values: SyncValues): SyncArgs | Problem {
	const problem = purgeClash(values) ?? clashOf(values);
	if (problem !== undefined) return { problem };
	const avi = aviUrl(values);
	if ("problem" in avi) return avi;
	const poll = readDuration("--poll", values.poll, "10s");
	if (typeof poll === "object") return poll;
	const interval = values["drift-interval"];
	const driftInterval = readDuration("--drift-interval", interval, "10s");
	if (typeof driftInterval === "object") return driftInterval;
	const server = listenAddress(values.listen);
	if ("problem" in server) return server;
	const vrfs = vrfNames(values["vrf-context"]);
	if ("problem" in vrfs) return vrfs;
	const orDefault = (given: readonly string[]) =>
		given.length > 0 ? given : ["avi-system"];
	return {
		values,
		isOnce: values.once || values["dry-run"],
		url: avi.url,
		namespaces: orDefault(values.namespace),
		akoNamespaces:
			values["ako-check"] === "off" ? [] : orDefault(values["ako-namespace"]),
		poll,
		driftInterval,
		listen: server.listen,
		vrfs,
	};
}

function clashOf(values: SyncValues): string | undefined {
	const isFromFiles = values.from.length > 0;
	if (isFromFiles && values["avi-url"] === undefined)
		return "--from needs --avi-url URL, the Avi controller";
	if (isFromFiles && !values.once && !values["dry-run"])
		return "--from is read once; give --dry-run, or --once to write";
	if (values["ako-check"] === "off" && values["avi-url"] === undefined)
		return "--ako-check off reads no avi-k8s-config; give --avi-url URL";
	return invalidNamespace([...values.namespace, ...values["ako-namespace"]]);
}

function purgeClash(values: SyncValues): string | undefined {
	const { purge, confirm } = values;
	if (purge === undefined)
		return confirm !== undefined || values["vrf-context"].length > 0
			? "--confirm and --vrf-context are for --purge CLUSTER"
			: undefined;
	if (
		values.once ||
		values.from.length > 0 ||
		values["cluster-name"].length > 0
	)
		return "--purge reads no tables; leave out --once, --from and --cluster-name";
	if (values["avi-url"] === undefined)
		return "--purge needs --avi-url URL, the Avi controller";
	return confirm === undefined || confirm === purge
		? undefined
		: `--confirm ${confirm} is not the cluster of --purge ${purge}; nothing was removed`;
}

function aviUrl(
	values: SyncValues,
): { readonly url: URL | undefined } | Problem {
	const given = values["avi-url"];
	const read = given === undefined ? { url: undefined } : readAviUrl(given);
	const version = values["avi-version"];
	return "problem" in read || version === undefined || VERSION.test(version)
		? read
		: {
				problem: `--avi-version ${version} is not a version; want one such as 30.2.1`,
			};
}

const VERSION = /^\d+(?:\.\d+)+$/;

function listenAddress(
	given: string,
): { readonly listen: ListenAddress | undefined } | Problem {
	if (given === "off") return { listen: undefined };
	const [, name = "", port = ""] = /^(.*):(\d{1,5})$/.exec(given) ?? [];
	const host = name.replace(/^\[|\]$/g, "");
	return port === "" || Number(port) > 65_535
		? {
				problem: `--listen ${given} is not an address; want HOST:PORT, :PORT or off`,
			}
		: { listen: { ...(host === "" ? {} : { host }), port: Number(port) } };
}

/** The VRF context that AviRouteTables have by default. */
const DEFAULT_VRF = "admin/Default-Cloud/global";

function vrfNames(given: readonly string[]): readonly VrfContext[] | Problem {
	const vrfs: VrfContext[] = [];
	for (const text of given.length > 0 ? given : [DEFAULT_VRF]) {
		const [tenant, cloud, name, ...more] = text.split("/");
		if (!tenant || !cloud || !name || more.length > 0)
			return {
				problem: `--vrf-context ${text} is not a VRF context; want TENANT/CLOUD/NAME, such as ${DEFAULT_VRF}`,
			};
		vrfs.push({ tenant, cloud, name });
	}
	return vrfs;
}
