import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Malformed } from './errors.js';

/** Objects and lists within each other; more would exhaust the stack of whatever walks the body. */
const MOST_NESTING = 64;

/** The header by which a request says that its very text is signed (Standard Webhooks). */
const SIGNATURE = 'webhook-signature';

/** The validation drops such members without a word; a quote within a text is escaped, so that texts may say this. */
const REACHES_BENEATH = /"(?:constructor|prototype)"\s*:/;

type SignedRequest = FastifyRequest & { signedText?: string };

/** The text of a signed body, as it came: what is signed is the text, and not what it means. Empty where nothing is signed. */
export const SignedText = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  return context.switchToHttp().getRequest<SignedRequest>().signedText ?? '';
});

/**
 * JSON in its two media types is all that bodies may be, and an empty one is none, whatever its media type is called.
 * Members by which JavaScript reaches its own objects are refused; whatever else is unknown, the DTOs refuse.
 */
export function registerJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<string>(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'string' },
    (request, text, done) => {
      if (request.headers[SIGNATURE] !== undefined) (request as SignedRequest).signedText = text;
      if (text === '') done(null, undefined);
      else if (isNestedTooDeep(text)) done(new Malformed(`The body nests more than ${MOST_NESTING} objects or lists within each other.`));
      else if (REACHES_BENEATH.test(text)) done(new Malformed('No body has a member named constructor or prototype.'));
      else void parse(request as never, text, done);
    },
  );
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth <= MOST_NESTING; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfText(text, at);
    else if (OPENING.has(unit)) depth++;
    else if (CLOSING.has(unit)) depth--;
  }
  return depth > MOST_NESTING;
}

/** Where the quote that closes a text is. */
function endOfText(text: string, opening: number): number {
  let at = opening + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
