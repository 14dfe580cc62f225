import { markup } from "../report/printable.ts";
import { wrap } from "../report/wrap.ts";

/** Fonts by class: the line height, and the maximum width of a character, in pixels. */
const FONTS = {
	h: { line: 22, character: 9.6 },
	t: { line: 19, character: 8 },
	s: { line: 17, character: 6.6 },
	bad: { line: 19, character: 8 },
} as const;
type Font = keyof typeof FONTS;

/** The space around everything, in pixels. */
export const MARGIN = 12;

/** An SVG that grows downwards. */
export class Sheet {
	readonly width: number;
	/** The used height. */
	y = MARGIN;
	private readonly parts: string[] = [];

	constructor(width: number) {
		this.width = width;
	}

	add(element: string): void {
		this.parts.push(element);
	}

	/** Leaves vertical space. */
	skip(height: number): void {
		this.y += height;
	}

	/** Writes a text below the last one, on as many lines as needed. */
	write(font: Font, text: string, x = MARGIN): void {
		const { line, character } = FONTS[font];
		const width = Math.floor((this.width - x - MARGIN) / character);
		for (const one of brokenLines(text, width)) {
			this.y += line;
			this.put(font, one, x, this.y - 5);
		}
	}

	/** Writes two texts on one line, the second at the right edge; on two lines when they do not fit. */
	writeBoth(left: string, right: string): void {
		const needed =
			left.length * FONTS.t.character + right.length * FONTS.s.character;
		this.write("t", left);
		if (needed + 4 * MARGIN > this.width) this.write("s", right);
		else this.put("s e", right, this.width - MARGIN, this.y - 5);
	}

	/** Writes a text at the coordinates. */
	put(classes: string, text: string, x: number, y: number): void {
		this.add(
			`<text class="${classes}" x="${x}" y="${y}">${markup(text)}</text>`,
		);
	}

	/** The whole sheet as one svg element, with `label` for screen readers. */
	svg(label: string, style = ""): string {
		const [width, height] = [this.width, this.y + MARGIN];
		return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${markup(label)}">${style}<rect class="bg" width="100%" height="100%"/>${this.parts.join("\n")}</svg>\n`;
	}
}

/** The lines of a text; words longer than a line are broken. */
function brokenLines(text: string, width: number): string[] {
	return wrap(text, { width })
		.split("\n")
		.flatMap((line) => line.match(new RegExp(`.{1,${width}}`, "gsu")) ?? []);
}
