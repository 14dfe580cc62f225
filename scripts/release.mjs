// Holds together what names the version: package.json, the lockfile, CHANGELOG, images, and the action in guides.
// usage: npm run release [-- VERSION [--write] [--notes FILE]]; without --write it tells what would change, and exits 1
// where something would. --notes writes the version's part of the changelog to a file. It commits, tags and publishes nothing: .github/workflows/release.yml does that when a tag is pushed.
import {
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
	options: {
		write: { type: "boolean", default: false },
		notes: { type: "string" },
	},
	allowPositionals: true,
});
const read = (path) => readFileSync(path, "utf8");
const current = JSON.parse(read("package.json")).version;
const [version = current] = positionals;
if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) {
	console.error(`error: ${version} is no version; want one such as 1.2.3`);
	process.exit(2);
}

/** The text files of folders, which may name the version. */
const files = ["deploy", "docs", "examples"].flatMap((folder) =>
	readdirSync(folder, { recursive: true, encoding: "utf8" })
		.map((path) => join(folder, path))
		.filter((path) => statSync(path).isFile()),
);
const OTHERS = ["README.md", "src/commands/init/files.ts"];

/** What names the version: how it looks, and in which files. */
const PLACES = [
	{
		in: ["package.json", "package-lock.json"],
		form: /(?<=^\{\n\t"name": "avi-routes",\n\t"version": ")[^"]+/,
		isNeeded: true,
	},
	{
		in: ["package-lock.json"],
		form: /(?<="packages": \{\n\t\t"": \{\n\t\t\t"name": "avi-routes",\n\t\t\t"version": ")[^"]+/,
		isNeeded: true,
	},
	{
		in: [...files, ...OTHERS],
		form: /(?<=\b(?:registry\.example\.com|localhost)\/avi-routes(?:-git)?:)[\w.-]+/g,
	},
	{
		in: [...files, ...OTHERS],
		form: /(?<=uses: YOUR-ORG\/avi-routes@v)[\w.-]+/g,
	},
];

const texts = new Map();
const textOf = (path) => texts.get(path) ?? read(path);
const problems = [];
const changed = [];
for (const { in: paths, form, isNeeded } of PLACES)
	for (const path of paths) {
		const before = textOf(path);
		if (isNeeded && before.search(form) < 0)
			problems.push(`${path} names no version; correct scripts/release.mjs`);
		const after = before.replace(form, version);
		if (after !== before) changed.push(path);
		texts.set(path, after);
	}

const changelog = textOf("CHANGELOG.md");
const isReleased = changelog.includes(`\n## ${version}\n`);
if (!isReleased && !changelog.includes("\n## Unreleased\n"))
	problems.push(`CHANGELOG.md has neither "## ${version}" nor "## Unreleased"`);
if (!isReleased && positionals.length > 0) {
	changed.push("CHANGELOG.md");
	texts.set(
		"CHANGELOG.md",
		changelog.replace("\n## Unreleased\n", `\n## ${version}\n`),
	);
}

if (values.notes !== undefined) {
	const part = `\n${changelog}\n## `.split(`\n## ${version}\n`)[1];
	if (part === undefined) problems.push(`CHANGELOG.md has no "## ${version}"`);
	else {
		mkdirSync(dirname(values.notes), { recursive: true });
		writeFileSync(
			values.notes,
			`${part.slice(0, part.indexOf("\n## ")).trim()}\n`,
		);
	}
}

for (const problem of problems) console.error(`error: ${problem}`);
for (const path of new Set(changed)) {
	if (values.write) writeFileSync(path, texts.get(path));
	console.log(`${values.write ? "wrote" : "would write"} ${path}`);
}
if (changed.length === 0) console.log(`all places name ${version}`);
else if (values.write)
	console.log(`now: npm test, commit, git tag v${version}, push the tag`);
const isBad = problems.length > 0 || (changed.length > 0 && !values.write);
process.exitCode = isBad ? 1 : 0;
