import type { Clock, Ids, UnitOfWork } from '#kernel';
import { Displacement } from '../domain/displacement.js';
import type { Displacements } from '../domain/displacements.js';
import { lostGrounds } from '../domain/lost-grounds.js';
import { WallClocks } from '../domain/wall-clock.js';
import { type WorklistCase, type WorklistChange, worklistChanges } from '../domain/worklist-changes.js';
import type { Duty } from '../domain/booking-rules.js';
import type { DutyRoster } from './ports.js';
import type { WorklistCases } from './worklist-ports.js';

/** Whose appointments are looked at: some, all of a practitioner's, all that have a room or equipment, or all of a facility's. */
export type ReviewGroundsCommand =
  | { appointmentIds: readonly string[] }
  | { staffId: string }
  | { resourceId: string }
  | { facilityId: string };

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
      if ('appointmentIds' in command) await this.reviewAppointments(command.appointmentIds);
      else if ('staffId' in command) await this.reviewStaff(command.staffId);
      else if ('resourceId' in command) await this.reviewAppointments(await this.cases.having(command.resourceId, this.clock.now()));
      else for (const staffId of await this.cases.staffAt(command.facilityId, this.clock.now())) await this.reviewStaff(staffId);
    });
  }

  /** Those of all practitioners are looked at together; whose some need a change takes turns, in the order of the ids. */
  private async reviewAppointments(appointmentIds: readonly string[]): Promise<void> {
    const findings = await this.findings(await this.cases.ofAppointments(appointmentIds, this.clock.now()));
    const concerned = Map.groupBy(findings, ({ appointment }) => appointment.staffId);
    for (const staffId of [...concerned.keys()].sort()) {
      const ids = [...new Set(concerned.get(staffId)!.map(({ appointment }) => appointment.appointmentId))];
      await this.reviewInTurn(staffId, () => this.cases.ofAppointments(ids, this.clock.now()));
    }
  }

  private async reviewStaff(staffId: string): Promise<void> {
    const find = (): Promise<WorklistCase[]> => this.cases.ofStaff(staffId, this.clock.now());
    if ((await this.findings(await find())).length > 0) await this.reviewInTurn(staffId, find);
  }

  /** Most reviews find nothing, and wait for nobody. One that does looks again once it is its turn. */
  private async reviewInTurn(staffId: string, find: () => Promise<WorklistCase[]>): Promise<void> {
    await this.cases.inTurn(staffId);
    const findings = await this.findings(await find());
    for (let at = 0; at < findings.length; at += MOST_AT_ONCE) await this.apply(findings.slice(at, at + MOST_AT_ONCE));
  }

  private async findings(cases: readonly WorklistCase[]): Promise<Finding[]> {
    const duties = await this.dutiesFor(cases.filter(({ upcoming }) => upcoming));
    const clocks = new WallClocks();
    return cases.flatMap((appointment) => {
      const duty = duties.get(appointment.staffId);
      const lost = appointment.upcoming && duty ? lostGrounds(appointment, duty, clocks) : [];
      return worklistChanges(appointment, lost).map((change) => ({ appointment, change }));
    });
  }

  /** By practitioner. */
  private async dutiesFor(upcoming: readonly WorklistCase[]): Promise<ReadonlyMap<string, Duty>> {
    const [first] = upcoming;
    if (!first) return new Map();
    const within = { from: Infinity, until: -Infinity };
    for (const { time } of upcoming) {
      within.from = Math.min(within.from, time.from);
      within.until = Math.max(within.until, time.until);
    }
    const among = [...new Set(upcoming.map(({ staffId }) => staffId))];
    const duties = await this.dutyRoster.dutiesOf({ facilityId: first.facilityId, among, specialties: [], within });
    return new Map(duties.map((duty) => [duty.staffId, duty]));
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
