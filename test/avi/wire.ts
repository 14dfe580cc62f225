/** A request as the stand-in for an Avi controller takes it; header names are in lower case. */
export interface AviRequest {
	readonly method: string;
	/** With its query. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: string;
}

/** An answer of the stand-in; a text is no JSON. */
export interface AviAnswer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string | readonly string[]>>;
	readonly body: unknown;
}

/** An object of Avi. */
export type AviObject = Readonly<Record<string, unknown>>;

/** The error of an Avi controller. [assumed] shape: no public source shows the bodies of errors. */
export function refusal(status: number, error: string): AviAnswer {
	return { status, body: { error } };
}
