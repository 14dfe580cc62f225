import { PAGE_CSS, PICTURE_CSS } from "./style.ts";

/** Content security policy: nothing is loaded and nothing runs, only inline styles apply. */
const CSP =
	"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const LAYOUT =
	"body{margin:0 auto;padding:12px 16px;max-width:1100px;font:14px/1.5 ui-sans-serif,system-ui,sans-serif;background:var(--page);color:var(--text)}h1{font-size:22px}h2{font-size:18px;margin:28px 0 8px}h3{font-size:15px;margin:16px 0 6px}h1,h2,h3,td,summary{overflow-wrap:anywhere}.scroll,pre{overflow-x:auto}figure{margin:0 0 16px}svg{display:block}table{border-collapse:collapse;font-size:13px;min-width:640px}th,td{border:1px solid var(--line);padding:3px 8px;text-align:left;vertical-align:top;min-width:3em}.whole td{white-space:nowrap}pre{font:12px/1.5 ui-monospace,monospace;margin:4px 0 12px}.red{color:var(--bad)}.green{color:var(--good)}.dim{color:var(--faint)}";

/** A self-contained HTML page: no script, no reference, light and dark. Title and body are markup. */
export function page(title: string, body: string): string {
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PAGE_CSS}${LAYOUT}${PICTURE_CSS}</style></head>
<body>
${body}</body></html>
`;
}
