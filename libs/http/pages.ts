import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorKind } from '#kernel';
import { STATUS } from './problem.filter.js';

/** A page for somebody who came by a link: a few sentences, and perhaps one thing to agree to. */
export interface PageContent {
  /** BCP 47. */
  language: string;
  title: string;
  paragraphs: readonly string[];
  /** A button that posts to the very address of the page. */
  button?: { text: string; field: string; value: string };
}

const STYLE = `body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}
button{font:inherit;padding:.6rem 1.2rem}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Without scripts and without anything from elsewhere; the one form goes back to where it came from. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Whether whoever asks reads pages, rather than problem documents. */
export function wantsPage({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? '').includes('text/html');
}

/** Puts a page on its way, with the status of a refusal where it is one. Returns what the route is to answer. */
export function sendPage(reply: FastifyReply, content: PageContent, refusal?: ErrorKind): string {
  if (refusal !== undefined) void reply.status(STATUS[refusal]);
  void reply.type('text/html; charset=utf-8');
  void reply.headers({ 'content-security-policy': CONTENT_SECURITY_POLICY, 'cache-control': 'no-store' });
  return pageOf(content);
}

function pageOf({ language, title, paragraphs, button }: PageContent): string {
  const form = button
    ? `<form method="post"><input type="hidden" name="${escaped(button.field)}" value="${escaped(button.value)}"><button>${escaped(button.text)}</button></form>`
    : '';
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${escaped(title)}</title>`;
  const body = `<h1>${escaped(title)}</h1>${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('')}${form}`;
  return `<!doctype html><html lang="${escaped(language)}"><head>${head}<style>${STYLE}</style></head><body>${body}</body></html>\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
