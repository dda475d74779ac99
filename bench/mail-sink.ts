import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server on loopback, in a process of its own, that takes whatever it is given and tells its parent how much that was. */
let taken = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData: (stream, _, answer) => {
    stream.resume().once('end', () => {
      taken += 1;
      answer();
    });
  },
});
server.on('error', () => undefined);
const listening = server.listen(0, '127.0.0.1');
if (!listening.listening) await once(listening, 'listening');
process.on('message', () => process.send?.({ taken }));
process.once('disconnect', () => process.exit());
process.send?.({ port: (listening.address() as AddressInfo).port });
