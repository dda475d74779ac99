import { Controller, Get, Headers, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Choice, FormBody, Operation, type OperationOptions, Public, sendPage, Tag, wantsPage } from '#http';
import { DomainError } from '#kernel';
import { acting } from '#persistence';
import { AnswerByLink, type LinkedAppointment } from '../../application/answer-by-link.js';
import { languageOf, pageOf, spentPage } from './appointment-link-page.js';

export class LinkAnswerForm {
  @Choice(['confirm', 'cancel'], { description: 'What the link is for; the button of the page sends it.' })
  answer!: string;
}

const page = (summary: string, description: string): OperationOptions => ({
  summary,
  description: `${description} Refusals are pages too, for whoever accepts \`text/html\`.`,
  answer: { type: 'text/html', description: 'A page without scripts.' },
  status: 200,
  errors: { 404: ['not-found'], 410: ['link-spent'] },
});

@Tag('Appointments', 'Booking, moving and keeping appointments.')
@Controller('appointment-links')
export class AppointmentLinksController {
  constructor(private readonly answerByLink: AnswerByLink) {}

  @Get(':token')
  @Public()
  @Operation(page('Show what a link in a message does', 'Changes nothing, however often it is opened.'))
  showAppointmentLink(
    @Param('token') token: string,
    @Headers('accept-language') language: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answer(request, reply, languageOf(language), () => this.answerByLink.look(token));
  }

  @Post(':token')
  @Public()
  @FormBody(LinkAnswerForm)
  @Operation(page('Confirm or cancel an appointment by a link in a message', 'Once done, doing it again changes nothing.'))
  answerAppointmentLink(
    @Param('token') token: string,
    @Headers('accept-language') language: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { address, requestId } = acting.current() ?? {};
    const actor = { kind: 'system', id: 'appointment-link', address, requestId } as const;
    return answer(request, reply, languageOf(language), () => acting.as(actor, () => this.answerByLink.act(token)));
  }
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  language: string,
  work: () => Promise<LinkedAppointment>,
): Promise<string> {
  try {
    return sendPage(reply, pageOf(await work(), language));
  } catch (error) {
    const isRefusal = error instanceof DomainError && (error.kind === 'not-found' || error.kind === 'gone');
    if (!isRefusal || !wantsPage(request)) throw error;
    return sendPage(reply, spentPage(language), error.kind);
  }
}
