import { describe, expect, it } from '@jest/globals';
import type { ApiDocument, DocumentedSchema } from './document-parts.js';
import { exampleOf } from './examples.js';

const document = {
  components: {
    schemas: {
      Name: {
        type: 'object',
        required: ['family'],
        properties: { family: { type: 'string', examples: ['Berg'] }, prefix: { type: 'string' } },
      },
      Loop: { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Loop' } } },
    },
  },
} as unknown as ApiDocument;

function object(properties: Record<string, DocumentedSchema>, required: string[] = []): DocumentedSchema {
  return { type: 'object', properties, required };
}

describe('the example of a schema', () => {
  it('is made of the examples of its members', () => {
    const schema = object({ name: { $ref: '#/components/schemas/Name' }, born: { type: 'string', format: 'date' } }, ['name', 'born']);

    expect(exampleOf(schema, document)).toEqual({ name: { family: 'Berg' }, born: '2026-11-21' });
  });

  it('leaves out what is optional and says nothing', () => {
    expect(exampleOf(object({ note: { type: 'string' }, kind: { type: 'string', examples: ['x'] } }), document)).toEqual({ kind: 'x' });
  });

  it('keeps to the bounds of numbers, words and lists', () => {
    const schema = object(
      {
        count: { type: 'integer', minimum: 5, maximum: 9 },
        few: { type: 'integer', minimum: 0, maximum: 0 },
        word: { type: ['string', 'null'], enum: ['day', 'night'] },
        names: { type: 'array', minItems: 1, items: { type: 'string', minLength: 6 } },
      },
      ['count', 'few', 'word', 'names'],
    );

    const example = exampleOf(schema, document) as { names: string[] };

    expect(example).toMatchObject({ count: 5, few: 0, word: 'day' });
    expect(example.names[0]!.length).toBeGreaterThanOrEqual(6);
  });

  it('is none where a required member says too little, or goes round in circles', () => {
    expect(exampleOf(object({ code: { type: 'string', pattern: '^x\\d$' } }, ['code']), document)).toBeUndefined();
    expect(exampleOf({ $ref: '#/components/schemas/Loop' }, document)).toBeUndefined();
  });
});
