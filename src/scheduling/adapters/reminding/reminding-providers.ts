import { Metrics, SignedLinks } from '#http';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { EventSubscriptions, JobProcessors, Queues } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { AnswerByLink } from '../../application/answer-by-link.js';
import { CalendarItems, FeedAddresses, FeedWriter } from '../../application/calendar-feed-ports.js';
import { CancelAppointment } from '../../application/cancel-appointment.js';
import { ConfirmAppointment } from '../../application/confirm-appointment.js';
import { ConfirmToPatients } from '../../application/confirm-to-patients.js';
import { KeepCalendarLinks } from '../../application/keep-calendar-links.js';
import { PlanReminders } from '../../application/plan-reminders.js';
import {
  AppointmentLinks,
  Confirmations,
  DeadReminders,
  DutyRoster,
  FacilityCalendar,
  PatientDirectory,
  ReminderQueue,
  ReminderSender,
} from '../../application/ports.js';
import { ReadCalendarFeed } from '../../application/read-calendar-feed.js';
import { RemindedAppointments, ReminderSituations } from '../../application/reminder-situations.js';
import { ReplayReminder } from '../../application/replay-reminder.js';
import { SendReminders } from '../../application/send-reminders.js';
import { SetReminderPlan } from '../../application/set-reminder-plan.js';
import { SettleByReceipt } from '../../application/settle-by-receipt.js';
import { SweepReminders } from '../../application/sweep-reminders.js';
import { Appointments } from '../../domain/appointments.js';
import { CalendarLinks } from '../../domain/calendar-links.js';
import { ReminderPlans, Reminders } from '../../domain/reminders.js';
import { IcalFeedWriter } from '../calendar/ical.feed-writer.js';
import { ReminderFigures } from '../http/reminder-figures.js';
import { JobDeadReminders, JobReminderQueue } from '../jobs/send-reminders.processor.js';
import { SignedAppointmentLinks } from '../links/signed.appointment-links.js';
import { SignedFeedAddresses } from '../links/signed.feed-addresses.js';
import { MikroOrmCalendarLinks, SqlCalendarItems } from '../persistence/calendar-links.mikro-orm.js';
import { SqlRemindedAppointments } from '../persistence/reminded-appointments.query.js';
import { MikroOrmReminderPlans, MikroOrmReminders } from '../persistence/reminders.mikro-orm.js';
import { RemindersQuery } from '../persistence/reminders.query.js';
import { ReminderConnections } from './reminder-connections.js';

const links = [UnitOfWork, AppointmentLinks, Appointments, FacilityCalendar] as const;
const work = [PlanReminders, ConfirmToPatients, SettleByReceipt, SweepReminders, SendReminders, ReplayReminder] as const;

/** The part of scheduling's wiring that is about telling patients of their appointments. */
export const remindingProviders = [
  wireAs(Reminders, MikroOrmReminders, Entities, Sql),
  wireAs(ReminderPlans, MikroOrmReminderPlans, Entities),
  wireAs(AppointmentLinks, SignedAppointmentLinks, SignedLinks),
  wireAs(ReminderQueue, JobReminderQueue, Queues),
  wireAs(DeadReminders, JobDeadReminders, Queues),
  wire(RemindersQuery, Sql),
  wire(ReminderFigures, Metrics, RemindersQuery),
  wireAs(RemindedAppointments, SqlRemindedAppointments, Sql),
  wire(ReminderSituations, RemindedAppointments, PatientDirectory, FacilityCalendar),
  wire(SetReminderPlan, UnitOfWork, ReminderPlans, FacilityCalendar, Ids),
  wire(PlanReminders, UnitOfWork, Reminders, ReminderPlans, ReminderSituations, Ids, Clock),
  wire(ConfirmToPatients, FacilityCalendar, ReminderSituations, Reminders, Confirmations, AppointmentLinks, Clock),
  wire(SweepReminders, UnitOfWork, Reminders, ReminderQueue, Clock),
  wire(SendReminders, UnitOfWork, Reminders, ReminderSituations, ReminderSender, AppointmentLinks, DeadReminders, Ids, Clock),
  wire(SettleByReceipt, UnitOfWork, Reminders, ReminderSituations, Ids, Clock),
  wire(ReplayReminder, UnitOfWork, Reminders, Appointments, Clock),
  wire(AnswerByLink, ...links, ConfirmAppointment, CancelAppointment, AuditTrail, Clock),
  wireAs(CalendarLinks, MikroOrmCalendarLinks, Entities),
  wireAs(CalendarItems, SqlCalendarItems, Sql),
  wireAs(FeedWriter, IcalFeedWriter),
  wireAs(FeedAddresses, SignedFeedAddresses, SignedLinks),
  wire(KeepCalendarLinks, UnitOfWork, CalendarLinks, DutyRoster, FeedAddresses, Ids, Clock),
  wire(ReadCalendarFeed, CalendarLinks, FeedAddresses, CalendarItems, FacilityCalendar, FeedWriter, Clock),
  wire(ReminderConnections, EventSubscriptions, JobProcessors, ...work),
];
