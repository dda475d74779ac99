import { describeRedis } from '#testing';
import { describeKilledWorkers } from './events-contract.js';

describeRedis('events with the queue on Redis', describeKilledWorkers);
