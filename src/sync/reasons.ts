/** How a reason is told: all is well, it passes by itself, or somebody must do something. */
export type Kind = "ready" | "waiting" | "stalled";

/** The reasons of conditions, and how each is told. */
export const REASONS = {
	Programmed: "ready",
	Observed: "ready",
	AKOActive: "waiting",
	WaitingForParts: "waiting",
	AviUnreachable: "waiting",
	UpgradeInProgress: "waiting",
	ConcurrentUpdates: "waiting",
	Unauthorized: "stalled",
	LoginBackoff: "stalled",
	VRFNotFound: "stalled",
	VRFAmbiguous: "stalled",
	RouteLimit: "stalled",
	Rejected: "stalled",
	NotAccepted: "stalled",
	RemovalBraked: "stalled",
	Contended: "stalled",
	ConflictingTables: "stalled",
	OwnedElsewhere: "stalled",
} as const satisfies Readonly<Record<string, Kind>>;
export type Reason = keyof typeof REASONS;

/** What came of a group: a reason, and a sentence with the value seen and the remedy. */
export interface Verdict {
	readonly reason: Reason;
	readonly message: string;
}
