import { type ApiDocument, operationsOf } from '#http';
import type { Answer, Api } from '../../harness/api.js';

type Documented = ReturnType<typeof operationsOf> extends Generator<infer Each> ? Each : never;

/** An id that nothing has. */
export const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';
/** What stands in paths besides ids, by its name. */
const WORDS: Record<string, string> = { role: 'nurse', action: 'resolve', key: 'none' };

/** One operation of the interface, ready to be tried. */
export interface Tried extends Documented {
  name: string;
  permission: string;
  isForOwnRecord: boolean;
}

export function triedOf(document: ApiDocument): Tried[] {
  return [...operationsOf(document)].map((documented) => {
    const { operation } = documented;
    return {
      ...documented,
      name: operation.operationId,
      permission: String(operation['x-permission']),
      isForOwnRecord: operation['x-own-record'] === true,
    };
  });
}

/**
 * The path with ids filled in.
 * @param ids by what they are ids of, as the path says: `staff`, `credentials`; of nothing where they are not named
 */
export function pathOf({ path }: Tried, ids: Record<string, string> = {}): string {
  return path
    .replace(/\{(\w+)\}/g, (placeholder, name: string) => WORDS[name] ?? placeholder)
    .replace(/([\w-]+)\/\{\w+\}/g, (_, things: string) => `${things}/${ids[things] ?? ABSENT}`);
}

/** What the ids in a path are ids of. */
export function thingsIn({ path }: Tried): string[] {
  const named = path.replace(/\/\{(\w+)\}/g, (placeholder, name: string) => (WORDS[name] ? '' : placeholder));
  return [...named.matchAll(/([\w-]+)\/\{\w+\}/g)].map(([, things]) => things!);
}

/** The body that the document gives as example, if the operation takes one. */
export function exampleOf({ operation }: Tried): Record<string, unknown> | undefined {
  const [media] = Object.values(operation.requestBody?.content ?? {});
  const [named] = Object.values(media?.examples ?? {}) as { value?: unknown }[];
  return (media?.example ?? named?.value) as Record<string, unknown> | undefined;
}

/** Sends it from version 1, as far as that matters. */
export function send(api: Api, tried: Tried, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const [type = 'application/json'] = Object.keys(tried.operation.requestBody?.content ?? {});
  const hasBody = tried.verb !== 'get' && tried.verb !== 'delete';
  const sent = { 'if-match': '"1"', ...(hasBody ? { 'content-type': type } : {}), ...headers };
  return api.send(tried.verb.toUpperCase(), path, hasBody ? body : undefined, sent);
}
