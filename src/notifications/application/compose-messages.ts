import type { Moment, MessageData, MessageKind, MessageValue } from '../domain/message-kinds.js';
import type { MessageTemplate } from '../domain/message-template.js';
import { builtInTexts, chosenLanguage, primaryLanguage } from '../domain/message-texts.js';
import type { MessageTexts } from '../domain/message-wording.js';
import type { MessageTemplates } from '../domain/messages.js';
import type { OutgoingMessage } from '../domain/outgoing-message.js';
import type { AddressedOrder, MessageOrder } from '../notifications.facade.js';
import type { CalendarWriter, TemplateLanguage } from './ports.js';

/** A locale for dates where a language comes without a region. */
const LOCALES: Record<string, string> = { en: 'en-GB', de: 'de-DE' };

/** What nobody should be able to put into a line: control characters, and marks that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

type Escape = (value: string) => string;

const asItIs: Escape = (value) => value;
const inHtml: Escape = (value) => value.replace(/[&<>"'`=/]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Says what an order is about, in the reader's language and the facility's words. */
export class ComposeMessages {
  private readonly formats = new Map<string, Intl.DateTimeFormat>();

  constructor(
    private readonly templates: MessageTemplates,
    private readonly language: TemplateLanguage,
    private readonly calendars: CalendarWriter,
  ) {}

  async execute(orders: readonly AddressedOrder[]): Promise<OutgoingMessage[]> {
    const own = await this.ownTexts(orders);
    return orders.map((order) => this.composeOne(order, own));
  }

  /** The words with the data in them, for any channel. */
  fill(texts: MessageTexts, data: MessageData, locale: string): MessageTexts {
    const values = this.valuesOf(data, locale);
    const say = (text: string, escape: Escape = asItIs): string => this.language.render(text, values, escape);
    return {
      subject: say(texts.subject).replace(UNPRINTABLE, ' ').trim(),
      text: say(texts.text),
      ...(texts.html === undefined ? {} : { html: say(texts.html, inHtml) }),
      sms: say(texts.sms).trim(),
      ...(texts.calendarTitle === undefined ? {} : { calendarTitle: say(texts.calendarTitle) }),
    };
  }

  private async ownTexts(orders: readonly MessageOrder[]): Promise<OwnTexts> {
    const facilities = [...new Set(orders.map(({ facilityId }) => facilityId).filter((id) => id !== undefined))];
    const kinds = [...new Set(orders.map(({ kind }) => kind))];
    return new OwnTexts(facilities.length === 0 ? [] : await this.templates.of(facilities, kinds));
  }

  private composeOne(order: AddressedOrder, own: OwnTexts): OutgoingMessage {
    const { key, kind, channel, to, data, calendar } = order;
    const language = chosenLanguage(order.languages, (each) => own.has(order, each) || builtInTexts[each] !== undefined);
    const texts = own.of(order, language) ?? builtInTexts[language]![kind];
    const said = this.fill(texts, data, localeOf(order.languages, language));
    if (channel === 'sms') return { key, kind, channel, to, subject: '', text: said.sms };
    const message = { key, kind, channel, to, subject: said.subject, text: said.text };
    if (channel === 'webhook') return message;
    const html = said.html === undefined ? {} : { html: said.html };
    if (!calendar) return { ...message, ...html };
    const content = this.calendars.invitation(calendar, said.calendarTitle ?? said.subject, to);
    return { ...message, ...html, calendar: { method: calendar.method, content } };
  }

  private valuesOf(data: MessageData, locale: string): Record<string, string> {
    const values: Record<string, string> = {};
    for (const [name, value] of Object.entries(data)) {
      if (value !== undefined) values[name] = this.shown(value, locale).replace(UNPRINTABLE, ' ').trim();
    }
    return values;
  }

  private shown(value: MessageValue, locale: string): string {
    return typeof value === 'object' ? this.moment(value, locale) : String(value);
  }

  /** Making a format takes a hundred times as long as using it. */
  private moment({ at, timeZone }: Moment, locale: string): string {
    const key = `${locale} ${timeZone}`;
    let format = this.formats.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full', timeStyle: 'short' });
      this.formats.set(key, format);
    }
    return format.format(Temporal.Instant.from(at).epochMilliseconds);
  }
}

/** The facilities' own words, at hand for one run. */
class OwnTexts {
  private readonly texts: Map<string, MessageTexts>;

  constructor(templates: readonly MessageTemplate[]) {
    this.texts = new Map(templates.map((each) => [keyOf(each.facilityId, each.kind, each.language), each.texts]));
  }

  has(order: MessageOrder, language: string): boolean {
    return this.of(order, language) !== undefined;
  }

  of({ facilityId, kind }: MessageOrder, language: string): MessageTexts | undefined {
    return facilityId === undefined ? undefined : this.texts.get(keyOf(facilityId, kind, language));
  }
}

function keyOf(facilityId: string, kind: MessageKind, language: string): string {
  return `${facilityId} ${kind} ${language}`;
}

/** The reader's own way of writing dates, where it belongs to the language that is spoken. */
export function localeOf(wished: readonly (string | undefined)[], language: string): string {
  const own = wished.find((tag) => tag !== undefined && tag.includes('-') && primaryLanguage(tag) === primaryLanguage(language));
  return own ?? LOCALES[language] ?? language;
}
