import {
	type Measured,
	measure,
	median,
	type Program,
	timeOf,
} from "./measure.ts";
import { NOTHING } from "./programs.ts";

/** How a benchmark runs. */
export interface Bench {
	/** Runs of each program; those that are quick run more often, and the slow ones less. */
	readonly runs: number;
	/** True for the variant that CI runs. */
	readonly isSmall: boolean;
	readonly say: (line: string) => void;
}

/** The head of the table. */
export const TABLE_HEAD = [
	"| input | program | runs | median ms | least ms | peak MB | x the first |",
	"|---|---|---|---|---|---|---|",
];

/** Measures programs side by side and prints a row for each, with its ratio to the first. */
export function measureRows(
	{ runs, say }: Bench,
	what: string,
	programs: readonly Program[],
): Measured[] {
	const all = measure(programs, runs);
	const base = median(all[0]?.times ?? []);
	for (const { program, times, peak } of all) {
		const time = median(times);
		const cells = [
			what,
			program,
			String(times.length),
			time.toFixed(0),
			(times[0] ?? 0).toFixed(0),
			peak === undefined ? "" : peak.toFixed(0),
			(time / base).toFixed(2),
		];
		say(`| ${cells.join(" | ")} |`);
	}
	return all;
}

/** The ratio of the medians of two programs. */
export const ratioOf = (
	all: readonly Measured[],
	one: string,
	other: string,
): number => timeOf(all, one) / timeOf(all, other);

/** The same less what a process takes that does nothing. */
export function netRatioOf(
	all: readonly Measured[],
	one: string,
	other: string,
): number {
	const nothing = timeOf(all, NOTHING.name);
	return (timeOf(all, one) - nothing) / (timeOf(all, other) - nothing);
}

/** A size as a table shows it. */
export const megabytes = (size: number): string =>
	`${size < 1 ? size.toFixed(3) : size.toFixed(1)} MB`;
