/** Waits for a random time between `min` and `max`, in milliseconds. */
export const randomPause = (min: number, max: number): Promise<void> =>
	new Promise((done) => setTimeout(done, min + Math.random() * (max - min)));
