import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readPositionRules } from './fleet/positionFilter.ts';
import { readIceServers } from './intercom/iceServers.ts';
import { createLogger } from './logger.ts';
import { startGateway } from './server.ts';
import { startFailure } from './storage/sqlite/database.ts';

/** Where the terminal's page is built to: seen from the bundle in out/main, and from the source. */
const TERMINAL_APP = [resolve(import.meta.dirname, '../terminal'), resolve(import.meta.dirname, '../out/terminal')];

const USAGE =
  'usage: gateway --data DIR [--port N] [--host 127.0.0.1] [--demo] [--district DIR] [--ice-servers FILE] [--position-rules FILE] [--log-level info]';

const optionsSchema = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(7200),
  data: z.string().min(1),
  host: z.string().min(1).default('127.0.0.1'),
  demo: z.boolean().default(false),
  district: z.string().min(1).default('resources/district'),
  'ice-servers': z.string().min(1).optional(),
  'position-rules': z.string().min(1).optional(),
  'log-level': z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

/** Under Electron's utilityProcess there is a port to the parent; under Node there is none. */
const parentPortSchema = z.object({
  postMessage: z.custom<(message: unknown) => void>((f) => typeof f === 'function'),
});

function readOptions(args: string[]): z.infer<typeof optionsSchema> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      host: { type: 'string' },
      demo: { type: 'boolean' },
      district: { type: 'string' },
      'ice-servers': { type: 'string' },
      'position-rules': { type: 'string' },
      'log-level': { type: 'string' },
    },
  });
  return optionsSchema.parse(values);
}

/** Tells whoever started this process; stdout holds nothing but these lines. */
function announce(message: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
  const parent = parentPortSchema.safeParse(Reflect.get(process, 'parentPort'));
  if (parent.success) Reflect.apply(parent.data.postMessage, Reflect.get(process, 'parentPort'), [message]);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const log = createLogger(options['log-level']);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

  const gateway = await startGateway({
    host: options.host,
    port: options.port,
    dataFolder: resolve(options.data),
    districtFolder: resolve(options.district),
    terminalApp: TERMINAL_APP.find((folder) => existsSync(folder)) ?? resolve(import.meta.dirname, '../out/terminal'),
    demo: options.demo,
    iceServers: options['ice-servers'] === undefined ? [] : readIceServers(resolve(options['ice-servers'])),
    positionRules: readPositionRules(options['position-rules']),
    // A demo is looked at by night, too, and its tests run then.
    quietHours: options.demo ? { from: '00:00', to: '00:00' } : undefined,
    log,
  });
  const stop = (signal: string) => {
    log.info({ signal }, 'stopping');
    gateway.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (gateway.setupCode) process.stderr.write(`first admin: POST /auth/setup with the code ${gateway.setupCode}\n`);
  log.info({ port: gateway.port, demo: options.demo }, 'listening');
  announce({ event: 'listening', port: gateway.port });
}

main().catch((error: unknown) => {
  process.stderr.write(`${startFailure(error)}\n${USAGE}\n`);
  process.exit(1);
});
