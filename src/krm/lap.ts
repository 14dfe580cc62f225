/** The stages of a run, in their order; `plan` resolves too. */
export type Stage = "read" | "group" | "plan" | "check" | "render" | "write";

/** How far a stage has come. */
export interface Done {
	readonly items?: number;
	/** Total number of items; absent when unknown. */
	readonly ofItems?: number;
	readonly bytes?: number;
	/** Total number of bytes; absent when unknown. */
	readonly ofBytes?: number;
}

/**
 * Called by a stage for each item with the progress, and without `done` at the end of the stage. The callback decides
 * about time: the stages have no clock.
 */
export type Lap = (stage: Stage, done?: Done) => void;

/** Ignores progress. */
export const noLap: Lap = () => undefined;
