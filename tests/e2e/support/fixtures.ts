import { resolve } from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { electronPath } from '../../../scripts/runtime.mjs';
import {
  type District,
  freshFolder,
  type Gateway,
  type GatewayStart,
  removeFolder,
  startDistrict,
  startGateway,
} from '../../support/centre.ts';
import type { Child } from '../../support/child.ts';
import { smallDistrict } from '../../support/smallDistrict.ts';
import { boundSteps, endApp } from './bounded.ts';

const appFolder = resolve(import.meta.dirname, '../../..');

export interface LaunchOptions {
  gateway?: string;
  home?: string;
  language?: 'zh-CN' | 'en';
  args?: string[];
  env?: Record<string, string>;
}

export interface Console {
  app: ElectronApplication;
  /** the first window */
  page: Page;
  home: string;
  /** what pages wrote as errors; a test fails when this is not empty at its end */
  errors: string[];
  close: () => Promise<void>;
}

interface Fixtures {
  /** starts the real app on a fresh data folder; everything is ended after the test */
  launch: (options?: LaunchOptions) => Promise<Console>;
  /** a centre of a small district, unless it is told another */
  gateway: (options?: GatewayStart) => Promise<Gateway>;
  district: (gateway: string, district: District) => Promise<Child>;
}

/** Errors that Chromium itself writes when a photo or tile is missing on purpose. */
const TOLERATED = [/Failed to load resource/];

async function launchConsole(options: LaunchOptions): Promise<Console> {
  const home = options.home ?? freshFolder('home');
  const errors: string[] = [];
  const app = await _electron.launch({
    executablePath: electronPath().executable,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      appFolder,
      ...(options.gateway === undefined ? [] : ['--gateway', options.gateway]),
      ...['--lang', options.language ?? 'zh-CN'],
      ...(options.args ?? []),
    ],
    env: { ...process.env, STREET_CONSOLE_HOME: home, TZ: 'Asia/Shanghai', ...options.env } as Record<string, string>,
  });
  const listen = (page: Page) => {
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !TOLERATED.some((known) => known.test(text))) errors.push(text);
    });
  };
  // The first window may have come before anybody could listen.
  for (const window of app.windows()) listen(window);
  app.on('window', listen);
  boundSteps(app);
  const page = await app.firstWindow();
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await endApp(app, 'the app');
  };
  return { app, page, home, errors, close };
}

export const test = base.extend<Fixtures, { roster: string }>({
  roster: [
    async ({}, use) => {
      const folder = smallDistrict();
      await use(folder);
      removeFolder(folder);
    },
    { scope: 'worker' },
  ],
  launch: async ({}, use) => {
    const open: Console[] = [];
    await use(async (options = {}) => {
      const started = await launchConsole(options);
      open.push(started);
      return started;
    });
    for (const started of open) await started.close();
    for (const started of open) {
      expect(started.errors, 'a page wrote errors to its console').toEqual([]);
      removeFolder(started.home);
    }
  },
  gateway: async ({ roster }, use) => {
    const open: Gateway[] = [];
    await use(async (options = {}) => {
      const started = await startGateway({ district: roster, ...options });
      open.push(started);
      return started;
    });
    for (const started of open) await started.end();
    for (const started of open) removeFolder(started.data);
  },
  district: async ({ gateway: _first }, use) => {
    const open: Child[] = [];
    await use(async (url, district) => {
      const started = await startDistrict(url, district);
      open.push(started);
      return started;
    });
    for (const started of open) await started.end();
  },
});
export { expect };
