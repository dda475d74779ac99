// Fails unless the linter's report, on standard input, is free of warnings too.
import { readFileSync } from 'node:fs';

const { totals } = JSON.parse(readFileSync(0, 'utf8'));
console.log(`${totals.errors} errors, ${totals.warnings} warnings`);
if (totals.errors + totals.warnings > 0) process.exitCode = 1;
