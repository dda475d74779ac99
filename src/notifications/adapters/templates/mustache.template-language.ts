import Mustache from 'mustache';
import { type TemplateFlaw, TemplateLanguage } from '../../application/ports.js';

/** A token as Mustache parses it: what it is, its name or text, and what is inside of a section. */
type Token = [kind: string, value: string, start: number, end: number, inner?: Token[]];

const REFUSED: Record<string, string> = {
  '&': 'must not leave values as they are: write {{name}}',
  '>': 'must not include other templates',
  '=': 'must not change the signs that mark a name',
};

/**
 * Mustache: names and sections, no logic and no code, so that a template can do nothing but show what it is given. A
 * template is checked once, when it is set.
 */
export class MustacheTemplateLanguage extends TemplateLanguage {
  override flawsOf(template: string, fields: readonly string[]): TemplateFlaw[] {
    try {
      return flawsIn(Mustache.parse(template) as Token[], new Set(fields));
    } catch (error) {
      return [{ message: `can’t be read: ${(error as Error).message}` }];
    } finally {
      Mustache.clearCache();
    }
  }

  override render(template: string, values: Readonly<Record<string, string>>, escape: (value: string) => string): string {
    // Without a prototype there is nothing to find but the values.
    const view: object = Object.assign(Object.create(null) as object, values);
    return Mustache.render(template, view, undefined, { escape: (value: unknown) => escape(String(value)) });
  }
}

function flawsIn(tokens: readonly Token[], fields: ReadonlySet<string>): TemplateFlaw[] {
  return tokens.flatMap(([kind, value, , , inner]) => {
    if (kind === 'text') return [];
    const refused = REFUSED[kind];
    if (refused !== undefined) return [{ message: refused }];
    const unknown = fields.has(value) ? [] : [{ message: `names “${value}”; there is ${[...fields].join(', ') || 'nothing to name here'}` }];
    return [...unknown, ...(Array.isArray(inner) ? flawsIn(inner, fields) : [])];
  });
}
