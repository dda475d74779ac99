// A small process that uses the embedded server over the folder it is given, for tests that kill it.
// Says one line of JSON when it is ready; on SIGINT it writes a row as a late request would, leaves, and exits with 0.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedPostgres } from '../../dist/libs/persistence/embedded/index.js';

const server = await EmbeddedPostgres.start({ dataDir: process.argv[2] });

process.once('SIGINT', async () => {
  await pause(300);
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  await client.query('create table if not exists notes (text text)');
  await client.query(`insert into notes values ('written while draining')`);
  await client.end();
  await server.stop();
  process.exit(0);
});

process.stdin.resume();
process.stdin.once('end', async () => {
  await server.stop();
  process.exit(0);
});

console.log(JSON.stringify({ postmaster: server.pid, url: server.url, ownerUrl: server.ownerUrl }));
