import { describe } from '@jest/globals';
import { describeAppointmentJourney } from './appointment-contract.js';

describe('with the queues on PostgreSQL', () => describeAppointmentJourney());
