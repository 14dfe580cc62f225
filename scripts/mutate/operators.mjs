/** What a binary or logical operator becomes. */
const OPERATORS = {
	"===": ["!=="],
	"!==": ["==="],
	"<": ["<=", ">="],
	"<=": ["<", ">"],
	">": [">=", "<="],
	">=": [">", "<"],
	"+": ["-"],
	"-": ["+"],
	"*": ["/"],
	"/": ["*"],
	"%": ["*"],
	"&&": ["||"],
	"||": ["&&"],
};

/** Methods that stand for others, and those that give back what they are called on. */
const OTHER_METHOD = {
	some: "every",
	every: "some",
	startsWith: "endsWith",
	endsWith: "startsWith",
	max: "min",
	min: "max",
};
const DROPPED = new Set(["filter", "sort", "slice", "reverse", "trim"]);

/** What each kind of node becomes; `shown` is what a survivor is told as, where that is not the code itself. */
const MUTANTS = {
	BinaryExpression: swapped,
	LogicalExpression: swapped,
	UnaryExpression: ({ operator, argument }, text) =>
		operator === "!" ? [{ to: text(argument) }] : [],
	Literal: ({ value }) => {
		if (typeof value === "boolean") return [{ to: String(!value) }];
		return typeof value === "number" ? [{ to: String(value + 1) }] : [];
	},
	CallExpression: ({ callee, arguments: given }, text) => {
		if (callee.type !== "MemberExpression" || callee.computed) return [];
		const { name } = callee.property;
		const on = text(callee.object);
		if (DROPPED.has(name)) return [{ to: on }];
		const other = Object.hasOwn(OTHER_METHOD, name) && OTHER_METHOD[name];
		return other
			? [{ to: `${on}.${other}(${given.map(text).join(", ")})` }]
			: [];
	},
};

function swapped({ operator, left, right }, text) {
	const isText = [left, right].some(
		({ type, value }) =>
			type === "TemplateLiteral" || typeof value === "string",
	);
	if (operator === "+" && isText) return [];
	return (OPERATORS[operator] ?? []).map((other) => ({
		to: `(${text(left)}) ${other} (${text(right)})`,
	}));
}

/** Nodes whose condition is marked when their parent is visited. */
const conditions = new WeakMap();

/** The mutants of a node: code that stands in its place. */
export function mutantsOf(node, text) {
	const own = MUTANTS[node.type]?.(node, text) ?? [];
	if (node.type === "IfStatement" || node.type === "ConditionalExpression")
		conditions.set(node.test, ["true", "false"]);
	if (/^(?:While|For)Statement$/.test(node.type) && node.test)
		conditions.set(node.test, ["false"]);
	if (isCallAlone(node))
		conditions.set(node.expression, [
			{ to: "void 0", shown: "nothing (the call is left out)" },
		]);
	const more = (conditions.get(node) ?? []).map((to) =>
		typeof to === "string" ? { to } : to,
	);
	return [...own, ...more];
}

const isCallAlone = ({ type, expression }) =>
	type === "ExpressionStatement" &&
	expression.type === "CallExpression" &&
	expression.callee.type !== "Super";
