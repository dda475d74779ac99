import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, mayAt, Operation, PathId, Permission, Tag, Writes } from '#http';
import { NotFound } from '#kernel';
import { ComposeMessages, localeOf } from '../../application/compose-messages.js';
import { SetMessageTemplate } from '../../application/set-message-template.js';
import { fieldsOf, type MessageKind, messageKindNames, sampleData } from '../../domain/message-kinds.js';
import { builtInTexts, chosenLanguage } from '../../domain/message-texts.js';
import type { MessageTexts } from '../../domain/message-wording.js';
import type { MessageTemplate } from '../../domain/message-template.js';
import { MessageTemplates } from '../../domain/messages.js';
import {
  MessageTemplateAnswer,
  MessageTemplateBody,
  MessageTemplatesFilter,
  type MessageTextsDto,
  PreviewAnswer,
  PreviewBody,
} from './message-templates.dto.js';

const MANAGE = 'message-template:manage';

@Tag('Message templates', 'The words of messages, by kind and language: built in, and those that a facility has of its own.')
@Controller('message-templates')
export class MessageTemplatesController {
  constructor(
    private readonly setTemplate: SetMessageTemplate,
    private readonly templates: MessageTemplates,
    private readonly compose: ComposeMessages,
  ) {}

  @Get()
  @Permission(MANAGE)
  @Operation({ summary: 'List the words in force at a facility', items: MessageTemplateAnswer, errors: { 404: ['not-found'] } })
  async listMessageTemplates(
    @CurrentCaller() caller: Caller,
    @Query() { facilityId, kind }: MessageTemplatesFilter,
  ): Promise<{ items: MessageTemplateAnswer[] }> {
    expectAt(caller, facilityId);
    const kinds = kind === undefined ? messageKindNames : [kind];
    const own = await this.templates.of([facilityId], kinds);
    const replaced = new Set(own.map((each) => `${each.kind} ${each.language}`));
    const builtIn = kinds.flatMap((each) => {
      const languages = Object.keys(builtInTexts).filter((language) => !replaced.has(`${each} ${language}`));
      const fields = fieldsShown(each);
      return languages.map((language) => ({ facilityId, kind: each, language, ...builtInTexts[language]![each], fields }));
    });
    const items = [...own.map(answerOf), ...builtIn];
    return { items: items.sort((one, other) => (`${one.kind} ${one.language}` < `${other.kind} ${other.language}` ? -1 : 1)) };
  }

  @Put()
  @Permission(MANAGE)
  @Writes('message-template.set')
  @Operation({
    summary: 'Give a facility words of its own',
    answer: MessageTemplateAnswer,
    errors: { 404: ['not-found'], 422: ['invalid-template'] },
  })
  async setMessageTemplate(@CurrentCaller() caller: Caller, @Body() body: MessageTemplateBody): Promise<MessageTemplateAnswer> {
    const { facilityId, kind, language, ...texts } = body;
    expectAt(caller, facilityId);
    return answerOf(await this.setTemplate.execute({ facilityId, kind, language, texts: textsOf(texts) }));
  }

  @Delete(':id')
  @Permission(MANAGE)
  @Writes('message-template.withdraw')
  @Operation({ summary: 'Go back to the built-in words', answer: 'none' })
  async withdrawMessageTemplate(@CurrentCaller() caller: Caller, @PathId('message template') id: string): Promise<void> {
    await this.setTemplate.withdraw(id, (facilityId) => mayAt(caller, MANAGE, facilityId));
  }

  @Post('preview')
  @Permission(MANAGE)
  @Operation({
    summary: 'Show what a message would say, with made-up data',
    answer: PreviewAnswer,
    status: 200,
    errors: { 404: ['not-found'], 422: ['invalid-template'] },
  })
  async previewMessageTemplate(@CurrentCaller() caller: Caller, @Body() body: PreviewBody): Promise<PreviewAnswer> {
    const { kind, facilityId, texts } = body;
    if (facilityId !== undefined) expectAt(caller, facilityId);
    const own = texts || facilityId === undefined ? [] : await this.templates.of([facilityId], [kind]);
    const isKnown = (tag: string): boolean => builtInTexts[tag] !== undefined || own.some(({ language }) => language === tag);
    const spoken = chosenLanguage([body.language], isKnown);
    const language = texts ? body.language : spoken;
    const words = texts ? textsOf(texts) : (own.find((each) => each.language === spoken)?.texts ?? builtInTexts[spoken]![kind]);
    this.setTemplate.expectSound(kind, words);
    return { language, ...this.compose.fill(words, sampleData(kind), localeOf([body.language], language)) };
  }
}

function expectAt(caller: Caller, facilityId: string): void {
  if (!mayAt(caller, MANAGE, facilityId)) throw new NotFound('facility');
}

function textsOf({ subject, text, html, sms, calendarTitle }: MessageTextsDto): MessageTexts {
  return { subject, text, ...(html === undefined ? {} : { html }), sms, ...(calendarTitle === undefined ? {} : { calendarTitle }) };
}

function fieldsShown(kind: MessageKind): MessageTemplateAnswer['fields'] {
  return fieldsOf(kind).map(({ name, meaning, inSubject = false }) => ({ name, meaning, inSubject }));
}

function answerOf({ id, facilityId, kind, language, texts, version }: MessageTemplate): MessageTemplateAnswer {
  return { id, facilityId, kind, language, ...texts, fields: fieldsShown(kind), version };
}
