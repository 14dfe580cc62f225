// Puts all mutants of a module into its code at once: an expression with mutants becomes `(__m(7)?(mutant):original)`,
// where __m tells whether the mutant of the number is the one to try, and notes that it was reached.
import { SourceMap } from "node:module";
import { parse } from "acorn";
import { transformSync } from "esbuild";
import { mutantsOf } from "./operators.mjs";

/** The instrumented JavaScript of a TypeScript text; each mutant is added to the list, and its index is its number. */
export function instrument(source, file, mutants) {
	const { code, map } = transformSync(source, {
		loader: "ts",
		format: "esm",
		target: "node20",
		sourcemap: "external",
		sourcefile: file,
	});
	const lines = new SourceMap(JSON.parse(map));
	const options = { ecmaVersion: 2024, sourceType: "module", locations: true };
	const inserts = [];
	const insert = (at, isOpening, text) =>
		inserts.push({ at, isOpening, text, order: inserts.length });
	walk(parse(code, options), (node, visitChildren) => {
		const text = ({ start, end }) => code.slice(start, end);
		const found = mutantsOf(node, text);
		const { line, column } = node.loc.start;
		const { originalLine } = lines.findEntry(line - 1, column);
		const tests = found.map(({ to, shown = to }) => {
			const from = text(node).replaceAll(/\s+/g, " ");
			mutants.push({ file, line: originalLine + 1, from, to: shown });
			return `__m(${mutants.length - 1})?(${to}):`;
		});
		if (tests.length > 0) insert(node.start, true, `(${tests.join("")}(`);
		visitChildren();
		if (tests.length > 0) insert(node.end, false, "))");
	});
	inserts.sort(
		(a, b) => a.at - b.at || a.isOpening - b.isOpening || a.order - b.order,
	);
	let result = "";
	let last = 0;
	for (const { at, text } of inserts) {
		result += code.slice(last, at) + text;
		last = at;
	}
	return result + code.slice(last);
}

/** Visits each node and what is in it; `spine` is set for links of an optional chain, which must stay together. */
function walk(node, visit, spine = false) {
	// `void 0` is how esbuild writes undefined: no other number changes it.
	if (node.operator === "void") return;
	const children = () => {
		for (const [key, child] of Object.entries(node)) {
			const isSpine =
				(node.type === "ChainExpression" && key === "expression") ||
				(spine && (key === "object" || key === "callee"));
			const isName = key === "key" && !node.computed;
			for (const one of Array.isArray(child) ? child : [child])
				if (typeof one?.type === "string" && !isName) walk(one, visit, isSpine);
		}
	};
	const isLink = spine && /^(?:Call|Member)Expression$/.test(node.type);
	if (isLink || /^(?:Import|Export(?:All|Specifier))/.test(node.type))
		children();
	else visit(node, children);
}
