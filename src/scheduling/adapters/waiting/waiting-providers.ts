import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { EventSubscriptions, JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { AcceptOffer, DeclineOffer } from '../../application/answer-offer.js';
import { BookAppointment } from '../../application/book-appointment.js';
import { EnterWaitList } from '../../application/enter-wait-list.js';
import { LeaveWaitList } from '../../application/leave-wait-list.js';
import { OfferFreedTime } from '../../application/offer-freed-time.js';
import { AppointmentLinks, Calendar, DutyRoster, FacilityCalendar, PatientDirectory } from '../../application/ports.js';
import { SettleOffers } from '../../application/settle-offers.js';
import { SweepWaitList } from '../../application/sweep-wait-list.js';
import { TellOfOffer } from '../../application/tell-of-offer.js';
import { OfferMessages } from '../../application/wait-list-ports.js';
import { Appointments } from '../../domain/appointments.js';
import { WaitList } from '../../domain/wait-list.js';
import { WaitListAnswers } from '../http/wait-list-answer.js';
import { MikroOrmWaitList } from '../persistence/wait-list.mikro-orm.js';
import { WaitListQuery } from '../persistence/wait-list.query.js';
import { WaitingConnections } from './waiting-connections.js';

const work = [SettleOffers, OfferFreedTime, FacilityCalendar, SweepWaitList] as const;

/** The part of scheduling's wiring that is about the wait-list. */
export const waitingProviders = [
  wireAs(WaitList, MikroOrmWaitList, Entities, Sql),
  wire(WaitListQuery, Sql),
  wire(WaitListAnswers, WaitListQuery),
  wire(EnterWaitList, UnitOfWork, WaitList, Calendar, DutyRoster, PatientDirectory, FacilityCalendar, Ids, Clock),
  wire(LeaveWaitList, UnitOfWork, WaitList, Clock),
  wire(OfferFreedTime, UnitOfWork, WaitList, BookAppointment, PatientDirectory, FacilityCalendar, TellOfOffer, Ids, Clock),
  wire(TellOfOffer, OfferMessages, AppointmentLinks),
  wire(AcceptOffer, UnitOfWork, WaitList, Appointments, Clock),
  wire(DeclineOffer, UnitOfWork, WaitList, Appointments, FacilityCalendar, Clock),
  wire(SettleOffers, UnitOfWork, WaitList, Appointments, Clock),
  wire(SweepWaitList, UnitOfWork, WaitList, SettleOffers, OfferFreedTime, AuditTrail, Clock),
  wire(WaitingConnections, EventSubscriptions, JobProcessors, ...work),
];
