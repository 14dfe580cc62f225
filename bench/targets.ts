/** A ratio that is held; a verdict of the benchmark. */
interface Target {
	readonly what: string;
	/** The ratio is at most this. */
	readonly limit: number;
}

/** All that is held, by the name that a section gives its ratio. */
export const TARGETS = {
	small: { what: "function, 5 nodes, against `node -e 0`", limit: 1.6 },
	raw: { what: "function, raw objects, against js-yaml's load", limit: 0.6 },
	"second-raw": {
		what: "function, raw objects, second render against the first",
		limit: 1.3,
	},
	snapshot: { what: "function, a snapshot, against `node -e 0`", limit: 4 },
	"snapshot-dual": {
		what: "function, a dual-stack snapshot, against `node -e 0`",
		limit: 6,
	},
	"second-snapshot": {
		what: "function, a snapshot, second render against the first",
		limit: 1.3,
	},
	"dual-stack": {
		what: "function, dual stack against single stack, less `node -e 0`",
		limit: 2,
	},
	gitops: {
		what: "function, GitOps against AKO, less `node -e 0`",
		limit: 2,
	},
	dump: { what: "function, a full dump, against js-yaml's load", limit: 0.3 },
	"dump-memory": {
		what: "function, a full dump, peak memory against its size",
		limit: 4,
	},
	"twist-crlf": { what: "function, CRLF against plain", limit: 2 },
	"twist-tab": { what: "function, one tab against plain", limit: 2 },
	"twist-anchor": { what: "function, one anchor against plain", limit: 2 },
	"twist-others": {
		what: "function, byte order mark, comments, indentation or functionConfig first, the slowest against plain",
		limit: 2,
	},
	import: {
		what: "import of a kubectl List against js-yaml's load",
		limit: 0.5,
	},
	"import-managed": {
		what: "import of a kubectl List with managedFields against js-yaml's load",
		limit: 0.5,
	},
	"import-growth": {
		what: "import of a kubectl List, 4 x the nodes",
		limit: 4.5,
	},
	"import-growth-large": {
		what: "import of a kubectl List, 4 x the nodes, to 20,000",
		limit: 4.5,
	},
	"import-documents": {
		what: "import of documents against the List",
		limit: 1.5,
	},
	"import-crlf": {
		what: "import of a List with CRLF against the List",
		limit: 1.5,
	},
	"import-dual": {
		what: "import of a dual-stack List against the List",
		limit: 1.5,
	},
	"import-json": { what: "import of JSON against the List", limit: 1.5 },
	"import-kyaml": { what: "import of KYAML against the List", limit: 4 },
	"import-files": {
		what: "import of a file an object against the List",
		limit: 2,
	},
	"import-others": {
		what: "import with a byte order mark, comment, folded notes, mixed nodes, tab or anchor, the slowest against the List",
		limit: 1.5,
	},
	"check-forms": {
		what: "check of a folder, the slowest form against the List",
		limit: 2,
	},
	"render-forms": {
		what: "render of a folder, the slowest form against the List",
		limit: 2,
	},
	"diff-forms": {
		what: "diff of two folders, the slowest form against the List",
		limit: 2,
	},
	"trouble-nodes": {
		what: "check of nodes that all have some trouble, as JSON, against healthy ones",
		limit: 4,
	},
	"trouble-overlaps": {
		what: "check of clusters that all have the same CIDRs against others",
		limit: 3,
	},
	"fleet-check": {
		what: "check of a repository of clusters against js-yaml's load",
		limit: 1.5,
	},
	"fleet-check-growth": {
		what: "check of a repository, 10 x the clusters",
		limit: 12,
	},
	"fleet-overlays-growth": {
		what: "check of overlays of one base, 8 x the clusters",
		limit: 9,
	},
	"fleet-only": {
		what: "render --only of one cluster against check of the repository",
		limit: 0.75,
	},
	"fleet-only-growth": {
		what: "render --only, 10 x the clusters",
		limit: 12,
	},
	picture: {
		what: "picture of 5,000 nodes against check, seconds more",
		limit: 0.5,
	},
	"picture-change": {
		what: "picture of a change to 5,000 nodes against diff, seconds more",
		limit: 0.5,
	},
	"picture-size": {
		what: "picture of 5,000 nodes, the largest file, kB",
		limit: 400,
	},
	"snapshot-live": {
		what: "snapshot of a live cluster of 5,000 nodes, seconds",
		limit: 10,
	},
	"snapshot-live-memory": {
		what: "snapshot of a live cluster of 5,000 nodes, peak MB",
		limit: 300,
	},
	"growth-time": { what: "function, 10 x the nodes, time", limit: 12 },
	"growth-memory": { what: "function, 10 x the nodes, memory", limit: 8 },
	"growth-time-fleet": {
		what: "function, 10 x the nodes in clusters of 500, time",
		limit: 12,
	},
	"growth-memory-fleet": {
		what: "function, 10 x the nodes in clusters of 500, memory",
		limit: 8,
	},
	lines: { what: "lines of src against 17,400", limit: 1 },
	"speed-lines": {
		what: "lines of src that exist for speed alone against 1,500",
		limit: 1,
	},
} as const satisfies Readonly<Record<string, Target>>;
export type TargetName = keyof typeof TARGETS;

/** Targets that are missed and being worked on: they are printed loudly, and fail nothing. It shall be empty. */
export const PENDING: readonly TargetName[] = ["lines"];

/** What was measured. */
export type Ratios = Readonly<Partial<Record<TargetName, number>>>;

export type Verdict = "reached" | "within the slack" | "pending" | "missed";

/** What a ratio comes to. */
export function verdictOf(
	name: TargetName,
	ratio: number,
	slack: number,
): Verdict {
	const { limit } = TARGETS[name];
	if (ratio <= limit) return "reached";
	if (PENDING.includes(name)) return "pending";
	return ratio <= limit * (1 + slack) ? "within the slack" : "missed";
}

/** One line a target. */
export function targetLines(ratios: Ratios, slack: number): string[] {
	return (Object.entries(ratios) as [TargetName, number][]).map(
		([name, ratio]) => {
			const { what, limit } = TARGETS[name];
			const verdict = verdictOf(name, ratio, slack);
			const shown =
				verdict === "pending"
					? "!!! MISSED, PENDING"
					: verdict === "missed"
						? "MISSED"
						: verdict;
			return `- ${name}: ${what}: ${ratio.toFixed(2)} (at most ${limit}): ${shown}`;
		},
	);
}

/** Pending targets that are reached: they can be taken off the list. */
export function noLongerPending(ratios: Ratios): TargetName[] {
	return PENDING.filter((name) => {
		const ratio = ratios[name];
		return ratio !== undefined && ratio <= TARGETS[name].limit;
	});
}
