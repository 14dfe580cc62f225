import { STATE_NAMES, type State } from "./states.ts";

/** The colours of a cell: fill, stroke and glyph. */
interface Look {
	readonly fill: string;
	readonly stroke?: string;
	readonly glyph?: string;
	/** True for what is drawn pale, with a dashed stroke of its colour. */
	readonly isGone?: true;
}

/** The colours of a theme. */
interface Theme {
	readonly page: string;
	readonly text: string;
	readonly faint: string;
	readonly bad: string;
	readonly good: string;
	readonly free: Look;
	readonly states: Readonly<Record<State, Look>>;
}

const LIGHT: Theme = {
	page: "#fff",
	text: "#1f2328",
	faint: "#59636e",
	bad: "#cf222e",
	good: "#1a7f37",
	free: { fill: "#f6f8fa", stroke: "#d1d9e0" },
	states: {
		conflict: { fill: "#a0246d" },
		removed: { fill: "#cf222e", glyph: "#82071e", isGone: true },
		moved: { fill: "#8a5b00" },
		"next-hop": { fill: "#8a5b00" },
		added: { fill: "#1a7f37" },
		same: { fill: "#afb8c1", glyph: "#1f2328" },
		stale: { fill: "#fff", stroke: "#59636e" },
		controller: { fill: "#ddf4ff", stroke: "#0969da", glyph: "#0550ae" },
		vip: { fill: "#ddf4ff", stroke: "#0969da", glyph: "#0550ae" },
		node: { fill: "#ddf4ff", stroke: "#0969da", glyph: "#0550ae" },
	},
};

const DARK: Theme = {
	page: "#0d1117",
	text: "#e6edf3",
	faint: "#9198a1",
	bad: "#ff7b72",
	good: "#3fb950",
	free: { fill: "#151b23", stroke: "#3d444d" },
	states: {
		conflict: { fill: "#a8327a" },
		removed: { fill: "#f85149", glyph: "#ffa198", isGone: true },
		moved: { fill: "#8f5e00" },
		"next-hop": { fill: "#8f5e00" },
		added: { fill: "#1f7a35" },
		same: { fill: "#656c76", glyph: "#fff" },
		stale: { fill: "#0d1117", stroke: "#9198a1" },
		controller: { fill: "#121d2f", stroke: "#4493f8", glyph: "#79c0ff" },
		vip: { fill: "#121d2f", stroke: "#4493f8", glyph: "#79c0ff" },
		node: { fill: "#121d2f", stroke: "#4493f8", glyph: "#79c0ff" },
	},
};

/** The class of a cell of that state. */
export const classOf = (state: State): string =>
	`c${STATE_NAMES.indexOf(state)}`;

const TYPE =
	"text{font:11px ui-sans-serif,system-ui,sans-serif}.h{font-size:16px;font-weight:600}.t,.bad{font-size:13px;font-weight:600}.e{text-anchor:end}.a{font-family:ui-monospace,monospace}.g{font:bold 11px ui-monospace,monospace;text-anchor:middle;pointer-events:none}.b{rx:2px}.hatch{pointer-events:none}";

function colours({ page, text, faint, bad, free, states }: Theme): string {
	const rules = Object.entries(states).map(([state, look]) => {
		const name = classOf(state as State);
		const glyph = look.glyph ?? "#fff";
		return `.${name}{${paint(look)}}.g.${name}{fill:${glyph};fill-opacity:1;stroke:none}`;
	});
	return `.bg{fill:${page}}text{fill:${text}}.s,.a{fill:${faint}}.bad{fill:${bad}}.free{${paint(free)}}.hatch{stroke:${faint};fill:none}${rules.join("")}`;
}

function paint({ fill, stroke, isGone }: Look): string {
	if (isGone)
		return `fill:${fill};fill-opacity:0.15;stroke:${fill};stroke-dasharray:3 2`;
	return `fill:${fill}${stroke === undefined ? "" : `;stroke:${stroke}`}`;
}

/** The styles of pictures, for a light and for a dark page. */
export const PICTURE_CSS = `${TYPE}${colours(LIGHT)}@media (prefers-color-scheme:dark){${colours(DARK)}}`;

/** The colours of a page around pictures, as variables. */
export const PAGE_CSS = `:root{color-scheme:light dark;${variables(LIGHT)}}@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}`;

function variables({ page, text, faint, bad, good, free }: Theme): string {
	const values = { page, text, faint, bad, good, line: free.stroke };
	return Object.entries(values)
		.map(([name, value]) => `--${name}:${value}`)
		.join(";");
}
