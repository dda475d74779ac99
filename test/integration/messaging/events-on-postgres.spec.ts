import { describeEvents } from './events-contract.js';

describeEvents('postgres');
