import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ClusterSpec } from "./clusters.ts";

const scratch = mkdtempSync(join(tmpdir(), "avi-routes-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

let folders = 0;

/** Writes files below a folder: a new temporary one, unless another is given. Returns the folder. */
export function packageOf(
	files: Readonly<Record<string, string>>,
	root = join(scratch, String(folders++)),
): string {
	mkdirSync(root, { recursive: true });
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
	return root;
}

/** Copies a package of examples/, or else of fixtures/, to a folder. */
export function copyPackage(name: string, to: string): void {
	const example = join("examples", name);
	const from = existsSync(example) ? example : join("fixtures", name);
	cpSync(from, to, { recursive: true });
}

/** An AviRoutes in a file. */
export function configText(spec: object = {}): string {
	return `${JSON.stringify({
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRoutes",
		metadata: { name: "avi-routes" },
		spec,
	})}\n`;
}

/** A ClusterSnapshot in a file, one node a line. */
export function snapshotText(spec: ClusterSpec, name = "prod"): string {
	const { nodes, ciliumNodes, ...rest } = spec;
	const lines = (entries: readonly object[]) =>
		entries.map((entry) => `  - ${JSON.stringify(entry)}\n`).join("");
	const others = Object.entries(rest)
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
	return `apiVersion: avi-routes.dev/v1alpha1
kind: ClusterSnapshot
metadata: {name: ${JSON.stringify(name)}}
spec:
${others.join("")}  nodes:
${lines(nodes)}  ciliumNodes:
${lines(ciliumNodes)}`;
}
