import { askGoReader, checkByGo } from "./go-readers.ts";
import { makeInputs } from "./inputs.ts";
import { isQuick, PROPERTIES } from "./properties.ts";
import { shrunk } from "./shrink.ts";
import { Subject } from "./subject.ts";

/** An input for which a property does not hold. */
interface Found {
	readonly property: string;
	readonly text: string;
	readonly message: string;
	readonly check: (subject: Subject) => unknown;
}

/** Go's readers are asked about one input of so many, in batches. */
const ONE_OF = 64;
const BATCH = 100;
const GO = "Go's readers";

/** Tries inputs, and keeps the first one that each property does not hold for. */
export class Hunt {
	readonly found: Found[] = [];
	readonly #make: (number: number) => string;
	/** How many runs ended with each exit code. */
	readonly exitCodes = [0, 0, 0];
	readonly #goReader: string | undefined;
	readonly #forGo: Subject[] = [];

	constructor(seed: number, goReader: string | undefined) {
		this.#goReader = goReader;
		// js-yaml throws for half of the inputs, and nobody reads where.
		Error.stackTraceLimit = 0;
		this.#make = makeInputs(seed);
	}

	/** How many properties are tried. */
	get properties(): number {
		return PROPERTIES.length + (this.#goReader === undefined ? 0 : 1);
	}

	/** Tries the input of a number. */
	tryInput(number: number): void {
		const text = this.#make(number);
		const subject = this.#try("no crash", text, () => timed(text));
		if (subject === undefined) return;
		const { exitCode } = subject.run;
		this.exitCodes[exitCode] = (this.exitCodes[exitCode] ?? 0) + 1;
		for (const { name, oneOf, check } of PROPERTIES)
			if (number % oneOf === 0) this.#try(name, text, check, subject);
		if (number % ONE_OF > 0 || exitCode === 2) return;
		this.#forGo.push(subject);
		if (this.#forGo.length === BATCH) this.finish();
	}

	/** Asks Go about what has gathered. */
	finish(): void {
		const subjects = this.#forGo.splice(0);
		const reader = this.#goReader;
		if (reader === undefined || subjects.length === 0) return;
		const pair = ({ text, run }: Subject) => [text, run.output ?? ""];
		const answers = askGoReader(reader, subjects.flatMap(pair));
		subjects.forEach((subject, i) => {
			const [input, output] = answers.slice(2 * i);
			if (input === undefined || output === undefined)
				throw new Error("Go's readers gave no answer");
			this.#try(GO, subject.text, () => checkByGo(subject, [input, output]));
		});
	}

	/** What the check gives; where it throws, the input is kept. */
	#try<Value>(
		property: string,
		text: string,
		check: (subject: Subject) => Value,
		subject?: Subject,
	): Value | undefined {
		try {
			return check(subject as Subject);
		} catch (error) {
			if (this.found.some((found) => found.property === property))
				return undefined;
			const { message } = error as Error;
			this.found.push({ property, text, message, check });
			return undefined;
		}
	}
}

function timed(text: string): Subject {
	const start = process.cpuUsage();
	const subject = new Subject(text);
	const { user, system } = process.cpuUsage(start);
	isQuick((user + system) / 1000);
	return subject;
}

/** The input without what is not needed for the property to fail in the same words. */
export function smallest(
	{ property, text, message, check }: Found,
	onTry: () => void,
): string {
	if (property === GO) return text;
	const said = message.slice(0, SAME_WORDS);
	return shrunk(text, (smaller) => {
		onTry();
		try {
			check(timed(smaller));
			return false;
		} catch (error) {
			return (error as Error).message.startsWith(said);
		}
	});
}

const SAME_WORDS = 60;
