import { TITLES } from '../problem.filter.js';
import { meaningOf } from './code-meanings.js';
import { type ApiDocument, operationsOf, responseOf } from './document-parts.js';

interface CodeUse {
  statuses: Set<number>;
  operations: string[];
}

/** What the server itself answers to a request that reaches no operation. */
const BEYOND_OPERATIONS: [code: string, status: number][] = [
  ['not-found', 404],
  ['method-not-allowed', 405],
  ['request-timeout', 408],
  ['uri-too-long', 414],
  ['headers-too-large', 431],
];

/** Operations that are named for a code; beyond that it belongs to nearly all. */
const MOST_NAMED = 12;

/** The page that the `type` of every problem leads to: each code of the document, its meaning, and which operations answer it. */
export function problemsPage(document: ApiDocument): string {
  const entries = [...codesOf(document)].sort(([a], [b]) => (a < b ? -1 : 1)).map(entry);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Problem codes – Aceso</title>
<link rel="icon" type="image/png" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body class="text">
<h1>Problem codes</h1>
<p>Every error is an <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> problem document. <code>code</code> is stable and meant for
programs, <code>detail</code> is meant for people, and <code>requestId</code> finds the request in our logs.
<a href="/docs">Back to the operations</a></p>
${entries.join('\n')}
</body>
</html>
`;
}

/** Every problem code that the document names. */
export function codesOf(document: ApiDocument): Map<string, CodeUse> {
  const codes = new Map<string, CodeUse>(
    BEYOND_OPERATIONS.map(([code, status]) => [code, { statuses: new Set([status]), operations: [] }]),
  );
  for (const { operation } of operationsOf(document)) {
    for (const status of Object.keys(operation.responses)) {
      const response = responseOf(operation, status, document);
      for (const code of (response?.['x-codes'] as string[] | undefined) ?? []) note(codes, code, Number(status), operation.operationId);
    }
  }
  return codes;
}

function note(codes: Map<string, CodeUse>, code: string, status: number, operation: string): void {
  const use = codes.get(code) ?? { statuses: new Set<number>(), operations: [] };
  use.statuses.add(status);
  use.operations.push(operation);
  codes.set(code, use);
}

function entry([code, { statuses, operations }]: [string, CodeUse]): string {
  const answered = [...statuses].map((status) => `${status} ${TITLES[status] ?? ''}`).join(', ');
  const meaning = meaningOf(code);
  const named =
    operations.length > MOST_NAMED ? [`${operations.length} operations`] : operations.map((name) => `<code>${html(name)}</code>`);
  const by = named.length > 0 ? `<p class="by">Answered by ${named.join(', ')}.</p>` : '';
  const heading = `<h2><code>${html(code)}</code> <small>${html(answered)}</small></h2>`;
  return `<section id="${html(code)}">${heading}<p>${inlineCode(meaning)}</p>${by}</section>`;
}

function inlineCode(text: string): string {
  return html(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
