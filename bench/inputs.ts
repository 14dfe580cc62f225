import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, statSync } from "node:fs";

const FOLDER = "build/bench/inputs";

/** An input on disk. */
export interface Input {
	readonly file: string;
	/** Size in millions of bytes. */
	readonly size: number;
}

/** Generates an input; the options are those of generate.ts. */
export function generated(
	name: string,
	options: Record<string, string | number>,
): Input {
	const args = Object.entries(options).map(
		([key, value]) => `--${key}=${value}`,
	);
	return written(name, ["build/bench/generate.cjs", ...args]);
}

/** What the function makes of an input: the package as a second run finds it. */
export function rendered(name: string, { file }: Input): Input {
	return written(name, ["dist/avi-routes.cjs"], file);
}

function written(
	name: string,
	args: readonly string[],
	from = "/dev/null",
): Input {
	mkdirSync(FOLDER, { recursive: true });
	const file = `${FOLDER}/${name}.yaml`;
	const [input, output] = [openSync(from, "r"), openSync(file, "w")];
	const { status } = spawnSync(process.execPath, args, {
		stdio: [input, output, "inherit"],
	});
	closeSync(input);
	closeSync(output);
	if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
	return { file, size: statSync(file).size / 1e6 };
}
