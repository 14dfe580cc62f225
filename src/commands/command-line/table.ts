import { SEVERITIES } from "../../krm/result.ts";
import type { Command, Option } from "./command.ts";

/** Options that several commands have. */
const FAIL_ON = {
	"fail-on": {
		value: "SEVERITY",
		choices: SEVERITIES,
		default: "error",
		text: "exit with 1 for results of this severity, and worse ones",
	},
} as const satisfies Record<string, Option>;

/** Options of commands that plan. */
const PLANNING = {
	only: { value: "CLUSTER", text: "only this cluster" },
	set: {
		value: "KEY=VALUE",
		isList: true,
		text: "a setting for this run, such as limits.maxRemovedRoutes=60%",
	},
} as const satisfies Record<string, Option>;

const KUBECONFIG = {
	value: "FILE",
	text: "by default $KUBECONFIG, ~/.kube/config, or the pod's account",
} as const;

const format = <const Choices extends readonly string[]>(...choices: Choices) =>
	({
		short: "o",
		value: "FORMAT",
		choices,
		default: choices[0] as Choices[0],
		text: "output format",
	}) as const;

const PATHS = "files, folders, or - for standard input";

export const INIT = {
	name: "init",
	summary: "the files of a new package, and the next steps",
	usage: ["[DIR] [--cluster NAME] [--kpt|--argocd|--flux]"],
	about:
		"Writes a configuration with its schema for editors, a Kptfile, a .krmignore and a CI job for GitHub. It overwrites nothing. DIR is by default the current folder.",
	operands: { max: 1, names: "one folder" },
	options: {
		cluster: { value: "NAME", text: "the cluster's name in AKO (clusterName)" },
		kpt: { text: "only the kpt package; the default" },
		argocd: { text: "also an Application that deploys what was rendered" },
		flux: { text: "also a Kustomization that deploys what was rendered" },
	},
	examples: {
		"avi-routes init my-package": "then follow what it prints",
		"avi-routes init clusters/east --argocd": "one of several packages",
	},
	exitCodes: [
		"written",
		"",
		"wrong usage, or a file exists already: nothing is written",
	],
} as const satisfies Command;

export const RENDER = {
	name: "render",
	summary: "the resources of a package, ready to apply",
	usage: ["[OPTION]... [PATH]", "-o dir --to DIR [PATH]", "--in-place [PATH]"],
	about:
		"The function without kpt. PATH is a package folder, by default the current one. Results go to standard error.",
	operands: { max: 1, names: "one package folder" },
	options: {
		output: format("yaml", "json", "dir", "helm-values"),
		to: { value: "DIR", text: "the folder that -o dir writes to" },
		"in-place": { text: "write the package's own files, as kpt does" },
		all: { text: "all packages in and below the folder" },
		...PLANNING,
		argocd: {
			text: "run as an Argo CD plugin: read its parameters, shorten errors",
		},
		...FAIL_ON,
	},
	examples: {
		"avi-routes render my-package": "print what can be applied",
		"avi-routes render --in-place my-package": "write the package's files",
		"avi-routes render -o dir --to out my-package": "write files elsewhere",
		"avi-routes render -o helm-values my-package": "values for helm -f",
	},
	exitCodes: [
		"rendered; also with warnings, unless --fail-on includes them",
		"errors were found: nothing is printed or written",
		"wrong usage, or input that can't be read",
	],
} as const satisfies Command;

export const CHECK = {
	name: "check",
	summary: "what is wrong in packages",
	usage: ["[OPTION]... [PATH...|-]"],
	about:
		"A PATH is a package folder, a file, or a ResourceList. Each folder is a package of its own, and so is each package below it; their clusters are compared with each other.",
	operands: { names: PATHS },
	options: {
		output: format(
			"text",
			"json",
			"sarif",
			"github",
			"table",
			"markdown-table",
		),
		...PLANNING,
		...FAIL_ON,
	},
	examples: {
		"avi-routes check": "the package in this folder",
		"avi-routes check clusters": "every package below",
		"avi-routes check -o table clusters": "one line per cluster",
		"avi-routes check -o github": "annotate files in GitHub Actions",
	},
	exitCodes: [
		"no error",
		"errors, or results of the --fail-on severity",
		"wrong usage, or input that can't be read",
	],
} as const satisfies Command;

