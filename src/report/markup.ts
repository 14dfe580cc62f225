import { printable } from "./printable.ts";

/** Any text as text of HTML, of XML, or of an attribute in double quotes: no markup, no control or direction characters. */
export function markup(text: string): string {
	if (/^[\w .:/()-]*$/.test(text) && !text.includes("::")) return text;
	return printable(text)
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;")
		.replace(/[\ufffe\uffff]/g, "\ufffd"); // XML has no way to write these
}
