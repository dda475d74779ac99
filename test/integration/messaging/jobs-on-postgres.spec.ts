import { describeJobs } from './jobs-contract.js';

describeJobs('postgres');
