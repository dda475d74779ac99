import { describeRedis } from '#testing';
import { describeEvents } from './events-contract.js';

describeRedis('the outbox with queues on Redis', describeEvents);
