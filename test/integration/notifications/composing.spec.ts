import { describe, expect, it } from '@jest/globals';
import { IcalCalendarWriter } from '../../../src/notifications/adapters/calendar/ical.calendar-writer.js';
import { addressOf } from '../../../src/notifications/adapters/mail/sender-address.js';
import { MustacheTemplateLanguage } from '../../../src/notifications/adapters/templates/mustache.template-language.js';
import { ComposeMessages } from '../../../src/notifications/application/compose-messages.js';
import { MessageTemplate } from '../../../src/notifications/domain/message-template.js';
import { MessageTemplates } from '../../../src/notifications/domain/messages.js';
import type { AddressedOrder, CalendarEntry } from '../../../src/notifications/index.js';

class Templates extends MessageTemplates {
  readonly all: MessageTemplate[] = [];

  override add(template: MessageTemplate): void {
    this.all.push(template);
  }

  override async of(): Promise<MessageTemplate[]> {
    return this.all;
  }

  override save = unexpected;
  override remove = unexpected;
  override find = unexpected;
  override byId = unexpected;
}

async function unexpected(): Promise<never> {
  throw new Error('not expected here');
}

const sender = addressOf('St Brigid, Dublin <no-reply@hospital.test>');
const stamp = Temporal.Instant.from('2027-01-01T00:00:00Z');
const templates = new Templates();
const compose = new ComposeMessages(templates, new MustacheTemplateLanguage(), new IcalCalendarWriter(sender, () => stamp));

const order: AddressedOrder = {
  key: 'k1',
  kind: 'appointment-rescheduled',
  facilityId: 'facility',
  channel: 'email',
  to: 'ada@example.org',
  languages: ['en'],
  data: {
    when: { at: '2027-03-28T01:30:00Z', timeZone: 'Europe/Berlin' },
    previousWhen: { at: '2027-03-28T00:30:00Z', timeZone: 'Europe/Berlin' },
    facility: 'Charité',
  },
};

const composed = async (changes: Partial<AddressedOrder> = {}) => (await compose.execute([{ ...order, ...changes }]))[0]!;

describe('what a message says', () => {
  it('has moments as the zone’s clocks show them, on the night when they change too', async () => {
    const { subject, text } = await composed();
    expect(subject).toBe('Your appointment is now on Sunday, 28 March 2027 at 03:30');
    expect(text).toContain('Before: Sunday, 28 March 2027 at 01:30');
  });

  it.each([
    [['de-CH', 'en'], 'Ihr Termin ist jetzt am Sonntag, 28. März 2027 um 03:30'],
    [['tlh', 'de'], 'Ihr Termin ist jetzt am Sonntag, 28. März 2027 um 03:30'],
    [['tlh', undefined], 'Your appointment is now on Sunday, 28 March 2027 at 03:30'],
    [['en-US'], 'Your appointment is now on Sunday, March 28, 2027 at 3:30 AM'],
    [[], 'Your appointment is now on Sunday, 28 March 2027 at 03:30'],
  ])('is in the first language that there are words in: %j', async (languages, expected) => {
    expect((await composed({ languages })).subject.replaceAll('\u202f', ' ')).toBe(expected);
  });

  it('leaves out what there is nothing to say about', async () => {
    expect((await composed()).text).not.toContain('cancel it');
    const { text } = await composed({ data: { ...order.data, cancelUrl: 'https://hospital.example/x' } });
    expect(text).toContain('To cancel it: https://hospital.example/x\n');
  });

  it('is the short one for a short message, without a subject', async () => {
    expect(await composed({ channel: 'sms' })).toMatchObject({
      subject: '',
      text: 'Moved: your appointment is now on Sunday, 28 March 2027 at 03:30.',
    });
  });

  it('keeps values from adding lines, markup or names of fields', async () => {
    const html = '<p title="{{facility}}">{{facility}}</p>';
    const words = { subject: 'At {{facility}}', text: '{{facility}}', html, sms: '{{facility}}' };
    templates.add(new MessageTemplate('t1', 'facility', 'appointment-rescheduled', 'en', words));
    const facility = `A\r\nBcc: eve@example.org\u2028{{when}} <img src=x onerror="alert('1')">\u202e`;
    const said = await composed({ data: { ...order.data, facility } });
    const { subject, text } = said;
    expect(subject).toBe(`At A Bcc: eve@example.org {{when}} <img src=x onerror="alert('1')">`);
    expect(text.split('\n')).toHaveLength(1);
    expect(said.html).not.toMatch(/<img|"alert|onerror="/);
    expect(said.html).toContain('&#60;img src&#61;x');
    templates.all.splice(0);
  });
});

describe('an invitation', () => {
  const entry: CalendarEntry = {
    method: 'REQUEST',
    uid: 'appointment-1@aceso.invalid',
    sequence: 1,
    start: '2027-03-28T01:30:00Z',
    end: '2027-03-28T02:00:00Z',
    location: 'Charité; Berlin\r\nATTENDEE:mailto:eve@example.org',
  };
  const lines = async (changes: Partial<CalendarEntry> = {}) => {
    const { calendar } = await composed({ calendar: { ...entry, ...changes } });
    return { method: calendar!.method, all: calendar!.content.replaceAll('\r\n ', '').split('\r\n') };
  };

  it('carries its appointment’s id and times in UTC, and how often it was changed', async () => {
    const { method, all } = await lines();
    expect(method).toBe('REQUEST');
    const times = ['DTSTART:20270328T013000Z', 'DTEND:20270328T020000Z', 'DTSTAMP:20270101T000000Z'];
    const rest = ['METHOD:REQUEST', 'UID:appointment-1@aceso.invalid', 'SEQUENCE:1', 'STATUS:CONFIRMED', 'SUMMARY:Appointment\\, Charité'];
    expect(all).toEqual(expect.arrayContaining([...times, ...rest]));
    const from = expect.stringMatching(/CN="St Brigid, Dublin".*mailto:no-reply@hospital\.test$/i);
    expect(all.filter((line) => line.startsWith('ORGANIZER'))).toEqual([from]);
    expect(all.filter((line) => line.startsWith('ATTENDEE'))).toEqual([expect.stringMatching(/mailto:ada@example\.org$/i)]);
  });

  it('is taken back with the same id', async () => {
    const { method, all } = await lines({ method: 'CANCEL', sequence: 2 });
    expect(method).toBe('CANCEL');
    expect(all).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'UID:appointment-1@aceso.invalid', 'SEQUENCE:2', 'STATUS:CANCELLED']));
  });
});
