import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, PlainDateType } from '#persistence';
import { Credential, CredentialNumberTaken } from '../../domain/credential.js';
import { Credentials } from '../../domain/registers.js';

export const CredentialMapping = defineEntity({
  class: Credential,
  tableName: 'credentials',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    staffId: p.uuid(),
    kind: p.text(),
    number: p.text(),
    issuer: p.text(),
    validFrom: p.type(PlainDateType),
    validUntil: p.type(PlainDateType),
    suspendedAt: p.type(InstantType).nullable(),
    suspensionReason: p.text().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('credentials_staff', () => new NotFound('staff member'));
explainConstraint('credentials_number_once', () => new CredentialNumberTaken());

export class MikroOrmCredentials extends Credentials {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(credential: Credential): void {
    this.entities.add(credential);
  }

  override async get(staffId: string, id: string): Promise<Credential> {
    const credential = await this.entities.find(Credential, { id, staffId });
    if (!credential) throw new NotFound('credential');
    return credential;
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
