// A place for windows on a machine without a screen: an Xvfb of our own, on a display number that it finds free itself.
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { end, keep } from './children.ts';

/** The size of the large displays that walls are made for. */
const screen = '1920x1080x24';

export type Display = {
  /** What must be in the environment of whatever opens windows. */
  env: Record<string, string>;
  /** True when the display was made here, and is not seen by anybody. */
  own: boolean;
  close: () => Promise<void>;
};

const nothing: Display = { env: {}, own: false, close: async () => undefined };

/** The machine's display, or an own Xvfb where there is none. Fails with what to install when there is no Xvfb either. */
export async function openDisplay(): Promise<Display> {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return nothing;
  const server = keep(
    spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    }),
  );
  const number = await new Promise<string>((done, fail) => {
    const numberPipe = server.stdio[3] as Readable;
    numberPipe.setEncoding('utf8').once('data', (text: string) => done(text.trim()));
    server.once('error', () =>
      fail(new Error('There is no display, and no Xvfb to make one: install the package xvfb.')),
    );
    server.once('exit', (code) => fail(new Error(`Xvfb left at once (code ${code}).`)));
  });
  return { env: { DISPLAY: `:${number}` }, own: true, close: () => end(server) };
}
