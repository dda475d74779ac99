import { describeRedis } from '#testing';
import { describeJobs } from './jobs-contract.js';

describeRedis('the queue store on Redis', describeJobs);
