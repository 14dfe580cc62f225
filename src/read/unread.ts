import type { Result } from "../krm/result.ts";

/** An error in a document that is passed over, because it seems to hold nothing that is read here. */
export interface Unread {
	readonly result: Result;
	/** Whether it may be needed after all: a template of a chart that mentions AKO or Cilium. */
	readonly isRelevant: boolean;
}
