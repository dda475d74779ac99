import type { Clock, Ids, UnitOfWork } from '#kernel';
import { StockAlert } from '../domain/stock-alert.js';
import { findingsOf, type Shelf, type StockFinding } from '../domain/stock-findings.js';
import type { StockRule } from '../domain/stock-rule.js';
import type { StockAlerts, StockLevels, StockRules } from '../domain/stock-watch.js';
import type { StockNotice, StockNotices } from './stock-alert-ports.js';
import type { FacilityDays } from './stock-ports.js';

/** Rules that are looked at together. */
const BATCH = 200;

/** A rule with all that bears on its alerts. */
interface Case {
  rule: StockRule;
  shelf: Shelf;
  alerts: StockAlert[];
  findings: StockFinding[];
}

/** Holds what is in stock against its rules: raises alerts, resolves those that are true no more, has people told and reminded. */
export class ReviewStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: StockRules,
    private readonly levels: StockLevels,
    private readonly alerts: StockAlerts,
    private readonly notices: StockNotices,
    private readonly days: FacilityDays,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Any number of processes may do so at once: who comes second finds it done. */
  execute(ruleIds: readonly string[]): Promise<void> {
    return this.unitOfWork.run(async () => {
      const cases = await this.casesOf(await this.rules.lock(ruleIds));
      const notices = cases.flatMap((each) => this.settle(each));
      await this.alerts.save();
      if (notices.length > 0) await this.notices.request(notices);
    });
  }

  /** Every rule in force: for what time alone changes, and for whatever was missed. */
  async sweep(): Promise<void> {
    for (let after: string | undefined; ; ) {
      const ids = await this.rules.idsAfter(after, BATCH);
      if (ids.length === 0) return;
      const days = await this.days.everywhere(this.clock.now());
      await this.unitOfWork.run(() => this.levels.gauge(ids, days));
      const outdated = (await this.casesOf(await this.rules.read(ids))).filter((each) => this.isOutdated(each));
      if (outdated.length > 0) await this.execute(outdated.map(({ rule }) => rule.id));
      after = ids.at(-1);
    }
  }

  private async casesOf(rules: readonly StockRule[]): Promise<Case[]> {
    if (rules.length === 0) return [];
    const shelves = await this.levels.shelves(rules, await this.days.everywhere(this.clock.now()));
    const alerts = Map.groupBy(await this.alerts.unresolved(rules.map(({ id }) => id)), ({ ruleId }) => ruleId);
    return rules.map((rule) => {
      const [shelf, known] = [shelves.get(rule.id)!, alerts.get(rule.id) ?? []];
      return { rule, shelf, alerts: known, findings: findingsOf(rule, shelf, (kind) => known.some((alert) => alert.kind === kind)) };
    });
  }

  private isOutdated({ rule, alerts, findings }: Case): boolean {
    const now = this.clock.now();
    const isDue = (alert: StockAlert): boolean => alert.isSnoozeOver(now) || alert.isNoticeDue(rule.renotifyHours, now);
    const isCovered = (finding: StockFinding): boolean => alerts.some((alert) => alert.is(finding));
    return alerts.length !== findings.length || alerts.some(isDue) || !findings.every(isCovered);
  }

  /** @returns what is to be said */
  private settle({ rule, shelf, alerts, findings }: Case): StockNotice[] {
    const now = this.clock.now();
    const standing = alerts.filter((alert) => findings.some((finding) => alert.is(finding)));
    for (const alert of alerts.filter((each) => !standing.includes(each))) alert.resolve(now);
    for (const alert of standing.filter((each) => each.isSnoozeOver(now))) alert.wake();
    const raised = findings
      .filter((finding) => !standing.some((alert) => alert.is(finding)))
      .map((finding) => new StockAlert(this.ids.next(), rule, finding, now));
    const due = [...standing, ...raised].filter((alert) => alert.isNoticeDue(rule.renotifyHours, now));
    for (const alert of due) alert.noteNotice(now);
    for (const alert of raised) this.alerts.add(alert);
    // Who is told that nothing is left need not be told that little is.
    const said = due.filter(({ kind }) => kind !== 'low-stock' || shelf.usable > 0);
    return said.map((alert) => ({ alert, rule, shelf, lot: shelf.lots.find(({ lotId }) => lotId === alert.lotId) }));
  }
}
