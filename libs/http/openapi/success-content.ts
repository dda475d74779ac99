import type { ApiDocument, DocumentedSchema, MediaType } from './document-parts.js';
import { exampleOf } from './examples.js';
import type { Dto, OperationOptions, OtherContent } from './operation.js';

type Content = Record<string, MediaType> | undefined;

/** The body of a success, as the operation names it. */
export function successContent(operation: OperationOptions, document: ApiDocument): Content {
  const { answer, page, counted, items } = operation;
  if (page) return json(pageOf(page, counted), document);
  if (items) return json(listOf(items), document);
  if (isBareList(answer)) return json({ type: 'array', items: refTo(answer[0]) }, document);
  if (typeof answer === 'function') return json(refTo(answer), document);
  return answer === undefined || answer === 'none' ? undefined : otherContent(answer as OtherContent);
}

const NEXT_CURSOR: DocumentedSchema = {
  type: ['string', 'null'],
  description: '`cursor` of the next page; null on the last.',
  examples: [null],
};

const COUNT: DocumentedSchema = { type: 'integer', minimum: 0, description: 'How many there are in all, where that was asked for.' };

function pageOf(item: Dto, counted = false): DocumentedSchema {
  const list = listOf(item, { nextCursor: NEXT_CURSOR });
  return counted ? { ...list, properties: { ...list.properties, count: COUNT } } : list;
}

function listOf(item: Dto, more: Record<string, DocumentedSchema> = {}): DocumentedSchema {
  return {
    type: 'object',
    required: ['items', ...Object.keys(more)],
    properties: { items: { type: 'array', items: refTo(item) }, ...more },
  };
}

function isBareList(answer: OperationOptions['answer']): answer is readonly [Dto] {
  return Array.isArray(answer);
}

function refTo(dto: Dto): DocumentedSchema {
  return { $ref: `#/components/schemas/${dto.name}` };
}

function json(schema: DocumentedSchema, document: ApiDocument): Content {
  const example = exampleOf(schema, document);
  return { 'application/json': example === undefined ? { schema } : { schema, example } };
}

function otherContent({ type, description }: OtherContent): Content {
  return { [type]: { schema: { type: 'string', description } } };
}
