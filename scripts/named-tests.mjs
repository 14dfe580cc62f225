// Stands in for uvu when tests are chosen by name: a suite keeps those whose name, behind the suite's, holds TEST_NAME.
import * as uvu from "uvu";

export function suite(suiteName, state) {
	const whole = uvu.suite(suiteName, state);
	const named =
		(add) =>
		(name, ...rest) => {
			if (`${suiteName}: ${name}`.includes(TEST_NAME)) add(name, ...rest);
		};
	const { skip, only } = whole;
	return Object.assign(named(whole), whole, {
		skip: named(skip),
		only: named(only),
	});
}
