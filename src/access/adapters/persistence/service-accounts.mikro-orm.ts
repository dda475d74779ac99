import { defineEntity } from '@mikro-orm/postgresql';
import { RuleBroken } from '#kernel';
import { type Entities, explainConstraint, InstantType } from '#persistence';
import type { PermissionName } from '../../domain/permissions.js';
import { ServiceAccountNameTaken } from '../../domain/service-account-errors.js';
import { ServiceAccount } from '../../domain/service-account.js';
import { ServiceAccounts } from '../../domain/service-accounts.js';

export const ServiceAccountMapping = defineEntity({
  class: ServiceAccount,
  tableName: 'service_accounts',
  schema: 'access',
  properties: (p) => ({
    id: p.uuid().primary(),
    name: p.text(),
    scopes: p.array<PermissionName>(),
    facilityId: p.uuid().nullable(),
    secretHash: p.blob(),
    formerSecretHash: p.blob().nullable(),
    formerSecretUntil: p.type(InstantType).nullable(),
    disabledAt: p.type(InstantType).nullable(),
    secretMadeAt: p.type(InstantType),
    createdAt: p.type(InstantType),
    version: p.integer().version(),
  }),
});

explainConstraint('service_accounts_name', () => new ServiceAccountNameTaken());
explainConstraint('service_accounts_facility', () => new RuleBroken('unknown-facility', 'There is no such facility.'));

/** Service accounts through MikroORM. */
export class MikroOrmServiceAccounts extends ServiceAccounts {
  constructor(private readonly entities: Entities) {
    super();
  }

  override find(id: string): Promise<ServiceAccount | undefined> {
    return this.entities.find(ServiceAccount, { id });
  }

  override add(account: ServiceAccount): void {
    this.entities.add(account);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
