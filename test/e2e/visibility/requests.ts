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
  /** Names of the ids in its path. */
  ids: string[];
}

export function triedOf(document: ApiDocument): Tried[] {
  return [...operationsOf(document)].map((documented) => {
    const { operation, path } = documented;
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    return {
      ...documented,
      name: operation.operationId,
      permission: String(operation['x-permission']),
      isForOwnRecord: operation['x-own-record'] === true,
      ids: names.filter((name) => WORDS[name] === undefined),
    };
  });
}

/** The path with ids filled in; those that are not named are of nothing. */
export function pathOf({ path }: Tried, ids: Record<string, string> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => WORDS[name] ?? ids[name] ?? ABSENT);
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
