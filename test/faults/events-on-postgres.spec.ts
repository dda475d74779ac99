import { describe } from '@jest/globals';
import { describeKilledWorkers } from './events-contract.js';

describe('events with the queue on PostgreSQL', () => describeKilledWorkers());
