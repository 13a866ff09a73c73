import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { freshFolder, removeFolder } from '../../support/centre.ts';

/** The server itself: the wrapper around it asks for a console of the machine's. */
const XORG = '/usr/lib/xorg/Xorg';
const DUMMY = '/usr/lib/xorg/modules/drivers/dummy_drv.so';

/** Whether this machine can show several screens that come and go: Xvfb has one that stays. */
export function mayHaveScreens(): boolean {
  return existsSync(XORG) && existsSync(DUMMY) && spawnSync('xrandr', ['--version']).status === 0;
}

/** Those of the driver that tests use. */
const KNOWN_SIZES = ['1920x1080', '1280x720'];

const CONFIG = `
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 7680 4320
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
EndSection
`;

export interface Screens {
  /** what an app that is shown on them must have in its environment */
  env: { DISPLAY: string };
  /** shows a screen at a place; or, with another size, shows it anew */
  show: (screen: number, size: `${number}x${number}`, at: { x: number; y: number }) => void;
  /** as when its cable is pulled */
  lose: (screen: number) => void;
  close: () => Promise<void>;
}

/** An X server with screens of its own, numbered from 0; the first is there from the start. */
export async function startScreens(): Promise<Screens> {
  const folder = freshFolder('screens');
  const config = join(folder, 'xorg.conf');
  writeFileSync(config, CONFIG);
  const flags = ['-displayfd', '3', '-config', config, '-logfile', join(folder, 'xorg.log')];
  const server = spawn(XORG, [...flags, '-noreset', '-nolisten', 'tcp', '-novtswitch', '-sharevts'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const number = await new Promise<string>((done, fail) => {
    (server.stdio[3] as Readable).setEncoding('utf8').once('data', (text: string) => done(text.trim()));
    server.once('exit', (code) => fail(new Error(`Xorg left at once (code ${code})`)));
  });
  const env = { DISPLAY: `:${number}` };
  const xrandr = (...args: string[]) => {
    const { status, stderr } = spawnSync('xrandr', args, { env: { ...process.env, ...env }, encoding: 'utf8' });
    if (status !== 0) throw new Error(`xrandr ${args.join(' ')}: ${stderr}`);
  };
  /** The server finds out which screens are connected only when somebody asks it to look. */
  const probe = () => xrandr('--query');
  const name = (screen: number) => `DUMMY${screen}`;
  const made = new Set<string>(KNOWN_SIZES);
  /** The driver knows few sizes; what its monitor would need of time is nobody's concern here. */
  const make = (size: string) => {
    if (made.has(size)) return;
    const [width = 0, height = 0] = size.split('x').map(Number);
    const times = (length: number, step: number) => [0, 1, 2, 3].map((n) => `${length + n * step}`);
    xrandr('--newmode', size, `${(width * height * 9) / 1e6}`, ...times(width, 8), ...times(height, 3));
    made.add(size);
  };
  return {
    env,
    show: (screen, size, { x, y }) => {
      make(size);
      if (screen > 0) xrandr('--addmode', name(screen), size);
      xrandr('--output', name(screen), '--mode', size, '--pos', `${x}x${y}`);
      probe();
    },
    lose: (screen) => {
      xrandr('--output', name(screen), '--off');
      probe();
    },
    close: async () => {
      server.kill();
      await ended;
      removeFolder(folder);
    },
  };
}
