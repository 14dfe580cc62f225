import { type FunctionRun, runFunction } from "../../src/function.ts";
import type { Cut } from "../../src/read/cut.ts";
import { cutText } from "../../src/read/cut-text.ts";
import { loadYaml } from "../support/load-yaml.ts";

const encoder = new TextEncoder();

/** Runs the function on a text. */
export function run(text: string): FunctionRun {
	return runFunction(encoder.encode(text));
}

/** An input, what the function made of it, and what js-yaml and the cutter read; each is made when it is asked for. */
export class Subject {
	readonly text: string;
	readonly run: FunctionRun;
	#input: { readonly value: unknown } | undefined;
	#output: { readonly value: unknown } | undefined;
	#cuts: readonly [input: Cut, output: Cut] | undefined;

	constructor(text: string) {
		// Half a character is none once it is written.
		this.text = text.replace(/\p{Cs}/gu, "\ufffd");
		this.run = run(this.text);
	}

	/** The input's value; undefined where js-yaml takes it for invalid. */
	get input(): unknown {
		this.#input ??= { value: parsedValue(this.text) };
		return this.#input.value;
	}

	/** The output's value, likewise. */
	get output(): unknown {
		this.#output ??= { value: parsedValue(this.run.output ?? "") };
		return this.#output.value;
	}

	/** Both lists as they are cut; undefined where there is no output. */
	get cuts(): readonly [input: Cut, output: Cut] | undefined {
		const { output } = this.run;
		if (output === undefined) return undefined;
		this.#cuts ??= [cutOf(this.text), cutOf(output)];
		return this.#cuts;
	}
}

function parsedValue(text: string): unknown {
	try {
		return loadYaml(text.replace(/^\uFEFF/, ""));
	} catch {
		return undefined;
	}
}

/** The list as it is cut; throws where it can't be. */
export function cutOf(text: string): Cut {
	const cut = cutText(text);
	if ("problem" in cut) throw new Error(`the list is not cut: ${cut.problem}`);
	return cut;
}
