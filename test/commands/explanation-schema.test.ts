import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { explainCommand } from "../support/commands.ts";

const test = suite("explanation-schema");

const validate = new Ajv2020({ strict: true }).compile(
	JSON.parse(readFileSync("schemas/explanation.schema.json", "utf8")),
);

const INPUTS = readdirSync("fixtures")
	.map((name) => `fixtures/${name}/input.yaml`)
	.filter((path) => existsSync(path));

test("explain -o json is as its schema says, for the nodes of all fixtures", async () => {
	const seen = new Set<string>();
	for (const path of INPUTS)
		for (const question of ["0.0.0.0/0", "::/0", "worker-1", "worker-2"]) {
			const args = [question, path, "-o", "json"];
			const { stdout } = await explainCommand(args, async () => Buffer.of());
			if (stdout === "") continue;
			const value: Record<string, unknown>[] = JSON.parse(stdout);
			const problems = () => JSON.stringify(validate.errors);
			const fits = validate(value);
			assert.ok(fits, `${path} ${question}: ${problems()}`);
			for (const one of value)
				for (const key of Object.keys(one)) seen.add(key);
			for (const [, verdict = ""] of stdout.matchAll(/"verdict": "(.*)"/g))
				seen.add(verdict);
		}
	const parts = ["facts", "withoutRoutes", "live"];
	const verdicts = ["right", "wrong node", "nowhere", "missing"];
	for (const one of [...parts, ...verdicts]) assert.ok(seen.has(one), one);
});

test.run();
