import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, removeFolder, startGateway } from '../../tests/support/centre.ts';
import { fakeMicrophone } from '../../tests/e2e/support/phone.ts';
import { type ConsoleApp, launchConsole } from '../consoleApp.ts';
import { p95, type Row, toRow } from '../measure.ts';
import { takeMarks, watchSound } from '../page/soundMarks.ts';
import { delays, markedSound, TALK_MS } from './voice.ts';

const AS_IT_IS = { language: 'zh-CN', echoCancellation: false, noiseSuppression: false, autoGainControl: false };

interface Desk extends ConsoleApp {
  end(): Promise<void>;
}

/** A real desk on its own folder that hears marks from its microphone and tells when they pass. */
async function openRadioDesk(gateway: string, username: string, sound: string): Promise<Desk> {
  const home = freshFolder('bench-home');
  writeFileSync(join(home, 'settings.json'), JSON.stringify(AS_IT_IS));
  const desk = await launchConsole(gateway, home, { args: fakeMicrophone(sound), username });
  await watchSound(desk.page);
  await desk.page.reload();
  await desk.page.getByRole('banner').getByText('在线', { exact: true }).waitFor();
  await floor(desk, '空闲');
  const end = async () => {
    await desk.close();
    removeFolder(home);
  };
  return { ...desk, end };
}

const floor = ({ page }: ConsoleApp, words: string) =>
  page.locator('#desk-radio').getByRole('status').filter({ hasText: words }).first().waitFor();

/**
 * `voice-desk`: from the microphone of one real desk to the loudspeaker of another, by way of both stations and the gateway, p95. Times are
 * those of the two pages' audio threads, so the devices' own buffers are outside.
 */
export async function voiceDesk(): Promise<Row[]> {
  const gateway = await startGateway();
  const folder = freshFolder('bench-sound');
  const sound = join(folder, 'marks.wav');
  markedSound(sound);
  const desks: Desk[] = [];
  try {
    for (const username of ['dispatcher', 'lead']) desks.push(await openRadioDesk(gateway.url, username, sound));
    const [speaker, listener] = desks as [Desk, Desk];
    for (const { page } of desks) await takeMarks(page);
    await speaker.page.keyboard.down('Space');
    await floor(speaker, '正在讲话，剩');
    await speaker.page.waitForTimeout(TALK_MS);
    await speaker.page.keyboard.up('Space');
    // The talk has come to its end there, too: the listener's bar says when the last one was.
    await floor(listener, '最近讲话');
    const values = delays(await takeMarks(speaker.page), await takeMarks(listener.page));
    return [toRow({ name: 'voice mouth-to-ear, desk to desk', unit: 'ms p95', values, floors: [], pick: p95 })];
  } finally {
    for (const desk of desks) await desk.end();
    await gateway.end();
    removeFolder(gateway.data);
    removeFolder(folder);
  }
}
