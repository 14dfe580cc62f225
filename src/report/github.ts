import { defined } from "../krm/defined.ts";
import { printable } from "./printable.ts";
import type { Report } from "./report.ts";

const COMMANDS = { error: "error", warning: "warning", info: "notice" };

/**
 * The report as workflow commands of GitHub Actions: a line each, which annotates the file in a pull request. `pathOf`
 * makes the path from the root of the repository.
 */
export function reportGithub(
	{ results }: Report,
	pathOf: (file: string) => string,
): string {
	return results
		.map(({ result, file, position }) => {
			const { severity, message, tags } = result;
			const place =
				file === undefined || file === "-"
					? {}
					: { file: pathOf(file), line: position?.line, col: position?.column };
			const properties = { ...place, title: `avi-routes ${tags.check}` };
			const attributes = Object.entries(defined(properties)).map(
				([name, value]) => `${name}=${escapeProperty(String(value))}`,
			);
			return `::${COMMANDS[severity]} ${attributes.join(",")}::${escapeData(message)}\n`;
		})
		.join("");
}

const escapeData = (text: string) =>
	printable(text)
		.replaceAll("%", "%25")
		.replaceAll("\r", "%0D")
		.replaceAll("\n", "%0A");

const escapeProperty = (text: string) =>
	escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
