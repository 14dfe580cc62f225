import type { Done, Lap, Stage } from "../../krm/lap.ts";
import { printable } from "../../report/printable.ts";
import { isTerminal } from "./stdio.ts";

/** A progress line on a terminal; without a terminal it does nothing. */
export interface Progress {
	/** Sets the text for a name (which may be empty); undefined when that work is done. */
	show(name: string, text: () => string | undefined): void;
	/** Redraws the line without a new text; call it while waiting. */
	tick(): void;
	/** Wipes the line. */
	end(): void;
}

/** Milliseconds before anything is shown. */
const QUIET = 2000;
/** Minimum milliseconds between redraws. */
const PAUSE = 100;

const nothing = () => undefined;
const SILENT: Progress = { show: nothing, tick: nothing, end: nothing };

interface Terminal {
	readonly columns: number;
	write(text: string): unknown;
}

/** The progress line on standard error; silent in CI, and when standard error can't erase a line. */
export function openProgress(): Progress {
	const { env } = process;
	if (env.CI || env.TERM === "dumb" || !isTerminal(2)) return SILENT;
	return makeProgress(process.stderr, () => performance.now());
}

/** A progress line on a terminal, redrawn at updates, at most once in PAUSE. */
export function makeProgress(terminal: Terminal, now: () => number): Progress {
	const going = new Map<string, () => string | undefined>();
	let next = now() + QUIET;
	let isDrawn = false;
	const draw = (line: string) => {
		// A terminal of unknown width reports 0.
		const width = (terminal.columns || 80) - 1;
		terminal.write(`\r\u001b[K${line.slice(0, width)}`);
		isDrawn = line !== "";
	};
	const tick = () => {
		if (now() < next) return;
		next = now() + PAUSE;
		draw(lineOf(going));
	};
	return {
		show(name, text) {
			going.set(name, text);
			tick();
		},
		tick,
		end() {
			if (isDrawn) draw("");
		},
	};
}

function lineOf(going: ReadonlyMap<string, () => string | undefined>): string {
	return [...going]
		.flatMap(([name, text]) => {
			const said = text();
			if (said === undefined) return [];
			return [printable(name === "" ? said : `${name}: ${said}`)];
		})
		.join("  ");
}

const DOING: Readonly<Record<Stage, string>> = {
	read: "reading",
	group: "sorting by cluster",
	plan: "planning",
	check: "checking",
	render: "rendering",
	write: "writing",
};
const STAGES = Object.keys(DOING) as Stage[];

/** Shows the progress of a run's stages. */
export function showStages(progress: Progress, name = ""): Lap {
	if (progress === SILENT) return () => undefined;
	return (stage, done) =>
		progress.show(name, () => {
			const current =
				done === undefined ? STAGES[STAGES.indexOf(stage) + 1] : stage;
			return current && [DOING[current], ...amounts(done)].join(" ");
		});
}

/** As "12.3 of 60.0 MB" and "4,211 of 20,001 items". */
function amounts({ bytes, ofBytes, items, ofItems }: Done = {}): string[] {
	const amount = (print: (count: number) => string, ...counts: Count[]) =>
		counts.flatMap((count) => (count === undefined ? [] : print(count)));
	const megabytes = amount((n) => (n / 1e6).toFixed(1), bytes, ofBytes);
	const objects = amount((n) => n.toLocaleString("en"), items, ofItems);
	return [
		...(bytes === undefined ? [] : [`${megabytes.join(" of ")} MB`]),
		...(items === undefined ? [] : [`${objects.join(" of ")} items`]),
	];
}

type Count = number | undefined;
