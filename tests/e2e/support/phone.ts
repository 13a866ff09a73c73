import { resolve } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { electronPath } from '../../../scripts/runtime.mjs';
import { CENTRE } from '../../contract/gateway/clients.ts';
import { freshFolder, removeFolder } from '../../support/centre.ts';
import { boundSteps, endApp } from './bounded.ts';
import { expect } from './fixtures.ts';

export interface Phone {
  page: Page;
  /** what the page wrote as errors */
  errors: string[];
  /** its receiver finds out where it is: in the middle of the district */
  locate: () => Promise<void>;
  close: () => Promise<void>;
}

export interface PhoneOptions {
  size?: { width: number; height: number };
  /** a WAV file that its microphone plays, from the beginning each time it is opened */
  sound?: string;
  /** it has a camera, Chromium's own */
  camera?: boolean;
  /** its user refuses microphone and camera */
  refuses?: boolean;
}

/** Switches of Chromium for a microphone that plays a WAV file. */
export const fakeMicrophone = (file: string): string[] => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${file}`,
];

/** Chromium says so by itself of every request that fails while the test has cut the network, or is refused. */
const TOLERATED = [/Failed to load resource/, /WebSocket connection to/, /ERR_/];

/**
 * A phone with the terminal of a gateway open: the Chromium of the Electron that the set-up brought, in a bare window.
 */
export async function openPhone(gateway: string, options: PhoneOptions = {}): Promise<Phone> {
  const { size = { width: 360, height: 640 }, sound, camera = false, refuses = false } = options;
  const home = freshFolder('phone');
  const app = await _electron.launch({
    executablePath: electronPath().executable,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(sound === undefined ? [] : fakeMicrophone(sound)),
      ...(camera && sound === undefined ? ['--use-fake-device-for-media-stream'] : []),
      resolve(import.meta.dirname, 'phone'),
    ],
    env: {
      ...process.env,
      PHONE_HOME: home,
      PHONE_REFUSES: refuses ? 'media' : '',
      PHONE_URL: `${gateway}/terminal/`,
      PHONE_WIDTH: `${size.width}`,
      PHONE_HEIGHT: `${size.height}`,
    } as Record<string, string>,
  });
  boundSteps(app);
  const page = await app.firstWindow();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !TOLERATED.some((known) => known.test(text))) errors.push(text);
  });
  await page.setViewportSize(size);
  const debug = await page.context().newCDPSession(page);
  const locate = () =>
    debug.send('Emulation.setGeolocationOverride', { latitude: CENTRE.lat, longitude: CENTRE.lon, accuracy: 8 });
  await locate();
  return {
    page,
    errors,
    locate: async () => void (await locate()),
    close: async () => {
      await endApp(app, 'the phone');
      removeFolder(home);
    },
  };
}

export async function signInAtPhone({ page }: Phone, workerId: string): Promise<void> {
  await page.getByLabel('工号').fill(workerId);
  await page.getByLabel('密码').fill('demo');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(linkOf(page)).toHaveText('在线');
}

/** On duty, and told the centre where the phone is. */
export async function goOnDuty({ page, locate }: Phone): Promise<void> {
  await page.getByRole('button', { name: '上岗' }).click();
  await expect(page.getByText('在岗')).toBeVisible();
  // A fix is as old as the receiver says, and none from before the duty is kept.
  await locate();
  await expect(page.getByText('已定位')).toBeVisible();
}

/** The word of the header that says how the link is, and what waits. */
export const linkOf = (page: Page) => page.getByRole('banner').getByRole('status');

export const commandsOf = (page: Page) => page.getByRole('list', { name: '指令' }).getByRole('listitem');
