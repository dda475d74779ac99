import { Controller, Delete, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Caller,
  CurrentCaller,
  InstantText,
  mayAt,
  Operation,
  PathId,
  Permission,
  Public,
  sendTagged,
  Tag,
  Text,
  Uuid,
  Writes,
} from '#http';
import { KeepCalendarLinks } from '../../application/keep-calendar-links.js';
import { ReadCalendarFeed } from '../../application/read-calendar-feed.js';
import type { CalendarLink } from '../../domain/calendar-link.js';

const MANAGE = 'calendar-link:manage';

export class FeedQuery {
  @Text({ max: 500, description: 'As the address of the feed has it.' })
  token!: string;
}

export class CalendarLinkAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  staffId!: string;

  @InstantText()
  createdAt!: string;

  @InstantText({ optional: true })
  revokedAt?: string;
}

export class NewCalendarLinkAnswer extends CalendarLinkAnswer {
  @Text({ max: 1_000, description: 'For a calendar program to subscribe to. Shown this once; whoever has it can read the calendar.' })
  url!: string;
}

@Tag('Calendars', 'Practitioners’ appointments in their own calendar programs, without anybody’s name.')
@Controller('staff/:id')
export class CalendarFeedController {
  constructor(
    private readonly links: KeepCalendarLinks,
    private readonly feed: ReadCalendarFeed,
  ) {}

  @Post('calendar-links')
  @Permission(MANAGE)
  @Writes('calendar-link.give', { unrepeatable: true })
  @Operation({
    summary: 'Give out a link to a practitioner’s calendar',
    description: 'For one’s own calendar, or with the permission `staff:manage` for anybody’s.',
    answer: NewCalendarLinkAnswer,
  })
  async giveCalendarLink(@CurrentCaller() caller: Caller, @PathId('member of staff') id: string): Promise<NewCalendarLinkAnswer> {
    const { link, url } = await this.links.give(id, mayFor(caller, id));
    return { ...answerOf(link), url };
  }

  @Get('calendar-links')
  @Permission(MANAGE)
  @Operation({ summary: 'List the links to a practitioner’s calendar', items: CalendarLinkAnswer })
  async listCalendarLinks(
    @CurrentCaller() caller: Caller,
    @PathId('member of staff') id: string,
  ): Promise<{ items: CalendarLinkAnswer[] }> {
    const links = await this.links.list(id, mayFor(caller, id));
    return { items: links.map(answerOf) };
  }

  @Delete('calendar-links/:linkId')
  @Permission(MANAGE)
  @Writes('calendar-link.revoke')
  @Operation({ summary: 'Take a link to a calendar back', answer: 'none' })
  async revokeCalendarLink(
    @CurrentCaller() caller: Caller,
    @PathId('member of staff') id: string,
    @PathId('calendar link', 'linkId') linkId: string,
  ): Promise<void> {
    await this.links.revoke(id, linkId, mayFor(caller, id));
  }

  @Get('calendar.ics')
  @Public()
  @Operation({
    summary: 'Read a practitioner’s calendar',
    description:
      'From 30 days ago to a year ahead, with an `ETag`. What it says of an appointment is the facility’s setting `calendarDetail`; ' +
      'it never says whose it is.',
    answer: { type: 'text/calendar', description: 'iCalendar (RFC 5545).' },
    errors: { 404: ['not-found'] },
  })
  async readCalendar(
    @PathId('calendar') id: string,
    @Query() { token }: FeedQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendTagged(request, reply, 'text/calendar; charset=utf-8', await this.feed.execute({ staffId: id, token }));
  }
}

function mayFor(caller: Caller, staffId: string): (facilityId: string) => boolean {
  const isOwn = caller.staffId === staffId;
  return (facilityId) => mayAt(caller, MANAGE, facilityId) && (isOwn || mayAt(caller, 'staff:manage', facilityId));
}

function answerOf({ id, staffId, createdAt, revokedAt }: CalendarLink): CalendarLinkAnswer {
  return { id, staffId, createdAt: createdAt.toString(), revokedAt: revokedAt?.toString() };
}
