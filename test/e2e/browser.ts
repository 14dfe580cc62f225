import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** What a page is looked at with. */
export interface View {
	readonly width: number;
	readonly scheme: "light" | "dark";
}

type Answer = Readonly<Record<string, unknown>>;

/** True where there is a chromium to look at pages with. */
export const hasBrowser = spawnSync("chromium", ["--version"]).status === 0;

/** A headless chromium with one page, spoken to by the DevTools protocol through a pipe. */
export class Browser {
	private readonly home = mkdtempSync(join(tmpdir(), "avi-routes-chromium-"));
	private readonly process: ChildProcess;
	private readonly waiting = new Map<number, (message: Message) => void>();
	private session: string | undefined;
	private calls = 0;
	private rest = "";

	constructor() {
		this.process = spawn(
			"chromium",
			[
				"--headless",
				"--no-sandbox",
				"--disable-gpu",
				"--disable-dev-shm-usage",
				"--hide-scrollbars",
				"--remote-debugging-pipe",
				`--user-data-dir=${this.home}`,
			],
			{ detached: true, stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
		);
		const answers = this.process.stdio[4] as Readable;
		answers.setEncoding("utf8").on("data", (text: string) => this.hear(text));
	}

	/** Opens a page, laid out as a reader with that view sees it. */
	async open(url: string, { width, scheme }: View): Promise<void> {
		if (this.session === undefined) await this.attach();
		const size = { width, height: 800, deviceScaleFactor: 1, mobile: false };
		await this.call("Emulation.setDeviceMetricsOverride", size);
		const features = [{ name: "prefers-color-scheme", value: scheme }];
		await this.call("Emulation.setEmulatedMedia", { features });
		await this.call("Page.navigate", { url });
		for (;;) {
			const state = await this.evaluate(
				"document.readyState + ' ' + location.href",
			);
			if (state === `complete ${url}`) return;
			await new Promise((done) => setTimeout(done, 20));
		}
	}

	/** The value of an expression in the page. */
	async evaluate(expression: string): Promise<unknown> {
		const { result, exceptionDetails } = await this.call("Runtime.evaluate", {
			expression,
			returnByValue: true,
		});
		if (exceptionDetails !== undefined)
			throw new Error(JSON.stringify(exceptionDetails));
		return (result as Answer).value;
	}

	/** Ends the browser with all of its processes, for one that is left goes on to write to its folder. */
	async close(): Promise<void> {
		const ended = new Promise((done) => this.process.once("exit", done));
		process.kill(-(this.process.pid as number), "SIGKILL");
		await ended;
		const retries = { maxRetries: 50, retryDelay: 100 };
		rmSync(this.home, { recursive: true, force: true, ...retries });
	}

	private async attach(): Promise<void> {
		const { targetId } = await this.call("Target.createTarget", {
			url: "about:blank",
		});
		const { sessionId } = await this.call("Target.attachToTarget", {
			targetId,
			flatten: true,
		});
		this.session = String(sessionId);
	}

	private call(method: string, params: object): Promise<Answer> {
		const id = ++this.calls;
		const { session } = this;
		const sessionId = session === undefined ? {} : { sessionId: session };
		const message = JSON.stringify({ id, method, params, ...sessionId });
		(this.process.stdio[3] as Writable).write(`${message}\0`);
		return new Promise((done, fail) =>
			this.waiting.set(id, ({ error, result = {} }) =>
				error === undefined
					? done(result)
					: fail(new Error(`${method}: ${error.message}`)),
			),
		);
	}

	private hear(text: string): void {
		const messages = (this.rest + text).split("\0");
		this.rest = messages.pop() ?? "";
		for (const one of messages) {
			const message = JSON.parse(one) as Message;
			this.waiting.get(message.id)?.(message);
		}
	}
}

/** An answer of the browser; an event has no id. */
interface Message {
	readonly id: number;
	readonly result?: Answer;
	readonly error?: { readonly message: string };
}
