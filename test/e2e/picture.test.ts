import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pictured, SITUATIONS, type Situation } from "../picture/situations.ts";
import { packageOf } from "../support/packages.ts";
import { Browser, hasBrowser, type View } from "./browser.ts";

/** What a page comes to, as measure-page.js tells it. */
interface Measured {
	readonly problems: readonly string[];
	readonly pictures: number;
	readonly cells: number;
	readonly isDark: boolean;
}

const MEASURE = readFileSync("test/e2e/measure-page.js", "utf8");

/** A desk and a phone, by day and by night. */
const VIEWS = [1280, 420].flatMap((width): View[] => [
	{ width, scheme: "light" },
	{ width, scheme: "dark" },
]);

const test = suite<{ browser: Browser }>("pictures in a browser");
const browserTest = hasBrowser ? test : test.skip;
if (!hasBrowser)
	console.log("!!! chromium is not on PATH: tests that need it are SKIPPED");
else {
	test.before((context) => {
		context.browser = new Browser();
	});
	test.after(({ browser }) => browser.close());
}

/** Opens a text as a file of that name, and measures it. */
async function measure(
	browser: Browser,
	name: string,
	text: string,
	view: View = { width: 1280, scheme: "light" },
): Promise<Measured> {
	const file = join(packageOf({ [name]: text }), name);
	await browser.open(String(pathToFileURL(resolve(file))), view);
	return (await browser.evaluate(MEASURE)) as Measured;
}

for (const name of Object.keys(SITUATIONS) as Situation[])
	browserTest(`${name}: all of it can be seen`, async ({ browser }) => {
		const folders = SITUATIONS[name]();
		for (const format of ["svg", "html"]) {
			const text = await pictured(folders, "-o", format);
			const cells = text.match(/<\/title><\/rect>/g)?.length;
			for (const view of VIEWS) {
				const file = `picture.${format}`;
				const found = await measure(browser, file, text, view);
				const where = `${format}, ${JSON.stringify(view)}`;
				assert.equal(found.problems, [], where);
				assert.is(found.isDark, view.scheme === "dark", where);
				assert.is(found.cells, cells, where);
				assert.ok(found.cells > 0 && found.pictures > 0, where);
			}
		}
	});

/** How a picture is broken, and what is said of it then. */
const BROKEN: readonly [from: string | RegExp, to: string, problem: string][] =
	[
		['class="h" x="12"', 'class="h" x="690"', "leaves the picture"],
		['class="h" x="12" y="29"', 'class="h" x="12" y="50"', "lies over"],
		[".bad{fill:#cf222e}", ".bad{fill:#e0c0c0}", "has a contrast of"],
		[/<title>[^<]*<\/title><\/rect>/, "</rect>", "a cell has no tooltip"],
		[/(<rect class="b c\d" x=)"139"/, '$1"130"', "lies over"],
	];

browserTest("the measuring finds what can't be seen", async ({ browser }) => {
	const svg = await pictured(SITUATIONS.quickstart());
	for (const [from, to, problem] of BROKEN) {
		const broken = svg.replace(from, to);
		assert.is.not(broken, svg, String(from));
		const { problems } = await measure(browser, "broken.svg", broken);
		assert.match(problems.join("\n"), problem);
	}
	const html = await pictured(SITUATIONS.quickstart(), "-o", "html");
	const wide = html.replace("<h1>", '<h1><div style="width:2000px">x</div>');
	const { problems } = await measure(browser, "wide.html", wide);
	assert.match(problems.join("\n"), "the page is");
});

const SCRIPT = "<script>document.title = 'it ran'</script>";
const IMAGE = `<img src="none.svg" onerror="document.title = 'it ran'">`;

browserTest(
	"a report runs nothing, and a search finds its routes",
	async ({ browser }) => {
		const html = await pictured(SITUATIONS.change(), "-o", "html");
		const titleOf = async (page: string) => {
			await measure(browser, "page.html", page);
			return browser.evaluate("document.title");
		};
		const title = "prod: +3 ~2 -2 routes (6% of 70)";
		for (const attack of [SCRIPT, IMAGE])
			assert.is(await titleOf(html.replace("<h1>", `${attack}<h1>`)), title);
		const open = html.replace(/<meta http-equiv[^>]*>/, "");
		assert.is(await titleOf(open.replace("<h1>", `${SCRIPT}<h1>`)), "it ran");
		assert.is(await titleOf(html), title);
		for (const word of ["worker-31b", "172.16.0.171", "10.0.99.0/24"]) {
			const find = `getSelection().empty(), find(${JSON.stringify(word)})`;
			assert.is(await browser.evaluate(find), true, word);
		}
	},
);

test.run();
