import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Check } from "../../src/check/check.ts";
import { CHECKS } from "../../src/check/checks.ts";
import { eachResult, type Result } from "../../src/krm/result.ts";
import { LIVE_KINDS } from "../../src/model/kinds.ts";
import { clusterSnapshot, rawObjects } from "../group/raw-objects.ts";
import {
	type ClusterSpec,
	clusterPool,
	fileOf,
	runCluster,
} from "../support/clusters.ts";
import { type AnyResource, resultsOf } from "../support/function-run.ts";
import { CASES } from "./cases/all-cases.ts";
import type { CheckCase, Expected } from "./cases/check-case.ts";

/** The two forms in which a cluster comes in, and the place of a field in each. */
const FORMS = [
	{ form: "raw objects", place: 0, items: rawObjects },
	{
		form: "ClusterSnapshot",
		place: 1,
		items: (cluster: ClusterSpec, name: string) => [
			clusterSnapshot(cluster, name),
		],
	},
] as const;

/** The functionConfig, which is in no file. */
const CONFIG_REF = "AviRoutes avi-routes";
const CONFIG = { kind: "AviRoutes", metadata: { name: "avi-routes" } };

const nameOf = ({ kind, metadata }: AnyResource) => `${kind} ${metadata.name}`;

/** What a result must be, as far as it is compared as a whole. */
function wanted(
	{ ref: refs, field, ...expected }: Expected & Pick<Result, "severity">,
	place: 0 | 1,
	items: readonly AnyResource[],
) {
	const ref = typeof refs === "string" ? refs : refs[place];
	const isNamed = (item: AnyResource) => nameOf(item) === ref;
	const beside = typeof field === "string";
	const named = beside ? items.findLast(isNamed) : items.find(isNamed);
	const item = named ?? (ref === CONFIG_REF ? CONFIG : items[0]);
	const { severity, currentValue, proposedValue } = expected;
	const path = typeof field === "string" ? field : field?.[place];
	const values = {
		...(currentValue === undefined ? {} : { currentValue }),
		...(proposedValue === undefined ? {} : { proposedValue }),
	};
	return {
		severity,
		ref: nameOf(item),
		file: fileOf(item),
		...(path === undefined ? {} : { field: { path, ...values } }),
	};
}

function seen({ severity, resourceRef, file, field }: Result) {
	const { kind, name } = resourceRef ?? {};
	return {
		severity,
		ref: `${kind} ${name}`,
		file: file?.path,
		...(field === undefined ? {} : { field }),
	};
}

/** The check of an id. */
function checkOf(id: string): Check {
	const check = CHECKS.find((check) => check.id === id);
	if (check === undefined) throw new Error(`there is no check ${id}`);
	return check;
}

const test = suite("checks");

for (const { check, lesson, name, cluster, ...rest } of CASES) {
	const { more, expected } = rest;
	const spec = { clusterName: name, ...rest.spec };
	const { severity, remediation } = checkOf(check);
	for (const { form, place, items: build } of FORMS) {
		test(`${check}, ${lesson}, of ${form}`, () => {
			const items = [...build(cluster, name), ...more];
			const results = eachResult(resultsOf(runCluster(items, spec), check));
			assert.equal(
				results.map(seen),
				expected.map((entry) => wanted({ severity, ...entry }, place, items)),
				results.map(({ message }) => message).join("\n"),
			);
			expected.forEach(({ says, remedy = remediation }, i) => {
				const { message = "" } = results[i] ?? {};
				assert.ok(message.includes(says), `${message}\nlacks: ${says}`);
				assert.ok(message.endsWith(`; ${remedy}`), `${message}\nno remedy`);
			});
		});
	}
}

for (const { id, description, why, remediation, example } of CHECKS) {
	const own = CASES.filter(({ check }) => check === id);

	test(`${id} has a case in which it fires and one in which it is silent`, () => {
		const counts = [
			own.filter(({ expected }) => expected.length > 0).length,
			own.filter(({ expected }) => expected.length === 0).length,
		];
		assert.ok(
			counts.every((count) => count > 0),
			`${id}: ${counts.join(" firing, ")} silent; add the missing ones to test/check/cases`,
		);
	});

	test(`${id} has the message of a real result as its example`, () => {
		const messages = own
			.filter(({ expected }) => expected.length > 0)
			.flatMap(({ cluster, name, spec, more }) => {
				const items = [clusterSnapshot(cluster, name), ...more];
				const run = runCluster(items, { clusterName: name, ...spec });
				return eachResult(resultsOf(run, id));
			})
			.map(({ message, remedy }) => message.replace(`; ${remedy}`, ""));
		assert.ok(messages.includes(example), messages.join("\n"));
	});

	test(`${id} is explained`, () => {
		assert.match(id, /^[a-z]+(-[a-z]+)+$/);
		assert.match(description, /^\S.*\.\)?$/);
		assert.match(why, /^[A-Z].*\.$/);
		assert.match(remediation, /^[a-z].*[^.]$/);
		assert.is(CHECKS.filter((check) => check.id === id).length, 1);
	});
}

/** Either one uses SCTP. */
const SCTP_USERS: readonly string[] = ["Service", "Gateway"];

for (const { kind, name: only, checks } of LIVE_KINDS) {
	const without = SCTP_USERS.includes(kind) ? SCTP_USERS : [kind];
	const isOther = (item: AnyResource) =>
		!without.includes(item.kind) ||
		(only !== undefined && only !== item.metadata.name);
	for (const id of checks)
		test(`${id} finds nothing without ${without.join(", ")} ${only ?? ""}`, () => {
			const found = ({ cluster, name, spec, more }: CheckCase) =>
				[() => true, isOther].map((isThere) => {
					const items = [...rawObjects(cluster), ...more].filter(isThere);
					return resultsOf(
						runCluster(items, { clusterName: name, ...spec }),
						id,
					);
				});
			const own = CASES.filter(({ check }) => check === id).map(found);
			assert.ok(own.some(([all, less]) => all?.length && !less?.length));
		});
}

test("every check that is hidden by another one is there", () => {
	const ids: readonly string[] = CHECKS.map(({ id }) => id);
	const hidden = (CHECKS as readonly Check[]).flatMap(
		({ hides = [] }) => hides,
	);
	assert.equal(
		hidden.filter((id) => !ids.includes(id)),
		[],
	);
});

test("a healthy cluster gives no result of any check", () => {
	for (const { items } of FORMS) {
		const run = runCluster(items(clusterPool(), "prod"));
		assert.equal(
			run.results.map(({ tags }) => tags.check),
			["summary"],
		);
	}
});

test.run();
