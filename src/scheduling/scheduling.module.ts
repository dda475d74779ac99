import { Module } from '@nestjs/common';
import { publishMachine } from '#http';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { EventSubscriptions, JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { NotificationsFacade } from '../notifications/index.js';
import { CareRelations, PatientMerges, PatientsFacade } from '../patients/index.js';
import { OpenedAppointmentBook, StaffCommitments, StaffingFacade } from '../staffing/index.js';
import { NotificationsOfferMessages } from './adapters/contexts/notifications.offer-messages.js';
import { NotificationsConfirmations, NotificationsReminderSender } from './adapters/contexts/notifications.reminder-sender.js';
import { PatientsPatientDirectory } from './adapters/contexts/patients.patient-directory.js';
import { SchedulingAppointmentBook } from './adapters/contexts/staffing.appointment-book.js';
import { AppointmentCommitments } from './adapters/contexts/staffing.appointment-commitments.js';
import { StaffingDutyRoster, StaffingFacilityCalendar } from './adapters/contexts/staffing.duty-roster.js';
import { GroundReviewer } from './adapters/events/ground-reviewer.js';
import { SuccessorDesk } from './adapters/events/successor-desk.js';
import { AppointmentActionsController } from './adapters/http/appointment-actions.controller.js';
import { AppointmentAnswers } from './adapters/http/appointment-answer.js';
import { AppointmentRepliesController } from './adapters/http/appointment-replies.controller.js';
import { AppointmentLinksController } from './adapters/http/appointment-links.controller.js';
import { AppointmentSeriesController } from './adapters/http/appointment-series.controller.js';
import { AppointmentsController } from './adapters/http/appointments.controller.js';
import { CalendarFeedController } from './adapters/http/calendar-feed.controller.js';
import { CatalogueController } from './adapters/http/catalogue.controller.js';
import { DisplacedAppointmentsController } from './adapters/http/displaced-appointments.controller.js';
import { ReminderReplayController } from './adapters/http/reminder-replay.controller.js';
import { RemindersController } from './adapters/http/reminders.controller.js';
import { ResourceOutagesController } from './adapters/http/resource-outages.controller.js';
import { SlotsController } from './adapters/http/slots.controller.js';
import { VisibleTypes } from './adapters/http/visibility.js';
import { WaitListOffersController } from './adapters/http/wait-list-offers.controller.js';
import { WaitListController } from './adapters/http/wait-list.controller.js';
import { AppointmentsProcessor } from './adapters/jobs/appointments.processor.js';
import { MikroOrmAppointments } from './adapters/persistence/appointments.mikro-orm.js';
import { AppointmentsQuery } from './adapters/persistence/appointments.query.js';
import { SqlCalendar } from './adapters/persistence/calendar.query.js';
import { MikroOrmAppointmentTypes, MikroOrmResources } from './adapters/persistence/catalogue.mikro-orm.js';
import { CatalogueQuery } from './adapters/persistence/catalogue.query.js';
import { MikroOrmDisplacements } from './adapters/persistence/displacements.mikro-orm.js';
import { WorklistQuery } from './adapters/persistence/worklist.query.js';
import { MikroOrmResourceOutages } from './adapters/persistence/resource-outages.mikro-orm.js';
import { ResourceOutagesQuery } from './adapters/persistence/resource-outages.query.js';
import { schedulingHoldings, schedulingObstacles } from './adapters/contexts/patients.holdings.js';
import { SqlUpcomingAppointments } from './adapters/persistence/upcoming-appointments.query.js';
import { SqlWorklistCases } from './adapters/persistence/worklist-cases.query.js';
import { remindingProviders } from './adapters/reminding/reminding-providers.js';
import { seriesProviders } from './adapters/series/series-providers.js';
import { waitingProviders } from './adapters/waiting/waiting-providers.js';
import { AddResource } from './application/add-resource.js';
import { AppointmentDesk } from './application/appointment-desk.js';
import { AssessImpact } from './application/assess-impact.js';
import { BookAppointment } from './application/book-appointment.js';
import { CancelAppointment } from './application/cancel-appointment.js';
import { CheckInPatient } from './application/check-in-patient.js';
import { CompleteAppointment } from './application/complete-appointment.js';
import { ConfirmAppointment } from './application/confirm-appointment.js';
import { DeclareOutage } from './application/declare-outage.js';
import { DefineAppointmentType } from './application/define-appointment-type.js';
import { EndOutage } from './application/end-outage.js';
import { ExpireHolds } from './application/expire-holds.js';
import { FindPlace } from './application/find-place.js';
import { FindSlots } from './application/find-slots.js';
import { HandOverAppointments } from './application/hand-over-appointments.js';
import { KeepDisplaced } from './application/keep-displaced.js';
import { MarkNoShow, MarkNoShows } from './application/mark-no-show.js';
import { NotifyPatient } from './application/notify-patient.js';
import { Calendar, Confirmations, DutyRoster, FacilityCalendar, PatientDirectory, ReminderSender } from './application/ports.js';
import { ProposeAlternatives } from './application/propose-alternatives.js';
import { RescheduleAppointment } from './application/reschedule-appointment.js';
import { SelfServiceDesk } from './application/self-service-desk.js';
import { ResolveDisplaced } from './application/resolve-displaced.js';
import { ReviewGrounds } from './application/review-grounds.js';
import { StartAppointment } from './application/start-appointment.js';
import { UpcomingAppointments } from './application/upcoming-appointments.js';
import { VoidAppointment } from './application/void-appointment.js';
import { WaiveNoShow } from './application/waive-no-show.js';
import { OfferMessages } from './application/wait-list-ports.js';
import { ClosedAppointments, WorklistCases } from './application/worklist-ports.js';
import { appointmentMachine } from './domain/appointment-machine.js';
import { Appointments } from './domain/appointments.js';
import { AppointmentTypes, Resources } from './domain/catalogue.js';
import { displacementMachine } from './domain/displacement-machine.js';
import { Displacements } from './domain/displacements.js';
import { reminderMachine } from './domain/reminder-machine.js';
import { Reminders } from './domain/reminders.js';
import { ResourceOutages } from './domain/resource-outages.js';
import { waitListMachine, waitListOfferMachine } from './domain/wait-list-machine.js';

publishMachine('appointment', appointmentMachine);
publishMachine('displacement', displacementMachine);
publishMachine('reminder', reminderMachine);
publishMachine('wait-list-entry', waitListMachine);
publishMachine('wait-list-offer', waitListOfferMachine);

const persistence = [
  wireAs(Appointments, MikroOrmAppointments, Entities, Sql),
  wireAs(AppointmentTypes, MikroOrmAppointmentTypes, Entities),
  wireAs(Resources, MikroOrmResources, Entities),
  wireAs(ResourceOutages, MikroOrmResourceOutages, Entities, Sql),
  wireAs(Calendar, SqlCalendar, Sql),
  wire(AppointmentsQuery, Sql),
  wire(CatalogueQuery, Sql),
  wire(ResourceOutagesQuery, Sql),
  wire(AppointmentAnswers, FacilityCalendar),
  wire(VisibleTypes, FacilityCalendar),
];

const others = [
  wireAs(DutyRoster, StaffingDutyRoster, StaffingFacade),
  wireAs(FacilityCalendar, StaffingFacilityCalendar, StaffingFacade),
  wireAs(PatientDirectory, PatientsPatientDirectory, PatientsFacade),
  wireAs(ReminderSender, NotificationsReminderSender, NotificationsFacade),
  wireAs(Confirmations, NotificationsConfirmations, NotificationsFacade),
  wireAs(OfferMessages, NotificationsOfferMessages, NotificationsFacade),
];

const useCases = [
  wire(DefineAppointmentType, UnitOfWork, AppointmentTypes, FacilityCalendar, Ids),
  wire(AddResource, UnitOfWork, Resources, FacilityCalendar, Ids),
  wire(DeclareOutage, UnitOfWork, ResourceOutages, Ids),
  wire(EndOutage, UnitOfWork, ResourceOutages, Clock),
  wire(FindSlots, Calendar, DutyRoster, FacilityCalendar, Clock),
  wire(FindPlace, Calendar, DutyRoster, PatientDirectory, Appointments, Clock),
  wire(BookAppointment, UnitOfWork, FindPlace, Appointments, Ids, Clock, AuditTrail),
  wire(AppointmentDesk, UnitOfWork, Appointments),
  wire(SelfServiceDesk, FacilityCalendar),
  wire(ConfirmAppointment, AppointmentDesk, Appointments, SelfServiceDesk, Clock),
  wire(CheckInPatient, AppointmentDesk, FacilityCalendar, Clock),
  wire(StartAppointment, AppointmentDesk, Clock),
  wire(CompleteAppointment, AppointmentDesk, Clock),
  wire(CancelAppointment, AppointmentDesk, Appointments, FacilityCalendar, SelfServiceDesk, Clock),
  wire(VoidAppointment, AppointmentDesk, Appointments),
  wire(RescheduleAppointment, AppointmentDesk, FindPlace, Appointments),
  wire(MarkNoShow, AppointmentDesk, FacilityCalendar, Clock),
  wire(WaiveNoShow, AppointmentDesk, Clock),
  wire(MarkNoShows, UnitOfWork, MarkNoShow, Appointments, Clock, AuditTrail),
  wire(ExpireHolds, AppointmentDesk, Appointments, Clock, AuditTrail),
];

/** Hears what closes time, and answers staffing about appointments. */
class WorklistConnections {
  constructor(
    subscriptions: EventSubscriptions,
    reviewGrounds: ReviewGrounds,
    opened: OpenedAppointmentBook,
    appointmentBook: SchedulingAppointmentBook,
    handOver: HandOverAppointments,
    commitments: StaffCommitments,
    upcoming: UpcomingAppointments,
  ) {
    subscriptions.add(new GroundReviewer(reviewGrounds));
    subscriptions.add(new SuccessorDesk(handOver));
    opened.open(appointmentBook);
    commitments.add(new AppointmentCommitments(upcoming));
  }
}

const worklist = [
  wireAs(Displacements, MikroOrmDisplacements, Entities),
  wireAs(WorklistCases, SqlWorklistCases, Sql),
  wire(WorklistQuery, Sql),
  { provide: ClosedAppointments, useExisting: WorklistQuery },
  wire(ReviewGrounds, UnitOfWork, WorklistCases, DutyRoster, Displacements, Ids, Clock),
  wire(ProposeAlternatives, Calendar, DutyRoster, FacilityCalendar, Clock),
  wire(AssessImpact, ClosedAppointments, ProposeAlternatives, Clock),
  wire(KeepDisplaced, UnitOfWork, ClosedAppointments, Displacements, Clock),
  wire(NotifyPatient, Reminders, PatientDirectory, FacilityCalendar, Ids, Clock),
  wire(ResolveDisplaced, UnitOfWork, ClosedAppointments, Appointments, RescheduleAppointment, CancelAppointment, NotifyPatient, Clock),
  wire(SchedulingAppointmentBook, AssessImpact, ResolveDisplaced),
  wireAs(UpcomingAppointments, SqlUpcomingAppointments, Sql),
  wire(HandOverAppointments, UpcomingAppointments, FacilityCalendar, Appointments, RescheduleAppointment),
  wire(
    WorklistConnections,
    ...([EventSubscriptions, ReviewGrounds, OpenedAppointmentBook, SchedulingAppointmentBook] as const),
    ...([HandOverAppointments, StaffCommitments, UpcomingAppointments] as const),
  ),
];

/** Appointment types, rooms, slots, appointments and their reminders. */
@Module({
  controllers: [
    CatalogueController,
    ResourceOutagesController,
    SlotsController,
    AppointmentsController,
    AppointmentActionsController,
    AppointmentRepliesController,
    RemindersController,
    ReminderReplayController,
    CalendarFeedController,
    AppointmentLinksController,
    DisplacedAppointmentsController,
    AppointmentSeriesController,
    WaitListController,
    WaitListOffersController,
  ],
  providers: [...persistence, ...others, ...useCases, ...remindingProviders, ...worklist, ...waitingProviders, ...seriesProviders],
  exports: [BookAppointment, DefineAppointmentType, AddResource, FindSlots],
})
export class SchedulingModule {
  constructor(
    processors: JobProcessors,
    careRelations: CareRelations,
    merges: PatientMerges,
    expireHolds: ExpireHolds,
    markNoShows: MarkNoShows,
  ) {
    careRelations.addView('scheduling.care_relations');
    merges.addHoldings(...schedulingHoldings);
    merges.addObstacles(...schedulingObstacles);
    processors.add(new AppointmentsProcessor(expireHolds, markNoShows));
  }
}
