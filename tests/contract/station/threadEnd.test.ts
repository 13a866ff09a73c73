import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NODE } from './harness.ts';

test('[ST349] a second thread that is ended while it comes up does not take the station with it', async () => {
  const program = spawn(NODE, [join(import.meta.dirname, 'childThreads.ts')], { stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  program.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code, signal] = await once(program, 'exit');
  expect({ code, signal, said }).toEqual({ code: 0, signal: null, said: '' });
});
