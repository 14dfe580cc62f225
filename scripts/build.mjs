// Builds the tool into dist/.
import { fileURLToPath } from "node:url";
import { buildTool } from "./build-tool.mjs";

await buildTool(fileURLToPath(new URL("../dist", import.meta.url)));
