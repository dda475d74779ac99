import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  IfMatch,
  Operation,
  type Page,
  pageOf,
  PageQuery,
  PathId,
  Permission,
  publishMachine,
  Tag,
  Writes,
} from '#http';
import { Clock } from '#kernel';
import { AddCredential } from '../../application/add-credential.js';
import { ReinstateCredential } from '../../application/reinstate-credential.js';
import { SuspendCredential } from '../../application/suspend-credential.js';
import { credentialMachine } from '../../domain/credential.js';
import { CredentialsQuery } from '../persistence/credentials.query.js';
import { credentialAnswer, credentialView } from './credential-answer.js';
import { AddCredentialBody, CredentialAnswer, SuspendCredentialBody } from './credentials.dto.js';
import { facilitiesWith } from './facility-scope.js';

publishMachine('credential', credentialMachine);

@Tag('Credentials', 'Licences and registrations; an expired or suspended one that the role requires closes bookable time.')
@Controller('staff/:staffId/credentials')
export class CredentialsController {
  constructor(
    private readonly query: CredentialsQuery,
    private readonly add: AddCredential,
    private readonly suspend: SuspendCredential,
    private readonly reinstate: ReinstateCredential,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permission('credential:manage')
  @Writes('credential.add')
  @Operation({
    summary: 'Record a credential of a member of staff',
    answer: CredentialAnswer,
    errors: { 409: ['credential-number-taken'], 422: ['invalid-validity'] },
  })
  async addCredential(
    @CurrentCaller() caller: Caller,
    @PathId('staff member', 'staffId') staffId: string,
    @Body() { validFrom, validUntil, ...fields }: AddCredentialBody,
  ): Promise<CredentialAnswer> {
    const surroundings = await this.query.surroundings(staffId, facilitiesWith('credential:manage', caller));
    const validity = { validFrom: Temporal.PlainDate.from(validFrom), validUntil: Temporal.PlainDate.from(validUntil) };
    const credential = await this.add.execute({ staffId, ...fields, ...validity });
    return credentialAnswer(credentialView(credential), surroundings, this.clock.now(), caller);
  }

  @Get()
  @Permission('staff:read')
  @Operation({ summary: 'List the credentials of a member of staff', page: CredentialAnswer })
  async listCredentials(
    @CurrentCaller() caller: Caller,
    @PathId('staff member', 'staffId') staffId: string,
    @Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  ): Promise<Page<CredentialAnswer>> {
    const surroundings = await this.query.surroundings(staffId, facilitiesWith('staff:read', caller));
    const rows = await this.query.page(staffId, limit, cursorKey(cursor, ['uuid'])?.[0]);
    const now = this.clock.now();
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => credentialAnswer(row, surroundings, now, caller),
    );
  }

  @Get(':id')
  @Permission('staff:read')
  @Operation({ summary: 'Read a credential', answer: CredentialAnswer })
  async readCredential(
    @CurrentCaller() caller: Caller,
    @PathId('staff member', 'staffId') staffId: string,
    @PathId('credential') id: string,
  ): Promise<CredentialAnswer> {
    const surroundings = await this.query.surroundings(staffId, facilitiesWith('staff:read', caller));
    return credentialAnswer(await this.query.one(staffId, id), surroundings, this.clock.now(), caller);
  }

  @Post(':id/suspend')
  @Permission('credential:manage')
  @Writes('credential.suspend')
  @Operation({ summary: 'Suspend a credential at once', answer: CredentialAnswer, status: 200, errors: { 409: ['invalid-transition'] } })
  async suspendCredential(
    @CurrentCaller() caller: Caller,
    @PathId('staff member', 'staffId') staffId: string,
    @PathId('credential') credentialId: string,
    @IfMatch() expectedVersion: number | undefined,
    @Body() { reason }: SuspendCredentialBody,
  ): Promise<CredentialAnswer> {
    const surroundings = await this.query.surroundings(staffId, facilitiesWith('credential:manage', caller));
    const credential = await this.suspend.execute({ staffId, credentialId, expectedVersion, reason });
    return credentialAnswer(credentialView(credential), surroundings, this.clock.now(), caller);
  }

  @Post(':id/reinstate')
  @Permission('credential:manage')
  @Writes('credential.reinstate')
  @Operation({
    summary: 'Put a suspended credential in force again',
    answer: CredentialAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async reinstateCredential(
    @CurrentCaller() caller: Caller,
    @PathId('staff member', 'staffId') staffId: string,
    @PathId('credential') credentialId: string,
    @IfMatch() expectedVersion: number | undefined,
  ): Promise<CredentialAnswer> {
    const surroundings = await this.query.surroundings(staffId, facilitiesWith('credential:manage', caller));
    const credential = await this.reinstate.execute({ staffId, credentialId, expectedVersion });
    return credentialAnswer(credentialView(credential), surroundings, this.clock.now(), caller);
  }
}
