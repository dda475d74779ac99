import { Controller, Delete, Get, Query } from '@nestjs/common';
import { NotFound } from '#kernel';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  type Page,
  PageQuery,
  pageOf,
  PathId,
  Permission,
  SignedIn,
  Tag,
  Writes,
} from '#http';
import { EndAllSessions } from '../../application/end-all-sessions.js';
import { EndSession } from '../../application/end-session.js';
import { SessionsQuery } from '../persistence/sessions.query.js';
import { UsersQuery } from '../persistence/users.query.js';
import { SessionAnswer } from './sessions.dto.js';

/** Looking at sessions and ending them; an ended one counts no longer from its next request on. */
@Tag('Sessions', 'Where somebody is signed in, and signing out elsewhere.')
@Controller()
export class SessionsController {
  constructor(
    private readonly sessions: SessionsQuery,
    private readonly users: UsersQuery,
    private readonly endSession: EndSession,
    private readonly endAll: EndAllSessions,
  ) {}

  @Get('auth/sessions')
  @SignedIn()
  @Operation({ summary: 'List where one is signed in, newest first', page: SessionAnswer })
  listOwnSessions(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<Page<SessionAnswer>> {
    return this.page(caller.userId, caller, query);
  }

  @Delete('auth/sessions/:id')
  @SignedIn()
  @Writes('session.end', { unrepeatable: true })
  @Operation({ summary: 'Sign out somewhere else', answer: 'none' })
  async endOwnSession(@CurrentCaller() { userId }: Caller, @PathId('session') sessionId: string): Promise<void> {
    await this.endSession.execute({ userId, sessionId });
  }

  @Get('users/:id/sessions')
  @Permission('user:manage')
  @Operation({ summary: 'List where a user is signed in, newest first', page: SessionAnswer })
  async listSessions(
    @CurrentCaller() caller: Caller,
    @PathId('user') userId: string,
    @Query() query: PageQuery,
  ): Promise<Page<SessionAnswer>> {
    if (!(await this.users.byId(userId))) throw new NotFound('user');
    return this.page(userId, caller, query);
  }

  @Delete('users/:id/sessions')
  @Permission('user:manage')
  @Writes('user.end-sessions')
  @Operation({ summary: 'Sign a user out everywhere', answer: 'none' })
  async endAllSessions(@PathId('user') userId: string): Promise<void> {
    await this.endAll.execute({ userId });
  }

  @Delete('users/:id/sessions/:sessionId')
  @Permission('user:manage')
  @Writes('session.end')
  @Operation({ summary: 'End one session of a user', answer: 'none' })
  async endSessionOf(@PathId('user') userId: string, @PathId('session', 'sessionId') sessionId: string): Promise<void> {
    await this.endSession.execute({ userId, sessionId });
  }

  private async page(userId: string, { sessionId }: Caller, { limit = DEFAULT_LIMIT, cursor }: PageQuery): Promise<Page<SessionAnswer>> {
    const rows = await this.sessions.page(userId, limit, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => ({ ...row, current: row.id === sessionId }),
    );
  }
}
