/** What was written, or why it can't be. */
export type Written =
	| {
			readonly stdout: string;
			/** What came out and where, in a few words. */
			readonly summary: string;
			/** What to say of single files. */
			readonly lines?: readonly string[];
	  }
	| {
			readonly problem: string;
			/** 1 where nothing is said: 2 is for files that can't be written. */
			readonly exitCode?: 2;
	  };

/** Where resources are written to, for the format that writes files. */
export interface Destination {
	readonly to: string;
	/** The folder that was rendered. */
	readonly from: string;
	/** The only cluster whose files are written. */
	readonly only: string | undefined;
}
