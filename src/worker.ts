import { runProcess } from './process.js';

await runProcess({ ...process.env, ROLE: 'worker' });
