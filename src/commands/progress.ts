import type { Done, Lap, Stage } from "../krm/lap.ts";
import { printable } from "../report/printable.ts";
import { isTerminal } from "./stdio.ts";

/** A line on a terminal that says what is going on; nothing where there is no terminal. */
export interface Progress {
	/** What is done for a name (which may be empty); undefined when it is over. */
	show(name: string, text: () => string | undefined): void;
	/** Redraws the line without news; call it while waiting for others. */
	tick(): void;
	/** Wipes the line. */
	end(): void;
}

/** A run that takes less than this many milliseconds shows nothing. */
const QUIET = 2000;
/** The line is drawn anew after this many milliseconds at the earliest. */
const PAUSE = 100;

const SILENT: Progress = {
	show: () => undefined,
	tick: () => undefined,
	end: () => undefined,
};

/** Where a line is drawn. */
interface Terminal {
	readonly columns: number;
	write(text: string): unknown;
}

/** The progress line on standard error; silent where that is no terminal that can wipe a line, and in CI. */
export function openProgress(
	env: Readonly<Record<string, string | undefined>>,
): Progress {
	if (env.CI || env.TERM === "dumb" || !isTerminal(2)) return SILENT;
	return makeProgress(process.stderr, () => performance.now());
}

/** A progress line on a terminal, drawn whenever something is told and the clock allows it. */
export function makeProgress(terminal: Terminal, now: () => number): Progress {
	const going = new Map<string, () => string | undefined>();
	let next = now() + QUIET;
	let isDrawn = false;
	const draw = (line: string) => {
		// A terminal that does not tell its width says 0.
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

/** What a stage is called while it goes on. */
const DOING: Readonly<Record<Stage, string>> = {
	read: "reading",
	group: "sorting by cluster",
	plan: "planning",
	check: "checking",
	render: "rendering",
	write: "writing",
};
const STAGES = Object.keys(DOING) as Stage[];

/** Shows how far the stages of a run have come. */
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
	const megabytes = (count: number) => (count / 1e6).toFixed(1);
	const counted = (count: number) => count.toLocaleString("en");
	return [
		...amount(bytes, ofBytes, megabytes, "MB"),
		...amount(items, ofItems, counted, "items"),
	];
}

function amount(
	done: number | undefined,
	total: number | undefined,
	print: (count: number) => string,
	unit: string,
): string[] {
	if (done === undefined) return [];
	return total === undefined
		? [`${print(done)} ${unit}`]
		: [`${print(done)} of ${print(total)} ${unit}`];
}
