/** The signal to stop, which also ends pauses early. */
export class Stop {
	isRequested = false;
	private readonly waiting = new Set<() => void>();

	request = (): void => {
		this.isRequested = true;
		for (const wake of this.waiting) wake();
	};

	/** Waits for the time, or until the signal. */
	pause(milliseconds: number): Promise<void> {
		return this.orSignal((done) => {
			const timer = setTimeout(done, milliseconds);
			return () => clearTimeout(timer);
		});
	}

	/** Waits for the work, or until the signal. */
	during(work: Promise<unknown>): Promise<void> {
		return this.orSignal((done) => {
			work.then(done, done);
			return () => undefined;
		});
	}

	private orSignal(start: (done: () => void) => () => void): Promise<void> {
		if (this.isRequested) return Promise.resolve();
		return new Promise((done) => {
			const end = () => {
				this.waiting.delete(end);
				clear();
				done();
			};
			this.waiting.add(end);
			const clear = start(end);
		});
	}
}