export const DIFF = {
	name: "diff",
	summary: "what changes for routes, settings and results",
	usage: ["[OPTION]... BASE HEAD", "[OPTION]... --base REVISION [PATH...]"],
	about:
		"BASE and HEAD are a folder, a file or - each. With --base the paths are compared with what they were in that git revision.",
	operands: { names: "BASE and HEAD, or --base REVISION and paths" },
	options: {
		output: format("text", "markdown", "json", "sarif"),
		stat: { text: "one row per cluster, for large fleets" },
		base: { value: "REVISION", text: "the git revision to compare with" },
		...PLANNING,
		"exit-zero": { text: "exit with 0 also when there are changes" },
	},
	examples: {
		"avi-routes diff --base origin/main": "what this branch changes",
		"avi-routes diff old.yaml new.yaml": "two snapshots",
		"avi-routes diff -o markdown --base main": "a pull request's comment",
	},
	exitCodes: [
		"no change",
		"changes (0 with --exit-zero)",
		"wrong usage, or a side that has errors",
	],
} as const satisfies Command;

export const EXPLAIN = {
	name: "explain",
	summary: "where a route comes from, or what a check means",
	usage: ["[-o FORMAT] NODE|IP|CIDR [PATH...|-]", "check [ID]"],
	about:
		"Shows which objects and fields decide the routes of a node, an address or a CIDR, and what the running AKO programs today.",
	operands: { min: 1, names: "a node, an IP address, a CIDR, or check ID" },
	options: { output: format("text", "json"), ...PLANNING },
	examples: {
		"avi-routes explain worker-3": "a node",
		"avi-routes explain 10.0.3.7 my-package": "a pod's or a node's address",
		"avi-routes explain check": "the list of checks",
		"avi-routes explain check cni": "what cni-plugin-mismatch means",
	},
	exitCodes: [
		"found",
		"nothing found",
		"wrong usage, or input that can't be read",
	],
} as const satisfies Command;

export const PICTURE = {
	name: "picture",
	summary: "the address space, and what a change does to it",
	usage: ["[OPTION]... [PATH...|-]"],
	about:
		"Draws pools and pod CIDRs in rows of blocks, on standard output. The HTML has the fleet, the results and the routes as well.",
	operands: { names: PATHS },
	options: {
		output: format("svg", "html", "text"),
		base: {
			value: "REVISION|PATH",
			text: "show what changes since that git revision, or from that folder or file",
		},
		...PLANNING,
	},
	examples: {
		"avi-routes picture -o text": "in the terminal",
		"avi-routes picture my-package > picture.svg": "one file",
		"avi-routes picture -o html --base origin/main > report.html":
			"what this branch changes, for reviewers",
	},
	exitCodes: [
		"drawn; warnings too",
		"errors were found; what could be planned is drawn all the same",
		"wrong usage, or input that can't be read",
	],
} as const satisfies Command;

export const IMPORT = {
	name: "import",
	summary: "kubectl dumps in, a ClusterSnapshot out",
	usage: ["[OPTION]... FILE|DIR...|-"],
	about:
		"Takes files and folders with kubectl's output, or a ResourceList. -o overwrites only an earlier snapshot of the same cluster.",
	operands: {
		min: 1,
		names: "files or folders with kubectl's output, or - for standard input",
	},
	options: {
		name: {
			value: "CLUSTER",
			text: "the cluster's name, when no dump holds it",
		},
		output: {
			short: "o",
			value: "FILE",
			text: "the file to write; by default, or with -, standard output",
		},
		replace: { text: "overwrite the snapshot of another cluster too" },
		only: {
			value: "CLUSTER",
			text: "only this cluster, when the dumps are of several",
		},
	},
	examples: {
		"kubectl get nodes,ciliumnodes -o yaml > dumps/nodes.yaml": "needed",
		"kubectl -n kube-system get cm/cilium-config ds/cilium -o yaml > dumps/c.yaml":
			"needed: the IPAM mode; and Cilium's version",
		"kubectl -n avi-system get cm/avi-k8s-config sts/ako -o yaml > dumps/ako.yaml":
			"AKO's settings and version, to say what is wrong with them",
		"kubectl get ns/kube-system -o yaml > dumps/uid.yaml":
			"the cluster's uid: a dump of another cluster is refused",
		"kubectl get services -A -o yaml > dumps/services.yaml": "who uses SCTP",
		"avi-routes import -o cluster-snapshot.yaml dumps/":
			"a snapshot of all of them, named as AKO calls the cluster",
	},
	exitCodes: [
		"snapshot made",
		"errors were found in the dumps",
		"wrong usage, or a file that can't be read or written",
	],
} as const satisfies Command;

