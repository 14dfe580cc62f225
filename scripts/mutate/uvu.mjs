// Stands in for uvu: a suite notes its tests, which the worker runs one by one, many times.
export function suite(suiteName, state = {}) {
	const { tests, file } = globalThis.__mutation;
	const add = (name, run) =>
		tests.push({
			file,
			name: `${suiteName}: ${name}`,
			run: () => run({ ...state }),
		});
	return Object.assign(add, { run: () => {}, skip: () => {}, only: add });
}
