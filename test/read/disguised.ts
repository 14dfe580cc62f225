import type { Choices } from "./choices.ts";
import { mutated } from "./mutated.ts";
import { listText } from "./yaml-text.ts";

/** The text with forms that people's tools make: tabs, other line ends, anchors, quotes, document marks. */
export function disguised(choices: Choices): string {
	const own = choices.split(40);
	const text = own.rarely(2) ? mutated(own, listText) : listText(choices);
	const disguise = own.pick(
		(text: string) => text.replaceAll("\n", "\r\n"),
		(text: string) => text.replace(/\n/, "\r\n"),
		(text: string) => text.replace(/\n(?= )/, "\n\t\n"),
		(text: string) => text.replace(/\n {4}/, "\n    \t"),
		(text: string) => text.replace(/^items:/m, '"items":'),
		(text: string) => text.replace(/^kind:/m, "'kind':"),
		(text: string) => `# a header\n\n%YAML 1.2\n---\n${text}`,
		(text: string) => `---\n${text}...\n# the end\n`,
		(text: string) =>
			text
				.replace(/: (\w+)$/m, ": &a $1")
				.replace(/(?<=: )\w+$(?![\s\S]*\n[^\n]*: \w+$)/m, "*a"),
		(text: string) => text.replace(/^( *)- /m, "$1-   "),
	);
	return disguise(text);
}
