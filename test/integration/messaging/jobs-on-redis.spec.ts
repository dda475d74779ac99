import { describe, it } from '@jest/globals';
import { describeJobs } from './jobs-contract.js';
import { redisAnswers } from './messaging-rig.js';

if (await redisAnswers()) describeJobs('redis');
else describe.skip('jobs on redis', () => it('needs a Redis', () => undefined));
