import type { Clock, Ids, UnitOfWork } from '#kernel';
import { Displacement } from '../domain/displacement.js';
import type { Displacements } from '../domain/displacements.js';
import { lostGrounds } from '../domain/lost-grounds.js';
import { WallClocks } from '../domain/wall-clock.js';
import { type WorklistCase, type WorklistChange, worklistChanges } from '../domain/worklist-changes.js';
import type { Duty } from '../domain/booking-rules.js';
import type { DutyRoster } from './ports.js';
import type { WorklistCases } from './worklist-ports.js';

/** Whose appointments are looked at: one, all of a practitioner's, or all of a facility's. */
export type ReviewGroundsCommand = { appointmentId: string } | { staffId: string } | { facilityId: string };

interface Finding {
  appointment: WorklistCase;
  change: WorklistChange;
}

/** Rows that go into one statement. */
const MOST_AT_ONCE = 500;

/**
 * Brings the worklist in accord with what appointments stand on now. Done twice, it changes nothing.
 *
 * Both sides of a race call for it after they are committed: what closes time (a leave, a credential) looks at all
 * appointments, and a booking looks at its own. Whichever is later sees the other, so that no lock keeps bookings waiting
 * and none is forgotten.
 */
export class ReviewGrounds {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: WorklistCases,
    private readonly dutyRoster: DutyRoster,
    private readonly displacements: Displacements,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute(command: ReviewGroundsCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      if ('appointmentId' in command) await this.reviewAppointment(command.appointmentId);
      else if ('staffId' in command) await this.reviewStaff(command.staffId);
      else for (const staffId of await this.cases.staffAt(command.facilityId, this.clock.now())) await this.reviewStaff(staffId);
    });
  }

  private async reviewAppointment(appointmentId: string): Promise<void> {
    const find = async (): Promise<WorklistCase[]> => {
      const found = await this.cases.ofAppointment(appointmentId, this.clock.now());
      return found ? [found] : [];
    };
    const [appointment] = await find();
    if (appointment) await this.review(appointment.staffId, find);
  }

  private reviewStaff(staffId: string): Promise<void> {
    return this.review(staffId, () => this.cases.ofStaff(staffId, this.clock.now()));
  }

  /** Most reviews find nothing, and wait for nobody. One that does looks again once it is its turn. */
  private async review(staffId: string, find: () => Promise<WorklistCase[]>): Promise<void> {
    if ((await this.findings(staffId, await find())).length === 0) return;
    await this.cases.inTurn(staffId);
    const findings = await this.findings(staffId, await find());
    for (let at = 0; at < findings.length; at += MOST_AT_ONCE) await this.apply(findings.slice(at, at + MOST_AT_ONCE));
  }

  private async findings(staffId: string, cases: readonly WorklistCase[]): Promise<Finding[]> {
    const duty = await this.dutyFor(staffId, cases.filter(({ upcoming }) => upcoming));
    const clocks = new WallClocks();
    return cases.flatMap((appointment) => {
      const lost = appointment.upcoming && duty ? lostGrounds(appointment, duty, clocks) : [];
      return worklistChanges(appointment, lost).map((change) => ({ appointment, change }));
    });
  }

  private async dutyFor(staffId: string, upcoming: readonly WorklistCase[]): Promise<Duty | undefined> {
    const [first] = upcoming;
    if (!first) return undefined;
    const within = { from: Infinity, until: -Infinity };
    for (const { time } of upcoming) {
      within.from = Math.min(within.from, time.from);
      within.until = Math.max(within.until, time.until);
    }
    const [duty] = await this.dutyRoster.dutiesOf({ facilityId: first.facilityId, staffId, specialties: [], within });
    return duty;
  }

  private async apply(findings: readonly Finding[]): Promise<void> {
    const now = this.clock.now();
    const known = await this.displacements.ofAppointments([...new Set(findings.map(({ appointment }) => appointment.appointmentId))]);
    for (const { appointment, change } of findings) {
      if (change.do === 'displace') {
        const { appointmentId, facilityId, timeVersion, staffId } = appointment;
        const about = { id: this.ids.next(), appointmentId, facilityId, timeVersion, staffId };
        this.displacements.add(Displacement.record({ ...about, ...change.lost, since: now }));
        continue;
      }
      const line = known.find(({ id }) => id === change.id);
      if (change.do === 'reopen') line?.reopen(now);
      else line?.settle(change.settlement, now);
    }
    await this.displacements.save();
  }
}
