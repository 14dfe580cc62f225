/** What was written, or why it can't be. */
export type Written =
	| {
			readonly stdout: string;
			/** What was written and where, in a few words. */
			readonly summary: string;
			/** Messages about single files. */
			readonly lines?: readonly string[];
	  }
	| {
			readonly problem: string;
			/** 2 for files that can't be written; 1 when absent. */
			readonly exitCode?: 2;
	  };

/** The destination of resources, for the format that writes files. */
export interface Destination {
	readonly to: string;
	/** The folder that was rendered. */
	readonly from: string;
	/** The only cluster whose files are written. */
	readonly only: string | undefined;
}
