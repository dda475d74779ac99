import { describeRedis } from '#testing';
import { describeWatchfulWorkers } from './watchful-workers-contract.js';

describeRedis('with the queues on Redis', describeWatchfulWorkers);
