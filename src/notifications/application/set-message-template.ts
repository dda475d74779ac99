import { type Ids, NotFound, RuleBroken, type UnitOfWork } from '#kernel';
import { fieldsOf, type MessageKind } from '../domain/message-kinds.js';
import { MessageTemplate } from '../domain/message-template.js';
import type { MessageTexts } from '../domain/message-wording.js';
import type { MessageTemplates } from '../domain/messages.js';
import type { TemplateLanguage } from './ports.js';

export interface SetMessageTemplateCommand {
  facilityId: string;
  kind: MessageKind;
  /** BCP 47. */
  language: string;
  texts: MessageTexts;
}

/** Gives a facility words of its own, or takes them back. */
export class SetMessageTemplate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly templates: MessageTemplates,
    private readonly language: TemplateLanguage,
    private readonly ids: Ids,
  ) {}

  /** @throws RuleBroken `invalid-template` */
  execute({ facilityId, kind, language, texts }: SetMessageTemplateCommand): Promise<MessageTemplate> {
    this.expectSound(kind, texts);
    return this.unitOfWork.run(async () => {
      const tag = language.toLowerCase();
      const known = await this.templates.find(facilityId, kind, tag);
      if (!known) {
        const template = new MessageTemplate(this.ids.next(), facilityId, kind, tag, texts);
        this.templates.add(template);
        return template;
      }
      known.change(texts);
      await this.templates.save(known);
      return known;
    });
  }

  /**
   * Goes back to the built-in words.
   * @throws NotFound
   */
  withdraw(templateId: string, mayAt: (facilityId: string) => boolean): Promise<void> {
    return this.unitOfWork.run(async () => {
      const template = await this.templates.byId(templateId);
      if (!template || !mayAt(template.facilityId)) throw new NotFound('message template');
      await this.templates.remove(template);
    });
  }

  /** What a template may name is what its kind offers, and in a subject only what strangers may read. */
  expectSound(kind: MessageKind, texts: MessageTexts): void {
    const fields = fieldsOf(kind);
    const names = fields.map(({ name }) => name);
    const inSubject = fields.filter((field) => field.inSubject).map(({ name }) => name);
    const errors = Object.entries(texts).flatMap(([part, text]) => {
      if (text === undefined) return [];
      const flaws = this.language.flawsOf(text as string, part === 'subject' ? inSubject : names);
      return flaws.map(({ message }) => ({ pointer: `/${part}`, message }));
    });
    if (errors.length > 0) throw new RuleBroken('invalid-template', 'The template can’t be used as it is.', { errors });
  }
}
