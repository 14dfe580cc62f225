/** Stands in objects that nothing reads, and must stand in no message. */
export const CANARY = "hush-3f9a";

/** An object that nothing reads, all of whose scalars tell of themselves. */
export const SECRET = {
	apiVersion: "v1",
	kind: "Secret",
	metadata: { name: "db", labels: { note: `${CANARY} label` } },
	stringData: {
		password: CANARY,
		quoted: `"${CANARY}": {`,
		lines: `${CANARY}\n- ${CANARY}: [\n`,
		list: [CANARY, `'${CANARY}`, `# ${CANARY}`],
	},
};
