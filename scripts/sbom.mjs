// The bill of materials (CycloneDX) of what is shipped: the packages that became part of dist. Nothing else is in the npm
// package, the archive and the image, but for the image's base, which has a bill of its own.
// usage: node scripts/sbom.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildTool } from "./build-tool.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "avi-routes-sbom-"));
const packages = await buildTool(folder);
rmSync(folder, { recursive: true });

const shipped = new Set(
	[...packages].map((path) => {
		const text = readFileSync(join(root, path, "package.json"), "utf8");
		const { name, version } = JSON.parse(text);
		return `${name}@${version}`;
	}),
);
const options = ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"];
const all = execFileSync("npm", options, { cwd: root, encoding: "utf8" });
const bom = JSON.parse(all);
const own = bom.metadata.component["bom-ref"];
const isShipped = (ref) => ref === own || shipped.has(ref);
const components = bom.components
	.filter((component) => isShipped(component["bom-ref"]))
	// What is bundled is no longer only for development.
	.map(({ properties: _, ...component }) => ({
		...component,
		scope: "required",
	}));
if (components.length !== shipped.size)
	throw new Error(
		`npm's bill names ${components.length} of the ${shipped.size} packages of dist`,
	);
const dependencies = bom.dependencies
	.filter(({ ref }) => isShipped(ref))
	.map(({ ref, dependsOn }) => ({
		ref,
		dependsOn: dependsOn?.filter(isShipped),
	}));
console.log(JSON.stringify({ ...bom, components, dependencies }, null, 2));
