/** Texts that are shorter are done before it pays. */
const LONG = 1 << 19;

/**
 * Makes V8 optimise functions later, where the text to work on is a long one. V8 11, of Node 20, optimises so early that
 * most of what it compiles beside a run of a quarter of a second is ready when the run is over, and slows it by a tenth
 * on two cores. Later versions of V8 wait longer by themselves, and do not know the setting.
 */
export function optimiseLater(text: string): void {
	if (text.length < LONG || !process.versions.v8.startsWith("11.")) return;
	const { setFlagsFromString } = require("node:v8") as typeof import("node:v8");
	setFlagsFromString("--interrupt-budget=230000");
}
