import { Migration } from '@mikro-orm/migrations';

/** Takes back a setting that nothing followed, so that no facility seems to have set it. */
export class Migration20261122106400_settings_in_effect extends Migration {
  override up(): void {
    this.addSql(`
      update staffing.facilities set settings = settings #- '{scheduling,completionRequiresEncounter}'
      where settings #> '{scheduling,completionRequiresEncounter}' is not null;`);
  }
}
