/** What stands between the objects or is done to the text: each is harmless, and once sent everything to a slow path. */
export interface Twist {
	readonly what: string;
	/** An object of nobody's business, in the middle of the others. */
	readonly object?: string;
	/** An object as it is written, changed. */
	readonly written?: (object: string) => string;
	/** A part of the text, changed. */
	readonly text?: (part: string, isFirst: boolean) => string;
}

/** The twists, by the names that `--twist` takes. */
export const TWISTS = {
	crlf: {
		what: "lines end with CR LF",
		text: (part) => part.replaceAll("\n", "\r\n"),
	},
	bom: {
		what: "a byte order mark first",
		text: (part, isFirst) => (isFirst ? `\uFEFF${part}` : part),
	},
	comment: {
		what: "a comment before everything",
		text: (part, isFirst) =>
			isFirst ? `# taken before the upgrade\n${part}` : part,
	},
	comments: {
		what: "a comment behind each object",
		written: (object) => `${object}# checked\n`,
	},
	indent: {
		what: "objects two columns further to the right",
		written: (object) => object.replaceAll(/^(?=.)/gm, "  "),
	},
	folded: {
		what: "a note on each node, which kubectl breaks into two lines",
		written: (object) =>
			object.replace(
				/^( *)annotations:\n/m,
				"$&$1  ops.example.com/why: drained for the update of the second network\n$1    card\n",
			),
	},
	mixed: {
		what: "other annotations and more or fewer addresses on each node",
		written: (object) => {
			const some = Number.parseInt(/uid: "?(\w)/.exec(object)?.[1] ?? "0", 16);
			return object
				.replace(/^( *)annotations:\n/m, (line, margin) =>
					[0, 1, 2, 3]
						.filter((i) => (some >> i) % 2 === 1)
						.reduce(
							(all, i) => `${all}${margin}  ops.example.com/${i}: x\n`,
							line,
						),
				)
				.replace(
					/^( *)addresses:\n/m,
					(line, margin) =>
						line +
						`${margin}- address: 10.9.0.1\n${margin}  type: ExternalIP\n`.repeat(
							some % 3,
						),
				);
		},
	},
	tab: {
		what: "a tab in an unrelated script",
		object: `apiVersion: v1
data:
  run.sh: |
    if true; then
    	echo "a tab before this"
    fi
kind: ConfigMap
metadata:
  name: scripts
  namespace: ops
  uid: 7d1f0c2e-5a3b-4c8e-9f10-2b3c4d5e6f70
`,
	},
	anchor: {
		what: "an anchor in an unrelated object",
		object: `apiVersion: v1
data:
  primary: &first "1"
  secondary: *first
kind: ConfigMap
metadata:
  name: settings
  namespace: ops
  uid: 8e2f1d3f-6b4c-4d9f-8a21-3c4d5e6f7081
`,
	},
} as const satisfies Readonly<Record<string, Twist>>;
export type TwistName = keyof typeof TWISTS;
