/** Waits; a random time between the two, in milliseconds. */
export const randomPause = (least: number, most: number): Promise<void> =>
	new Promise((done) =>
		setTimeout(done, least + Math.random() * (most - least)),
	);
