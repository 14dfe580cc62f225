import type { WriteStream } from "node:tty";
import { printable } from "../report/printable.ts";

/** A line on a terminal that says what is going on; nothing where there is no terminal. */
export interface Progress {
	/** What is done for a name; undefined when it is over. */
	show(name: string, text: string | undefined): void;
	/** Clears the line. */
	end(): void;
}

/** Shows what goes on at the stream, when it is a terminal. */
export function makeProgress(stream: WriteStream): Progress {
	if (!stream.isTTY) return { show: () => {}, end: () => {} };
	const going = new Map<string, string>();
	const draw = () => {
		const line = [...going]
			.map(([name, text]) => `${printable(name)}: ${text}`)
			.join("  ");
		stream.write(`\r\u001b[K${line.slice(0, stream.columns - 1)}`);
	};
	return {
		show(name, text) {
			if (text === undefined) going.delete(name);
			else going.set(name, text);
			draw();
		},
		end() {
			going.clear();
			draw();
		},
	};
}
