import type { Result } from "../krm/result.ts";

/** An error in what is not read, and seems to be of no use here. */
export interface Unread {
	readonly result: Result;
	/** Whether it may be of use after all: a template of a chart that mentions AKO or Cilium. */
	readonly isRelevant: boolean;
}
