import { describe, it } from '@jest/globals';
import { describeEvents } from './events-contract.js';
import { redisAnswers } from './messaging-rig.js';

if (await redisAnswers()) describeEvents('redis');
else describe.skip('events with the queue on redis', () => it('needs a Redis', () => undefined));
