import {
	kubectlYaml,
	listItem,
	type ValueMap,
	Verbatim,
} from "./kubectl-yaml.ts";
import { annotated } from "./objects.ts";

/** How objects are written one behind the other. */
export interface Form {
	readonly what: string;
	readonly head?: string;
	readonly tail?: string;
	readonly between?: string;
	readonly print: (object: ValueMap) => string;
	/** A text of YAML as one of the objects; undefined where the form is no YAML. */
	readonly place?: (yaml: string) => string;
	/** True where the functionConfig belongs to it: in front of the items, or behind them. */
	readonly functionConfig?: "first" | "last";
}

const asItem = (yaml: string) =>
	yaml.replaceAll(/^(?=.)/gm, "  ").replace("  ", "- ");
const json = (object: ValueMap) =>
	JSON.stringify(object, null, 4).replaceAll(/^/gm, " ".repeat(8));

/** A key of JSON that KYAML has without quotes. */
const PLAIN_KEY = /^( *)"([a-z]\w*)":/gim;

const RESOURCE_LIST = {
	head: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n",
	print: (object: ValueMap) => listItem(fromKpt(object), ""),
	place: asItem,
} as const;

/** The forms, by the names that `--form` takes. */
export const FORMS = {
	list: {
		what: "the List that `kubectl get nodes,ciliumnodes,configmaps -o yaml` prints",
		head: "apiVersion: v1\nitems:\n",
		tail: 'kind: List\nmetadata:\n  resourceVersion: ""\n',
		print: (object) => listItem(object, ""),
		place: asItem,
	},
	json: {
		what: "the same with -o json",
		head: '{\n    "apiVersion": "v1",\n    "items": [\n',
		tail: '\n    ],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n',
		between: ",\n",
		print: json,
	},
	kyaml: {
		what: "the same with -o kyaml",
		head: '---\n{\n  apiVersion: "v1",\n  items: [\n',
		tail: '  ],\n  kind: "List",\n  metadata: {},\n}\n',
		print: (object) => `${json(object).replaceAll(PLAIN_KEY, "$1$2:")},\n`,
	},
	documents: {
		what: "a document an object, --- between them",
		between: "---\n",
		print: (object) => kubectlYaml(object),
		place: (yaml) => yaml,
	},
	"resource-list": {
		...RESOURCE_LIST,
		what: "a ResourceList as kpt hands it to a function; kubectl never prints one",
		functionConfig: "last",
	},
	"config-first": {
		...RESOURCE_LIST,
		what: "the same with the functionConfig in front of the items",
		functionConfig: "first",
	},
} as const satisfies Readonly<Record<string, Form>>;
export type FormName = keyof typeof FORMS;

/** The file of an object, where each has one. */
export function fileOf({ kind, metadata }: ValueMap): string {
	const { name } = metadata as ValueMap;
	return `dump/${String(kind).toLowerCase()}-${name}.yaml`;
}

/** An object with the annotations that kpt adds when it reads a file. */
function fromKpt(object: ValueMap): ValueMap {
	return annotated(object, {
		"internal.config.kubernetes.io/index": new Verbatim("'0'"),
		"internal.config.kubernetes.io/path": new Verbatim(`'${fileOf(object)}'`),
	});
}

/** What is to be written. */
export interface Content {
	readonly objects: readonly ValueMap[];
	/** An object in YAML that stands in the middle of the others. */
	readonly stranger?: string | undefined;
	/** Changes an object as it is written. */
	readonly change?: ((object: string) => string) | undefined;
	/** The data of the functionConfig. */
	readonly settings: ValueMap;
}

/** The parts of the text in some form. */
export function* written(form: Form, content: Content): Generator<string> {
	const { objects, stranger, settings, change = (text) => text } = content;
	const { head = "", tail = "", between = "", functionConfig } = form;
	const config = kubectlYaml({
		functionConfig: {
			apiVersion: "v1",
			kind: "ConfigMap",
			metadata: { name: "args" },
			data: settings,
		},
	});
	const isList = functionConfig !== undefined;
	yield head;
	if (isList)
		yield functionConfig === "first" ? `${config}items:\n` : "items:\n";
	const middle = objects.length >> 1;
	for (const [i, object] of objects.entries()) {
		if (i > 0) yield between;
		if (i === middle && stranger !== undefined) {
			if (form.place === undefined) throw new Error(`${form.what}: no YAML`);
			yield change(form.place(stranger)) + between;
		}
		yield change(form.print(object));
	}
	if (functionConfig === "last") yield config;
	yield tail;
}
