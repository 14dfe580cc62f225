// Packs the tool into build/release (or FOLDER): the npm package, and an archive for sites without npm, which needs
// nothing but Node.js. usage: npm run package [-- FOLDER]
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const { name, version } = JSON.parse(readFileSync("package.json", "utf8"));
const folder = resolve(process.argv[2] ?? "build/release");
mkdirSync(folder, { recursive: true });
const run = (...command) =>
	execFileSync(command[0], command.slice(1), {
		encoding: "utf8",
		stdio: ["ignore", "pipe", "inherit"],
	});

run("npm", "pack", "--silent", "--pack-destination", folder);

const scratch = mkdtempSync(join(tmpdir(), "avi-routes-package-"));
const root = `${name}-${version}`;
try {
	const copy = (from, to = from) =>
		cpSync(from, join(scratch, root, to), { recursive: true });
	copy("deploy/standalone/avi-routes", "avi-routes");
	for (const path of ["dist", "schemas/crds", "docs", "LICENSE", "README.md"])
		copy(path);
	const archive = join(folder, `${root}-standalone.tar.gz`);
	// The same files give the same archive.
	const same = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0"];
	const where = ["--numeric-owner", "-C", scratch];
	run("tar", ...same, ...where, "-czf", archive, root);
} finally {
	rmSync(scratch, { recursive: true });
}
console.log(
	[`${root}.tgz`, `${root}-standalone.tar.gz`]
		.map((file) => join(folder, file))
		.join("\n"),
);
