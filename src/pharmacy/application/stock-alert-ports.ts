import type { StockAlert } from '../domain/stock-alert.js';
import type { LotFinding, Shelf } from '../domain/stock-findings.js';
import type { StockRule } from '../domain/stock-rule.js';

/** An alert that somebody is to be told of, with what is known of it now. */
export interface StockNotice {
  alert: StockAlert;
  rule: StockRule;
  shelf: Shelf;
  /** Where it is about a lot. */
  lot?: LotFinding;
}

/** Messages to those who look after stock. */
export abstract class StockNotices {
  /** Sent after the surrounding unit of work to everybody whom the rule names; once, however often the same is asked for. */
  abstract request(notices: readonly StockNotice[]): Promise<void>;
}

/** Somebody who holds a role. */
export interface StockKeeper {
  userId: string;
  /** In order of preference. */
  addresses: readonly { channel: 'email' | 'sms'; to: string }[];
}

/** Who looks after stock. */
export abstract class StockKeepers {
  /** Those who hold one of the roles at a facility, or everywhere. */
  abstract at(facilityId: string, roles: readonly string[]): Promise<StockKeeper[]>;
}

/** What a facility is called, and how it reckons and speaks. */
export interface StockFacility {
  name: string;
  /** IANA name. */
  timeZone: string;
  /** BCP 47 tag. */
  language: string;
}

export abstract class StockFacilities {
  /** @throws NotFound */
  abstract get(facilityId: string): Promise<StockFacility>;
}
