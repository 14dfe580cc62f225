import { setTimeout } from "node:timers/promises";

/** The signal to stop, which also ends pauses early. */
export class Stop {
	private readonly controller = new AbortController();

	get isRequested(): boolean {
		return this.controller.signal.aborted;
	}

	request = (): void => this.controller.abort();

	/** Waits for the time, or until the signal. */
	async pause(milliseconds: number): Promise<void> {
		const { signal } = this.controller;
		await setTimeout(milliseconds, undefined, { signal }).catch(
			() => undefined,
		);
	}

	/** Waits for the work, or until the signal. */
	during(work: Promise<unknown>): Promise<void> {
		const { signal } = this.controller;
		return new Promise((done) => {
			const end = () => {
				signal.removeEventListener("abort", end);
				done();
			};
			signal.addEventListener("abort", end);
			work.then(end, end);
			if (signal.aborted) end();
		});
	}
}
