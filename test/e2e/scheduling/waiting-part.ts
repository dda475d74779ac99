import type { Answer } from '../../harness/api.js';
import type { Chance, People } from './chance.js';
import type { Practice } from './practice.js';

interface OpenOffer {
  id: string;
  appointment_id: string;
}

/** Brings a limit of an offer, and of the hold behind it, to now; nothing where the time is no longer held. */
const LET_PASS = `
  with held as (select id from scheduling.appointments where id = $1 and status = 'held' for update),
  offer as (update scheduling.wait_list_offers o set expires_at = now() from held where o.appointment_id = held.id returning 1),
  booking as (update scheduling.bookings b set held_until = now() from held where b.appointment_id = held.id returning 1)
  update scheduling.appointments a set hold_until = now() from held where a.id = held.id`;

/** What the parts of a program tell it. */
interface Whole {
  readonly appointments: string[];
  letTimeWork(): Promise<void>;
  note(answer: Answer, act: string): void;
}

/** What people do about the wait-list while everything else goes on. */
export class WaitingPart {
  constructor(
    private readonly practice: Practice,
    private readonly people: People,
    private readonly chance: Chance,
    private readonly programme: Whole,
  ) {}

  async enter(): Promise<void> {
    const { patients, staff, type } = this.people;
    const dates = { earliest: this.practice.date(0), latest: this.practice.date(30) };
    const answer = await this.practice.admin.post('/wait-list', {
      ...{ ...dates, patientId: this.chance.one(patients), appointmentTypeId: type },
      priority: this.chance.one(['asap', 'urgent', 'routine']),
      ...(this.chance.below(4) === 0 && { staffId: this.chance.one(staff) }),
    });
    this.programme.note(answer, 'enter');
  }

  async answer(how: 'accept' | 'decline'): Promise<void> {
    const offer = await this.openOffer();
    if (offer) this.programme.note(await this.answered(offer, how), how);
  }

  /** The limit of an offer comes, perhaps while somebody answers it. */
  async letPass(): Promise<void> {
    const offer = await this.openOffer();
    if (!offer) return;
    const late = this.chance.below(2) === 0 ? this.answered(offer, 'accept') : undefined;
    await this.practice.app.database.query(LET_PASS, [offer.appointment_id]).catch(unlessDeadlock);
    await this.programme.letTimeWork();
    if (late) this.programme.note(await late, 'accept');
  }

  private answered({ id }: OpenOffer, how: 'accept' | 'decline'): Promise<Answer> {
    return this.practice.admin.post(`/wait-list-offers/${id}/${how}`);
  }

  /** The appointment that holds its time may be confirmed or given up by the others from now on. */
  private async openOffer(): Promise<OpenOffer | undefined> {
    const open = await this.practice.app.database.query<OpenOffer>(
      `select id, appointment_id from scheduling.wait_list_offers where status = 'open' and facility_id = $1 order by id`,
      [this.practice.facilityId],
    );
    const offer = this.chance.one(open);
    if (offer && this.chance.below(3) === 0) this.programme.appointments.push(offer.appointment_id);
    return offer;
  }
}

/** The product tries again where it loses one; here the limit just stays as it was. */
function unlessDeadlock(error: Error & { code?: string }): void {
  if (error.code !== '40P01') throw error;
}