export const SNAPSHOT = {
	name: "snapshot",
	summary: "a live cluster in, a ClusterSnapshot out",
	usage: [
		"[OPTION]... [--context CONTEXT]... [-o FILE|DIR|-]",
		"[OPTION]... --all-contexts -o DIR",
		"[OPTION]... --check [FILE|DIR]",
	],
	about:
		"Makes the ClusterSnapshot that import makes of kubectl's output. It only reads, and never a Secret.",
	operands: { max: 0, names: "only options (write to a file with -o FILE)" },
	options: {
		context: {
			value: "CONTEXT",
			isList: true,
			text: "the kubectl context; by default the current one",
		},
		"all-contexts": { text: "every context of the kubeconfig" },
		kubeconfig: KUBECONFIG,
		name: {
			value: "CLUSTER",
			text: "the cluster's name, when the cluster does not hold it",
		},
		output: {
			short: "o",
			value: "FILE|DIR",
			text: "the file, or the folder for one file per cluster; by default, or with -, standard output",
		},
		replace: { text: "overwrite the snapshot of another cluster too" },
		check: {
			value: "FILE|DIR",
			isOptional: true,
			text: "report what has changed since the file was written; by default the file of -o, or cluster-snapshot.yaml",
		},
		set: { ...PLANNING.set, text: "with --check: a setting for this run" },
		timeout: { value: "TIME", default: "2m", text: "maximum time per cluster" },
		"cilium-namespace": {
			value: "NAMESPACE",
			default: "kube-system",
			text: "where Cilium is installed",
		},
		"ako-namespace": {
			value: "NAMESPACE",
			default: "avi-system",
			text: "where AKO is installed",
		},
	},
	examples: {
		"avi-routes snapshot -o cluster-snapshot.yaml": "the current context",
		"avi-routes snapshot --all-contexts -o clusters/": "one file per cluster",
		"avi-routes snapshot --check": "what has drifted",
	},
	exitCodes: [
		"read; with --check: nothing has changed",
		"--check: routes or settings have changed",
		"wrong usage, or a cluster that could not be read",
	],
} as const satisfies Command;

export const SYNC = {
	name: "sync",
	summary: "AviRouteTables against the Avi controller",
	usage: [
		"[OPTION]...",
		"--once|--dry-run [OPTION]...",
		"--once|--dry-run --from FILE|DIR|- --avi-url URL [OPTION]...",
		"--purge CLUSTER --avi-url URL [OPTION]...",
	],
	about: [
		"The first form is the controller: it runs until it is stopped. It writes the routes of tables with managementPolicy Manage to Avi, and reports how Avi differs from tables with Observe. It touches no other route, and writes nothing while AKO writes routes.",
		"The last form removes all routes of a cluster that no longer exists. It prints them, and asks for the cluster's name again.",
	].join("\n\n"),
	operands: { max: 0, names: "only options (name files with --from)" },
	options: {
		"dry-run": { text: "print what would change in Avi, and write nothing" },
		once: { text: "one pass, then exit" },
		from: {
			value: "FILE|DIR|-",
			isList: true,
			text: "read tables from rendered files instead of a cluster",
		},
		purge: {
			value: "CLUSTER",
			text: "remove all routes of the cluster, without a limit",
		},
		confirm: {
			value: "CLUSTER",
			text: "with --purge: the name again, for runs without a terminal",
		},
		"vrf-context": {
			value: "TENANT/CLOUD/NAME",
			isList: true,
			text: "with --purge: by default admin/Default-Cloud/global",
		},
		output: format("text", "json"),
		"cluster-name": {
			value: "CLUSTER",
			isList: true,
			text: "the clusters to sync; by default clusterName of avi-k8s-config",
		},
		"avi-url": {
			value: "URL",
			text: "the Avi controller; by default controllerIP of avi-k8s-config",
		},
		"avi-credentials": {
			value: "DIR",
			default: "/etc/avi",
			text: "folder with username, password or authtoken, and certificateAuthorityData",
		},
		"avi-version": {
			value: "VERSION",
			text: "X-Avi-Version; by default the controller's, 30.2.1 at most",
		},
		"avi-tls-server-name": {
			value: "NAME",
			text: "the name in the controller's certificate",
		},
		"avi-insecure-skip-verify": {
			text: "trust any certificate: a man in the middle gets the password",
		},
		context: { value: "CONTEXT", text: "the kubectl context" },
		kubeconfig: KUBECONFIG,
		namespace: {
			value: "NAMESPACE",
			isList: true,
			text: "where the tables are; by default avi-system",
		},
		"ako-namespace": {
			value: "NAMESPACE",
			isList: true,
			text: "where AKO is installed; by default avi-system",
		},
		"ako-check": {
			value: "WHETHER",
			choices: ["on", "off"],
			default: "on",
			text: "off: annotations of the tables say whether AKO is off",
		},
		poll: {
			value: "TIME",
			default: "10s",
			text: "time between readings of the tables",
		},
		"drift-interval": {
			value: "TIME",
			default: "60s",
			text: "time between readings of a VRF context",
		},
		listen: {
			value: "ADDRESS",
			default: ":8080",
			text: "address of /healthz, /readyz and /metrics; off for none",
		},
		"leader-elect": {
			text: "use the Lease avi-routes-sync, so that only one of several writes",
		},
		"log-format": {
			value: "FORMAT",
			choices: ["json", "text"],
			default: "json",
			text: "format of the controller's log",
		},
	},
	examples: {
		"avi-routes sync --dry-run --from out --avi-url https://avi.example.com":
			"what merging this would change in Avi",
		"avi-routes sync --once": "one pass over the cluster's tables",
		"avi-routes sync --purge prod-east --avi-url https://avi.example.com":
			"remove the routes of a deleted cluster",
	},
	exitCodes: [
		"Avi has what the tables say; the controller was stopped",
		"Avi differs (--once, --purge: was changed); the controller lost its Lease",
		"wrong usage, or Avi or the cluster could not be read or changed",
	],
} as const satisfies Command;

