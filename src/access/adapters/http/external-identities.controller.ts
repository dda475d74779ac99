import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { NotFound } from '#kernel';
import { Operation, PathId, Permission, Tag, Writes } from '#http';
import { LinkExternalIdentity } from '../../application/link-external-identity.js';
import { UnlinkExternalIdentity } from '../../application/unlink-external-identity.js';
import { ExternalIdentitiesQuery } from '../persistence/external-identities.query.js';
import { ExternalIdentityAnswer, LinkIdentityBody } from './provider-sign-in.dto.js';

@Tag('Users', 'Who can sign in, and the roles they hold at which facility.')
@Controller('users/:id/external-identities')
export class ExternalIdentitiesController {
  constructor(
    private readonly identities: ExternalIdentitiesQuery,
    private readonly link: LinkExternalIdentity,
    private readonly unlink: UnlinkExternalIdentity,
  ) {}

  @Get()
  @Permission('user:manage')
  @Operation({ summary: 'List the identities by which a user signs in at providers', items: ExternalIdentityAnswer })
  async listExternalIdentities(@PathId('user') userId: string): Promise<{ items: ExternalIdentityAnswer[] }> {
    if (!(await this.identities.isUser(userId))) throw new NotFound('user');
    return { items: await this.identities.ofUser(userId) };
  }

  @Get(':identityId')
  @Permission('user:manage')
  @Operation({ summary: 'Read an identity by which a user signs in at a provider', answer: ExternalIdentityAnswer })
  async readExternalIdentity(
    @PathId('user') userId: string,
    @PathId('identity', 'identityId') id: string,
  ): Promise<ExternalIdentityAnswer> {
    const found = (await this.identities.ofUser(userId)).find((identity) => identity.id === id);
    if (!found) throw new NotFound('external identity');
    return found;
  }

  @Post()
  @Permission('user:manage')
  @Writes('user.link-identity')
  @Operation({
    summary: 'Let a user sign in at an identity provider',
    answer: ExternalIdentityAnswer,
    errors: { 409: ['external-identity-taken'], 422: ['unknown-identity-provider'] },
  })
  async linkExternalIdentity(@PathId('user') userId: string, @Body() body: LinkIdentityBody): Promise<ExternalIdentityAnswer> {
    const { userId: _, linkedAt, ...identity } = await this.link.execute({ userId, ...body });
    return { ...identity, linkedAt: linkedAt.toString() };
  }

  @Delete(':identityId')
  @Permission('user:manage')
  @Writes('user.unlink-identity')
  @Operation({
    summary: 'Keep a user from signing in at an identity provider',
    description: 'Ends all sessions of the user.',
    answer: 'none',
  })
  async unlinkExternalIdentity(@PathId('user') userId: string, @PathId('identity', 'identityId') identityId: string): Promise<void> {
    await this.unlink.execute({ userId, identityId });
  }
}
