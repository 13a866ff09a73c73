import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openTerminal } from '../../tests/contract/gateway/clients.ts';
import { letGo, press } from '../../tests/contract/gateway/radioClients.ts';
import { openPhone, type Phone, signInAtPhone } from '../../tests/e2e/support/phone.ts';
import { freshFolder, removeFolder, startGateway } from '../../tests/support/centre.ts';
import { SOUND_RATE, writeWav } from '../../tests/support/knownSound.ts';
import { openVoiceRelay, type VoiceRelay } from '../../tests/support/voiceRelay.ts';
import { p95, type Row, toRow } from '../measure.ts';
import { type SoundMark, takeMarks, watchSound } from '../page/soundMarks.ts';

const PRESSES = 40;
/** A talk of half a minute: so many marks. */
export const TALK_MS = Number(process.env.BENCH_TALK_MS ?? 30_000);
/** A mark each so many ms; a talk's delay must be shorter. */
const PERIOD_MS = 500;
const MARK_MS = 200;
const AS_IT_IS = JSON.stringify({ echoCancellation: false, noiseSuppression: false, autoGainControl: false });

/** The line from the centre to the listener. */
const LINES: readonly { name: string; loss: number; jitterMs: number }[] = [
  { name: 'quiet line', loss: 0, jitterMs: 0 },
  { name: '50 ms jitter', loss: 0, jitterMs: 50 },
  { name: '1 % lost, 50 ms jitter', loss: 0.01, jitterMs: 50 },
  { name: '5 % lost, 50 ms jitter', loss: 0.05, jitterMs: 50 },
];

/** Tones of 200 ms each half second, from the moment the microphone opens. */
export function markedSound(file: string): void {
  const period = (SOUND_RATE * PERIOD_MS) / 1000;
  const mark = (SOUND_RATE * MARK_MS) / 1000;
  const sound = Float32Array.from({ length: period * 8 }, (_, i) =>
    i % period < mark ? 0.5 * Math.sin((2 * Math.PI * 600 * i) / SOUND_RATE) : 0,
  );
  writeWav(file, sound);
}

async function openRadio(url: string, workerId: string, sound: string): Promise<Phone> {
  const phone = await openPhone(url, { sound });
  const { page } = phone;
  await watchSound(page);
  await page.evaluate((kept) => localStorage.setItem('terminal.voice', kept), AS_IT_IS);
  await page.reload();
  await signInAtPhone(phone, workerId);
  await page.getByRole('button', { name: '对讲' }).click();
  return phone;
}

const key = (page: Page) => page.locator('.talk');
const status = (page: Page, text: string) => page.locator('.floor', { hasText: text }).waitFor();

/** ms from the key to the word that the floor is granted, and from the key to the first sound at the listener. */
async function access(speaker: Page, listener: Page): Promise<{ grant: number; sound: number }> {
  await takeMarks(listener);
  const timed = speaker.evaluate(
    () =>
      new Promise<{ pressed: number; granted: number }>((resolve) => {
        const button = document.querySelector('.talk') as HTMLElement;
        let pressed = 0;
        button.addEventListener('pointerdown', () => (pressed = performance.timeOrigin + performance.now()), {
          once: true,
          capture: true,
        });
        const look = new MutationObserver(() => {
          if (!button.classList.contains('granted')) return;
          look.disconnect();
          resolve({ pressed, granted: performance.timeOrigin + performance.now() });
        });
        look.observe(button, { attributes: true, attributeFilter: ['class'] });
      }),
  );
  await key(speaker).hover();
  await speaker.mouse.down();
  const { pressed, granted } = await timed;
  await listener.waitForFunction(() => window.marks.some(({ where }) => where === 'out'));
  await speaker.mouse.up();
  const [first] = (await takeMarks(listener)).filter(({ where }) => where === 'out');
  await status(listener, '频道空闲');
  await listener.waitForTimeout(150);
  return { grant: granted - pressed, sound: (first?.at ?? Number.NaN) - pressed };
}

