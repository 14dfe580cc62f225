/** What a reason means: all is well, it resolves itself, or a user must act. */
export type Kind = "ready" | "waiting" | "stalled";

/** The reasons of conditions, and what each means. */
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

/** The result for a group: a reason, and a message with the value seen and the remedy. */
export interface Verdict {
	readonly reason: Reason;
	readonly message: string;
}
