import { connect } from 'node:net';
import { expect } from '@jest/globals';
import type { Answer } from '../../harness/api.js';

/** That an answer is a problem document of this status and code, with nothing in it that is nobody's business. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.body).toMatchObject({ status, type: `/docs/problems#${code}`, title: expect.any(String), detail: expect.any(String) });
  expect(answer.body['requestId']).toBe(answer.headers.get('x-request-id'));
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.[jt]s:\d|select |insert into|at \w+ \(/i);
}

/** Sends bytes as they are; answers with what comes back first. */
export function sendRaw(origin: string, text: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(Number(port), hostname);
  socket.once('data', (data) => {
    resolve(data.toString());
    socket.destroy();
  });
  socket.on('error', reject);
  socket.write(text);
  return promise;
}
