import { describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { pino } from 'pino';
import { registerRequestContext } from './request-context.js';

interface Line {
  level: number;
  route: string;
  status: number;
}

const INFO = 30;
const DEBUG = 20;

/** Asks each address once; answers with the lines that were logged. */
async function linesFor(...addresses: string[]): Promise<Line[]> {
  const lines: Line[] = [];
  const fastify = Fastify();
  registerRequestContext(fastify, pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) }));
  fastify.get('/health/live', async () => ({ status: 'ok' }));
  fastify.get('/health/ready', async (_, reply) => reply.code(503).send({}));
  fastify.get('/api/v1/patients/:id', async () => ({}));
  for (const url of addresses) await fastify.inject({ url });
  await fastify.close();
  return lines.map(({ level, route, status }) => ({ level, route, status }));
}

describe('the log of requests', () => {
  it('has one line for each, with the route and never the address', async () => {
    expect(await linesFor('/api/v1/patients/canary?name=canary')).toEqual([{ level: INFO, route: '/api/v1/patients/:id', status: 200 }]);
  });

  it('tells of probes at debug, unless they go badly', async () => {
    expect(await linesFor('/health/live', '/health/ready')).toEqual([
      { level: DEBUG, route: '/health/live', status: 200 },
      { level: INFO, route: '/health/ready', status: 503 },
    ]);
  });
});
