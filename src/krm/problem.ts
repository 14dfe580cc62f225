/** Why there is no value: what is wrong, and what to do about it. */
export interface Problem {
	readonly problem: string;
}
