// Lets one process at a time prepare the project: two programs started side by side must not install into each other.
import { openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.mjs';

const path = join(root, '.prepare.lock');

/** Runs `work` when it is our turn; a lock left by a process that is gone counts for nothing. */
export function inTurn(work, onWait) {
  let told = false;
  while (!take()) {
    if (!told) onWait();
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take() {
  try {
    const lock = openSync(path, 'wx');
    writeSync(lock, String(process.pid));
    closeSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned()) rmSync(path, { force: true });
    return false;
  }
}

function isAbandoned() {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
