import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runProcess } = await import('./process.js');
await runProcess({ ...process.env, ROLE: 'worker' });
