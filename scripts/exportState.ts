// `npm run export-state -- --home DIR | --gateway DIR`: what a desk, or the centre, holds, to compare the two by hand.
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { deskState, gatewayState } from './exportState/lines.ts';

const USAGE = `npm run export-state -- --home DIR | --gateway DIR [--hash]
  --home DIR      数据目录（指挥台） / data folder of a console
  --gateway DIR   数据目录（网关）   / data folder of a gateway
  --hash          只给出行数与 SHA-256 / count and SHA-256 only`;

function linesOf(values: { home?: string; gateway?: string }): Generator<string> {
  if ((values.home === undefined) === (values.gateway === undefined)) throw new Error(USAGE);
  return values.home === undefined ? gatewayState(values.gateway ?? '') : deskState(values.home);
}

try {
  const text = { type: 'string' } as const;
  const options = { home: text, gateway: text, hash: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  const hash = createHash('sha256');
  let count = 0;
  for (const line of linesOf(values)) {
    hash.update(`${line}\n`);
    count += 1;
    if (!values.hash && !process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
  }
  if (values.hash) process.stdout.write(`${count} ${hash.digest('hex')}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