export const FUNCTION = {
	name: "function",
	summary: "the KRM function: ResourceList in, ResourceList out",
	usage: ["[OPTION]... < resource-list.yaml"],
	operands: {
		max: 0,
		names: "a ResourceList on standard input, and no arguments",
	},
	options: {
		set: PLANNING.set,
		timings: { text: "print the time of each stage on standard error" },
	},
	examples: {
		"kpt fn render --allow-exec": 'with "exec: avi-routes" in the Kptfile',
		"kpt fn eval --exec avi-routes -- clusterName=prod sctp=Enabled":
			"without a Kptfile",
	},
	exitCodes: [
		"fine, warnings too",
		"errors found: results are written, nothing else changes",
		"wrong usage, or input that can't be read",
	],
} as const satisfies Command;

export const COMPLETION = {
	name: "completion",
	summary: "a script for shell completion",
	usage: ["bash|zsh|fish"],
	about: "Prints a script that the shell reads when it starts.",
	operands: {
		min: 1,
		max: 1,
		names: "the name of a shell",
		choices: ["bash", "zsh", "fish"],
	},
	options: {},
	examples: {
		"source <(avi-routes completion bash)": "bash, in ~/.bashrc",
		"avi-routes completion zsh > ~/.zfunc/_avi-routes":
			"zsh, where ~/.zfunc is in fpath before compinit",
		"avi-routes completion fish > ~/.config/fish/completions/avi-routes.fish":
			"fish",
	},
	exitCodes: ["printed", "", "wrong usage"],
} as const satisfies Command;

export const HELP = {
	name: "help",
	summary: "this, or COMMAND's options, examples and exit codes",
	usage: ["[COMMAND]"],
	operands: { max: 1, names: "one command" },
	options: {},
	examples: {
		"avi-routes help render": "as avi-routes render --help",
	},
	exitCodes: ["printed"],
} as const satisfies Command;

export const VERSION = {
	name: "version",
	summary: "the version",
	usage: [""],
	operands: { max: 0, names: "no argument" },
	options: {},
	examples: {},
	exitCodes: ["printed"],
} as const satisfies Command;

/** Every command, in the order of the help. */
export const COMMANDS = [
	INIT,
	SNAPSHOT,
	IMPORT,
	CHECK,
	RENDER,
	DIFF,
	EXPLAIN,
	PICTURE,
	SYNC,
	FUNCTION,
	COMPLETION,
	HELP,
	VERSION,
] as const satisfies readonly Command[];

export type CommandName = (typeof COMMANDS)[number]["name"];
