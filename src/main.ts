import { enableCompileCache } from 'node:module';
import { keepHeapLean } from './lean-heap.js';

keepHeapLean();
enableCompileCache();
const { runProcess } = await import('./process.js');
await runProcess(process.env);