/** The same wish of a client that is nothing but a socket. */
async function bareAccess(url: string): Promise<number[]> {
  const client = await openTerminal(url, 'w00003');
  const times: number[] = [];
  for (let n = 0; n < PRESSES; n += 1) {
    const started = performance.now();
    const answer = await press(client, 'district');
    times.push(performance.now() - started);
    if (answer.state !== 'granted') throw new Error(`no floor: ${JSON.stringify(answer)}`);
    await letGo(client, 'district');
  }
  client.close();
  return times;
}

async function quality(page: Page): Promise<{ played: number; concealed: number }> {
  await page.waitForTimeout(1100);
  const [played = 0, concealed = 0] = ((await page.locator('.quality').textContent()) ?? '').match(/\d+/g) ?? [];
  return { played: Number(played), concealed: Number(concealed) };
}

/** ms each mark took from the microphone's callback to the loudspeaker's; a mark that was lost is left out. */
export function delays(said: readonly SoundMark[], heard: readonly SoundMark[]): number[] {
  const out = heard.filter(({ where }) => where === 'out').map(({ at }) => at);
  return said
    .filter(({ where }) => where === 'in')
    .flatMap(({ at }) => {
      const arrived = out.find((one) => one >= at && one < at + PERIOD_MS - 20);
      return arrived === undefined ? [] : [arrived - at];
    });
}

async function talk(speaker: Page, listener: Page, relay: VoiceRelay, line: (typeof LINES)[number]) {
  Object.assign(relay, line);
  const before = await quality(listener);
  await takeMarks(speaker);
  await takeMarks(listener);
  await key(speaker).hover();
  await speaker.mouse.down();
  await speaker.waitForTimeout(TALK_MS);
  await speaker.mouse.up();
  await status(listener, '频道空闲');
  const after = await quality(listener);
  const [said, heard] = [await takeMarks(speaker), await takeMarks(listener)];
  const concealed = after.concealed - before.concealed;
  const share = (100 * concealed) / (after.played - before.played + concealed);
  return { delays: delays(said, heard), share };
}

/**
 * Two terminals in real browsers, a real gateway, and a relay before the listener that loses and holds up frames. Times are those of the
 * audio threads of the two pages, so the devices' own buffers are outside.
 */
export async function voice(): Promise<Row[]> {
  const gateway = await startGateway();
  const relay = await openVoiceRelay(gateway.url);
  const folder = freshFolder('bench-sound');
  const sound = join(folder, 'marks.wav');
  markedSound(sound);
  const phones: Phone[] = [];
  try {
    phones.push(await openRadio(gateway.url, 'w00001', sound), await openRadio(relay.url, 'w00002', sound));
    const [speaker, listener] = phones.map(({ page }) => page) as [Page, Page];
    await listener.locator('summary').click();
    const accesses: Awaited<ReturnType<typeof access>>[] = [];
    for (let n = 0; n < PRESSES; n += 1) accesses.push(await access(speaker, listener));
    const rows = [
      toRow({
        name: 'voice access (key to grant)',
        unit: 'ms p95',
        values: accesses.map(({ grant }) => grant),
        floors: await bareAccess(gateway.url),
        pick: p95,
      }),
      toRow({
        name: 'voice end-to-end access',
        unit: 'ms p95',
        values: accesses.map(({ sound: ms }) => ms),
        floors: [],
        pick: p95,
      }),
    ];
    for (const line of LINES) {
      const { delays: values, share } = await talk(speaker, listener, relay, line);
      rows.push(
        toRow({ name: `voice mouth-to-ear, ${line.name}`, unit: 'ms p95', values, floors: [], pick: p95 }),
        toRow({ name: `voice made up, ${line.name}`, unit: '%', values: [share], floors: [] }),
      );
    }
    return rows;
  } finally {
    for (const phone of phones) await phone.close();
    await relay.close();
    await gateway.end();
    removeFolder(gateway.data);
    removeFolder(folder);
  }
}
