import { parseGoBoolean, trimAsGo } from "../text/go-text.ts";

type CiliumConfigData = Readonly<Record<string, string>>;

/**
 * The values of cilium-config as Cilium takes them: without white space around them (ReadDirConfig in pkg/option), and
 * switches in any spelling of Go's strconv.ParseBool as "true" or "false".
 */
export function asCiliumReads(data: CiliumConfigData): CiliumConfigData {
	const read: Record<string, string> = {};
	for (const [key, text] of Object.entries(data)) {
		const value = trimAsGo(text);
		const isSwitch = key.startsWith("enable-");
		read[key] = String((isSwitch ? parseGoBoolean(value) : undefined) ?? value);
	}
	return read;
}
