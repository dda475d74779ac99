import { Choice, Flag, Nested, NestedList, Text, Uuid, Whole } from '#http';
import { type MessageKind, messageKindNames } from '../../domain/message-kinds.js';

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const KEEP = { optional: true };

/** Words with `{{names}}` of fields in them, as Mustache has it: names and sections, nothing else. */
export class MessageTextsDto {
  @Text({ max: 200, description: 'Of an e-mail. May name only fields that strangers may read.', example: 'Your appointment on {{when}}' })
  subject!: string;

  @Text({ max: 20_000, lines: true, description: 'Of an e-mail.', example: 'We expect you on {{when}}.\n' })
  text!: string;

  @Text({ ...KEEP, max: 50_000, lines: true, description: 'The same as HTML; values are escaped.', example: '<p>On {{when}}.</p>' })
  html?: string;

  @Text({ max: 1_000, lines: true, description: 'The whole of a short message.', example: 'We expect you: {{when}}.' })
  sms!: string;

  @Text({ ...KEEP, description: 'Of an entry in a calendar.', example: 'Appointment, {{facility}}' })
  calendarTitle?: string;
}

export class MessageTemplateBody extends MessageTextsDto {
  @Uuid()
  facilityId!: string;

  @Choice(messageKindNames)
  kind!: MessageKind;

  @Text({ max: 35, pattern: LANGUAGE, description: 'BCP 47. A language without region serves all of its regions.', example: 'en' })
  language!: string;
}

export class PreviewBody {
  @Choice(messageKindNames)
  kind!: MessageKind;

  @Text({ max: 35, pattern: LANGUAGE, example: 'en' })
  language!: string;

  @Uuid({ optional: true, description: 'Whose words are shown where none are sent.' })
  facilityId?: string;

  @Nested(() => MessageTextsDto, { optional: true, description: 'The words to try out; without them those in force.' })
  texts?: MessageTextsDto;
}

export class MessageTemplatesFilter {
  @Uuid()
  facilityId!: string;

  @Choice(messageKindNames, { optional: true })
  kind?: MessageKind;
}

export class MessageFieldDto {
  @Text({ example: 'when' })
  name!: string;

  @Text({ example: 'When the appointment is' })
  meaning!: string;

  @Flag({ description: 'May stand in a subject.' })
  inSubject!: boolean;
}

export class MessageTemplateAnswer extends MessageTemplateBody {
  @Uuid({ optional: true, description: 'Absent where the built-in words count.' })
  id?: string;

  @NestedList(() => MessageFieldDto, { description: 'What the words may name.' })
  fields!: MessageFieldDto[];

  @Whole({ optional: true, min: 1 })
  version?: number;
}

export class PreviewAnswer extends MessageTextsDto {
  @Text({ example: 'en' })
  language!: string;
}
