// Runs before every script that needs the product installed and built, so that a fresh clone needs nothing but
// Node ≥ 20 and npm. With nothing to do it takes a few hundredths of a second.
import { spawnSync } from 'node:child_process';
import { areInstalled, install, node } from './packages.mjs';
import { isBuilt, root } from './sources.mjs';
import { inTurn } from './turn.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

function prepare() {
  if (!areInstalled()) {
    say('Installing packages; the first time takes a minute or so …');
    install();
  }
  if (!isBuilt()) {
    say('Building …');
    const { status } = spawnSync(node, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new Error('The product could not be built: see above.');
  }
}

try {
  if (!areInstalled() || !isBuilt()) inTurn(prepare, () => say('Another process is installing or building; waiting for it …'));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
