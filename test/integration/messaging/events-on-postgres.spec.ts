import { describe } from '@jest/globals';
import { describeEvents } from './events-contract.js';

describe('the outbox with queues on PostgreSQL', () => describeEvents());
