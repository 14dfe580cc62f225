import { check } from "../../src/commands/check.ts";
import type { Command } from "../../src/commands/command-line/command.ts";
import { parseCommand } from "../../src/commands/command-line/parse-command.ts";
import {
	type Call,
	type Run,
	type Runner,
	refused,
	runCommand,
	wrongUse,
} from "../../src/commands/command-line/run.ts";
import {
	CHECK,
	DIFF,
	EXPLAIN,
	IMPORT,
	INIT,
	PICTURE,
	RENDER,
} from "../../src/commands/command-line/table.ts";
import { diff } from "../../src/commands/diff.ts";
import { explain } from "../../src/commands/explain.ts";
import { importDumps } from "../../src/commands/import.ts";
import { init } from "../../src/commands/init.ts";
import { picture } from "../../src/commands/picture.ts";
import { render } from "../../src/commands/render.ts";
import { noLap } from "../../src/krm/lap.ts";
import type { Problem } from "../../src/krm/problem.ts";

type ReadStdin = () => Promise<Uint8Array>;

const command =
	<Of extends Command>(row: Of, run: Runner<Of>) =>
	(args: readonly string[], readStdin: ReadStdin): Promise<Run> =>
		runCommand(row, run, args, { readStdin, env: {}, lap: noLap });

export const checkCommand = command(CHECK, check);
export const diffCommand = command(DIFF, diff);
export const explainCommand = command(EXPLAIN, explain);
export const importCommand = command(IMPORT, importDumps);
export const pictureCommand = command(PICTURE, picture);

/** A command that waits for nothing. */
const atOnce =
	<Of extends Command>(row: Of, run: (call: Call<Of>) => Run | Problem) =>
	(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run => {
		const parsed = parseCommand(row, args);
		if ("problem" in parsed) return wrongUse(row, parsed.problem);
		const readStdin = async () => new Uint8Array();
		const made = run({ ...parsed, readStdin, env, lap: noLap });
		return "problem" in made ? refused(made.problem) : made;
	};

export const initCommand = atOnce(INIT, init);
export const renderCommand = atOnce(RENDER, render);
