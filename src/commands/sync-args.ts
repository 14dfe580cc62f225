import { readAviUrl } from "../avi/transport.ts";
import type { VrfName } from "../avi/vrf.ts";
import type { Problem } from "../krm/problem.ts";
import type { ListenAddress } from "../sync/server.ts";
import type { OptionValues } from "./command.ts";
import type { AviOptions } from "./open-avi.ts";
import { invalidNamespace, milliseconds } from "./snapshot-args.ts";
import type { SYNC } from "./table.ts";

type SyncValues = OptionValues<typeof SYNC>;

/** What `sync` should do. */
export interface SyncArgs {
	readonly isDry: boolean;
	readonly isOnce: boolean;
	/** Files with the tables; empty to read the tables of a cluster. */
	readonly from: readonly string[];
	readonly output: SyncValues["output"];
	/** Empty for the name in avi-k8s-config; with `from`, for all clusters of the files. */
	readonly clusters: readonly string[];
	readonly avi: Omit<AviOptions, "url"> & { readonly url: URL | undefined };
	readonly kube: KubeArgs;
	readonly loop: LoopArgs;
	readonly purge: PurgeArgs | undefined;
}

/** The cluster, and the namespaces to read. */
export interface KubeArgs {
	readonly context: string | undefined;
	readonly kubeconfig: string | undefined;
	readonly namespaces: readonly string[];
	/** Namespaces of AKO; empty when annotations of the tables say whether AKO is off. */
	readonly akoNamespaces: readonly string[];
}

/** How the controller runs. Times in milliseconds. */
interface LoopArgs {
	readonly poll: number;
	readonly driftInterval: number;
	/** The address for probes and metrics; undefined to serve none. */
	readonly listen: ListenAddress | undefined;
	readonly isElected: boolean;
	readonly logFormat: SyncValues["log-format"];
}

/** Whose routes are to be removed, and from where. */
export interface PurgeArgs {
	readonly cluster: string;
	/** The cluster's name as it was given for the second time. */
	readonly confirmed: string | undefined;
	readonly vrfs: readonly VrfName[];
}

/** Reads the options; reports those that conflict. */
export function readSyncArgs(values: SyncValues): SyncArgs | Problem {
	const problem = clashOf(values);
	if (problem !== undefined) return { problem };
	const avi = aviArgs(values);
	if ("problem" in avi) return avi;
	const loop = loopArgs(values);
	if ("problem" in loop) return loop;
	const purge = purgeArgs(values);
	if (purge !== undefined && "problem" in purge) return purge;
	const orDefault = (given: readonly string[]) =>
		given.length > 0 ? given : ["avi-system"];
	return {
		isDry: values["dry-run"],
		isOnce: values.once || values["dry-run"],
		from: values.from,
		output: values.output,
		clusters: values["cluster-name"],
		avi,
		kube: {
			context: values.context,
			kubeconfig: values.kubeconfig,
			namespaces: orDefault(values.namespace),
			akoNamespaces:
				values["ako-check"] === "off" ? [] : orDefault(values["ako-namespace"]),
		},
		loop,
		purge,
	};
}

/** Which arguments conflict; undefined when none do. */
function clashOf(values: SyncValues): string | undefined {
	const isFromFiles = values.from.length > 0;
	const isOnce = values.once || values["dry-run"];
	const purgeProblem = purgeClash(values);
	if (purgeProblem !== undefined) return purgeProblem;
	if (isFromFiles && values["avi-url"] === undefined)
		return "--from needs --avi-url URL, the Avi controller";
	if (isFromFiles && !isOnce)
		return "--from is read once; give --dry-run, or --once to write";
	if (values["ako-check"] === "off" && values["avi-url"] === undefined)
		return "--ako-check off reads no avi-k8s-config; give --avi-url URL";
	return invalidNamespace([...values.namespace, ...values["ako-namespace"]]);
}

function aviArgs(values: SyncValues): SyncArgs["avi"] | Problem {
	const given = values["avi-url"];
	const url = given === undefined ? undefined : readAviUrl(given);
	if (url !== undefined && "problem" in url) return url;
	const version = values["avi-version"];
	if (version !== undefined && !/^\d+(?:\.\d+)+$/.test(version))
		return {
			problem: `--avi-version ${version} is not a version; want one such as 30.2.1`,
		};
	return {
		url: url?.url,
		credentials: values["avi-credentials"],
		version,
		serverName: values["avi-tls-server-name"],
		isInsecure: values["avi-insecure-skip-verify"],
	};
}

function loopArgs(values: SyncValues): LoopArgs | Problem {
	const times = ["poll", "drift-interval"] as const;
	const invalid = times.find(
		(name) => milliseconds(values[name]) === undefined,
	);
	if (invalid !== undefined)
		return {
			problem: `--${invalid} ${values[invalid]} is not a duration; want a number and s or m, such as 10s or 2m`,
		};
	const [, given = "", port = ""] =
		/^(.*):(\d{1,5})$/.exec(values.listen) ?? [];
	const host = given.replace(/^\[|\]$/g, "");
	if (values.listen !== "off" && (port === "" || Number(port) > 65_535))
		return {
			problem: `--listen ${values.listen} is not an address; want HOST:PORT, :PORT or off`,
		};
	return {
		poll: milliseconds(values.poll) ?? 0,
		driftInterval: milliseconds(values["drift-interval"]) ?? 0,
		listen:
			values.listen === "off"
				? undefined
				: { ...(host === "" ? {} : { host }), port: Number(port) },
		isElected: values["leader-elect"],
		logFormat: values["log-format"],
	};
}

/** The VRF context that AviRouteTables have by default. */
const DEFAULT_VRF = "admin/Default-Cloud/global";

/** What is wrong with the arguments of --purge. */
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

/** Reads the arguments of --purge; undefined without it. */
function purgeArgs(values: SyncValues): PurgeArgs | Problem | undefined {
	const { purge: cluster, confirm: confirmed } = values;
	if (cluster === undefined) return undefined;
	const given = values["vrf-context"];
	const vrfs: VrfName[] = [];
	for (const text of given.length > 0 ? given : [DEFAULT_VRF]) {
		const [tenant, cloud, name, ...more] = text.split("/");
		if (!tenant || !cloud || !name || more.length > 0)
			return {
				problem: `--vrf-context ${text} is not a VRF context; want TENANT/CLOUD/NAME, such as ${DEFAULT_VRF}`,
			};
		vrfs.push({ tenant, cloud, name });
	}
	return { cluster, confirmed, vrfs };
}
