import { CalendarDate, Flag, MoneyDto, Nested, NestedList, Text, UuidList, Whole } from '#http';

/** Null takes the setting back to its default. */
const PATCHED = { optional: true, nullable: true };
const YEAR_MINUTES = 365 * 24 * 60;

export class ClosureDto {
  @CalendarDate({ example: '2026-12-24' })
  from!: string;

  @CalendarDate({ example: '2026-12-26', description: 'Last day, inclusive.' })
  to!: string;

  @Text({ optional: true, example: 'Christmas' })
  reason?: string;
}

/** A merge patch; null takes a setting back to its default. */
export class SchedulingSettingsPatch {
  @Whole({ ...PATCHED, min: 1, max: 1_440, description: 'Minutes for which a hold keeps a time; 5 by default.', example: 5 })
  holdMinutes?: number | null;

  @Whole({ ...PATCHED, min: 1, max: 3_650, description: 'Days ahead that can be booked; 400 by default.', example: 400 })
  bookingHorizonDays?: number | null;

  @Whole({ ...PATCHED, max: YEAR_MINUTES, description: 'Minutes between booking and start; none by default.', example: 120 })
  minimumNoticeMinutes?: number | null;

  @Whole({ ...PATCHED, max: YEAR_MINUTES, description: 'A cancellation closer to the start is late; 1,440 by default.' })
  cancellationWindowMinutes?: number | null;

  @Whole({ ...PATCHED, max: 1_440, description: 'Minutes after the start until a no-show; 15 by default.', example: 15 })
  noShowGraceMinutes?: number | null;

  @Nested(() => MoneyDto, { ...PATCHED, description: 'Charged for not coming, in the facility’s currency; nothing by default.' })
  noShowFee?: MoneyDto | null;

  @Whole({
    ...PATCHED,
    min: 1,
    max: 1_000,
    description: 'After so many missed appointments within `noShowWindowDays` patients book through the staff; no limit by default.',
    example: 3,
  })
  noShowLimit?: number | null;

  @Whole({ ...PATCHED, min: 1, max: 3_650, description: 'Days back for which `noShowLimit` counts; 365 by default.', example: 365 })
  noShowWindowDays?: number | null;

  @Whole({ ...PATCHED, min: 1, max: 1_000, description: 'Open appointments of one patient; no limit by default.' })
  maxOpenBookingsPerPatient?: number | null;

  @Whole({ ...PATCHED, min: 10, max: 10_080, description: 'Minutes for which a freed time is offered; 120 by default.', example: 120 })
  waitListOfferMinutes?: number | null;

  @Flag({ ...PATCHED, description: 'Patients may book appointments for themselves; true by default.' })
  patientsMayBook?: boolean | null;

  @Flag({ ...PATCHED, description: 'Patients may confirm their appointments; true by default.' })
  patientsMayConfirm?: boolean | null;

  @Flag({ ...PATCHED, description: 'Patients may cancel their appointments; true by default.' })
  patientsMayCancel?: boolean | null;

  @UuidList({ ...PATCHED, description: 'Types of appointment that patients may book; all by default.' })
  selfServiceTypes?: string[] | null;

  @NestedList(() => ClosureDto, { ...PATCHED, description: 'Days on which nobody is seen; the list replaces the list.' })
  closures?: ClosureDto[] | null;

  @Flag({ ...PATCHED, description: 'Only published shifts can be booked; false by default.' })
  rosteringRequired?: boolean | null;
}

export class SchedulingSettingsAnswer {
  @Whole({ example: 5 })
  holdMinutes!: number;

  @Whole({ example: 400 })
  bookingHorizonDays!: number;

  @Whole({ nullable: true, example: 120 })
  minimumNoticeMinutes!: number | null;

  @Whole({ example: 1_440 })
  cancellationWindowMinutes!: number;

  @Whole({ example: 15 })
  noShowGraceMinutes!: number;

  @Nested(() => MoneyDto, { nullable: true })
  noShowFee!: MoneyDto | null;

  @Whole({ nullable: true, example: 3 })
  noShowLimit!: number | null;

  @Whole({ example: 365 })
  noShowWindowDays!: number;

  @Whole({ nullable: true, example: 10 })
  maxOpenBookingsPerPatient!: number | null;

  @Whole({ min: 10, example: 120 })
  waitListOfferMinutes!: number;

  @Flag()
  patientsMayBook!: boolean;

  @Flag()
  patientsMayConfirm!: boolean;

  @Flag()
  patientsMayCancel!: boolean;

  @UuidList({ nullable: true })
  selfServiceTypes!: string[] | null;

  @NestedList(() => ClosureDto)
  closures!: ClosureDto[];

  @Flag()
  rosteringRequired!: boolean;
}
