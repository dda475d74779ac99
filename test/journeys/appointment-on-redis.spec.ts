import { describeRedis } from '#testing';
import { describeAppointmentJourney } from './appointment-contract.js';

describeRedis('with the queues on Redis', describeAppointmentJourney);
