import { STATE_NAMES, type State } from "./states.ts";

/** A colour for light and for dark pages. */
type Colour = readonly [light: string, dark: string];
type Theme = 0 | 1;
const [LIGHT, DARK] = [0, 1] as const;

/** The colours of a page, and of what is drawn on it. */
const PAGE = {
	page: ["#fff", "#0d1117"],
	text: ["#1f2328", "#e6edf3"],
	faint: ["#59636e", "#9198a1"],
	bad: ["#cf222e", "#ff7b72"],
	good: ["#1a7f37", "#3fb950"],
	line: ["#d1d9e0", "#3d444d"],
} as const satisfies Readonly<Record<string, Colour>>;

/** The colours of a cell: fill, stroke and glyph. */
interface Look {
	readonly fill: Colour;
	readonly stroke?: Colour;
	/** White by default. */
	readonly glyph?: Colour;
	/** True for what is drawn pale, with a dashed stroke of its colour. */
	readonly isGone?: true;
}

const FREE: Look = { fill: ["#f6f8fa", "#151b23"], stroke: PAGE.line };
const MOVED: Look = { fill: ["#8a5b00", "#8f5e00"] };
/** What is no pod network. */
const OTHER: Look = {
	fill: ["#ddf4ff", "#121d2f"],
	stroke: ["#0969da", "#4493f8"],
	glyph: ["#0550ae", "#79c0ff"],
};

const LOOKS: Readonly<Record<State, Look>> = {
	conflict: { fill: ["#a0246d", "#a8327a"] },
	removed: {
		fill: ["#cf222e", "#f85149"],
		glyph: ["#82071e", "#ffa198"],
		isGone: true,
	},
	moved: MOVED,
	"next-hop": MOVED,
	added: { fill: ["#1a7f37", "#1f7a35"] },
	same: { fill: ["#afb8c1", "#656c76"], glyph: ["#1f2328", "#fff"] },
	stale: { fill: PAGE.page, stroke: PAGE.faint },
	controller: OTHER,
	vip: OTHER,
	node: OTHER,
};

/** The class of a cell of that state. */
export const classOf = (state: State): string =>
	`c${STATE_NAMES.indexOf(state)}`;

const TYPE =
	"text{font:11px ui-sans-serif,system-ui,sans-serif}.h{font-size:16px;font-weight:600}.t,.bad{font-size:13px;font-weight:600}.e{text-anchor:end}.a{font-family:ui-monospace,monospace}.g{font:bold 11px ui-monospace,monospace;text-anchor:middle;pointer-events:none}.b{rx:2px}.hatch{pointer-events:none}";

function colours(theme: Theme): string {
	const rules = STATE_NAMES.map((state) => {
		const name = classOf(state);
		const glyph = LOOKS[state].glyph?.[theme] ?? "#fff";
		return `.${name}{${paint(LOOKS[state], theme)}}.g.${name}{fill:${glyph};fill-opacity:1;stroke:none}`;
	});
	const faint = PAGE.faint[theme];
	return `.bg{fill:${PAGE.page[theme]}}text{fill:${PAGE.text[theme]}}.s,.a{fill:${faint}}.bad{fill:${PAGE.bad[theme]}}.free{${paint(FREE, theme)}}.hatch{stroke:${faint};fill:none}${rules.join("")}`;
}

function paint({ fill, stroke, isGone }: Look, theme: Theme): string {
	const own = `fill:${fill[theme]}`;
	if (isGone)
		return `${own};fill-opacity:0.15;stroke:${fill[theme]};stroke-dasharray:3 2`;
	return stroke === undefined ? own : `${own};stroke:${stroke[theme]}`;
}

/** The styles of pictures, for a light and for a dark page. */
export const PICTURE_CSS = `${TYPE}${colours(LIGHT)}@media (prefers-color-scheme:dark){${colours(DARK)}}`;

/** The colours of a page around pictures, as variables. */
export const PAGE_CSS = `:root{color-scheme:light dark;${variables(LIGHT)}}@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}`;

function variables(theme: Theme): string {
	return Object.entries(PAGE)
		.map(([name, colour]) => `--${name}:${colour[theme]}`)
		.join(";");
}
