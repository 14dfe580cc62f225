/** The stages of a run, in their order; `plan` resolves too. */
export type Stage = "read" | "group" | "plan" | "check" | "render" | "write";

/** How far a stage has come. */
export interface Done {
	readonly items?: number;
	/** All items that there are; absent where that is not known. */
	readonly ofItems?: number;
	readonly bytes?: number;
	/** All bytes that there are; absent where that is not known. */
	readonly ofBytes?: number;
}

/**
 * Called by the loop of a stage once an item with its progress, and without `done` when the stage has ended. For
 * those who have a clock: the code that calls it has none.
 */
export type Lap = (stage: Stage, done?: Done) => void;

/** Ignores progress. */
export const noLap: Lap = () => undefined;
