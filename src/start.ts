import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createHttpApp } from '#http';
import { DashboardSignIn, Messaging, mountQueueDashboard, Queues } from '#messaging';
import type { DrainStep } from '#wiring';
import { mountInvitationPage, mountPasswordPage } from './access/index.js';
import { AppModule } from './app.module.js';
import type { Config, ReadyConfig, Role } from './config.js';
import { introduceAdministrator } from './introduce-administrator.js';
import { createLogger } from './log.js';
import { openDatabase } from './open-database.js';

/** A process at work. */
export interface Running {
  role: Role;
  /** `http://127.0.0.1:3000` */
  origin: string;
  logger: Logger;
  drain: DrainStep[];
}

/** Prints a line for people beside the structured log. */
export type Say = (line: string) => void;

/** Brings a process up, from the database to the first accepted request or job. */
export async function start(config: Config, say: Say): Promise<Running> {
  const database = await openDatabase(config, say);
  const leave: DrainStep = { name: 'leaving the database', run: () => database.leave() };
  try {
    const running = await run(database.config, config.databaseUrl === undefined, say);
    return { ...running, drain: [...running.drain, leave] };
  } catch (error) {
    await database.leave();
    throw error;
  }
}

async function run(config: ReadyConfig, embedded: boolean, say: Say): Promise<Running> {
  const logger = createLogger(config.logLevel);
  const report = (line: string): void => logger.warn(line);
  if (!config.auditReads) warnOfUnauditedReads(say, report);
  const app = await serverOf(config, logger, report);
  try {
    if (config.role !== 'worker') await introduceAdministrator(app.context, config, embedded, say);
    return { role: config.role, origin: await goToWork(app, config.role), logger, drain: stepsDown(app) };
  } catch (error) {
    await app.context.close();
    throw error;
  }
}

/** Milliseconds for what has begun when the address turns out to be taken. */
const GIVE_UP_AFTER = 3_000;

/** Jobs first, so that whoever sees the origin sees everything at work. */
async function goToWork({ context, listen }: Application, role: Role): Promise<string> {
  const messaging = context.get(Messaging);
  messaging.openQueues();
  if (role !== 'main') messaging.work.start();
  try {
    return await listen();
  } catch (error) {
    // Queues have connections of their own, which would miss the database when it is left.
    await messaging.work.stop(GIVE_UP_AFTER);
    await messaging.close(GIVE_UP_AFTER);
    throw error;
  }
}

/** Where nobody can miss it: on the terminal and in the log. */
function warnOfUnauditedReads(...heard: Say[]): void {
  const line = 'AUDIT_READS=off: whoever reads patient data leaves no trace. This is for measuring, never with data of people.';
  heard.forEach((say) => say(line));
}

interface Application {
  context: INestApplicationContext;
  /** Accepts requests; answers with the origin. */
  listen(): Promise<string>;
  /** Accepts no more requests and waits for those under way. */
  stopListening(): Promise<void>;
}

/** A worker serves nobody, but is watched like every process. */
async function serverOf(config: ReadyConfig, logger: Logger, report: Say): Promise<Application> {
  const probesOnly = config.role === 'worker';
  const context = await createHttpApp(AppModule.with(config, { report }), {
    logger,
    trustProxy: config.trustProxy,
    corsOrigins: config.corsOrigins,
    probesOnly,
    auditReads: config.auditReads,
  });
  const fastify = context.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  if (!probesOnly) {
    mountQueueDashboard(fastify, context.get(Queues), context.get(DashboardSignIn));
    mountPasswordPage(fastify, context);
    mountInvitationPage(fastify, context);
  }
  await context.init();
  return {
    context,
    // Nest's own way would log a taken port before the one line that says so.
    listen: () => fastify.listen({ host: config.host, port: config.port }),
    stopListening: () => context.getHttpAdapter().close() as Promise<void>,
  };
}

/** Requests first, since they may still leave work behind; then jobs; the connections they all use last. */
function stepsDown({ context, stopListening }: Application): DrainStep[] {
  const messaging = context.get(Messaging);
  return [
    { name: 'finishing requests', run: stopListening },
    { name: 'finishing jobs', run: async (remaining) => void (await messaging.work.stop(remaining)) },
    { name: 'leaving the queues', run: (remaining) => messaging.close(remaining) },
    { name: 'closing connections', run: () => context.close() },
  ];
}
