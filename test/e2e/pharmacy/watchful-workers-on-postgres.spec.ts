import { describe } from '@jest/globals';
import { describeWatchfulWorkers } from './watchful-workers-contract.js';

describe('with the queues on PostgreSQL', () => describeWatchfulWorkers());
