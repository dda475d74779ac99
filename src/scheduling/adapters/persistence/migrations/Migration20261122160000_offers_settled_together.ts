import { Migration } from '@mikro-orm/migrations';

/** Bookings are looked at by a subscriber of their own; the one that offers freed times is told of them no more. */
export class Migration20261122160000_offers_settled_together extends Migration {
  override up(): void {
    this.addSql(`
      insert into platform.subscriptions (subscriber, type) values ('scheduling.settle-offers', 'scheduling.appointment-booked.v1')
        on conflict do nothing;
      delete from platform.subscriptions
        where subscriber = 'scheduling.offer-freed-times' and type = 'scheduling.appointment-booked.v1';`);
  }
}
