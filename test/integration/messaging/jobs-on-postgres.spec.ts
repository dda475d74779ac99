import { describe } from '@jest/globals';
import { describeJobs } from './jobs-contract.js';

describe('the queue store on PostgreSQL', () => describeJobs());
