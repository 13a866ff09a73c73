import { join } from 'node:path';
import { freshFolder, removeFolder } from '../support/centre.ts';
import { compare, longestGap, sweeps, writeWav } from '../support/knownSound.ts';
import { openVoiceRelay, type VoiceRelay } from '../support/voiceRelay.ts';
import { type Client, openConsole } from '../contract/gateway/clients.ts';
import { test as base, expect } from './support/fixtures.ts';
import { openPhone, type Phone, type PhoneOptions, signInAtPhone } from './support/phone.ts';
import { takeHeard, tapLoudspeaker } from './support/tap.ts';

/** Push to talk between terminals in real browsers, through the real gateway: what is said is what is heard. */

interface Fixtures {
  centre: { url: string };
  lead: Client;
  relay: VoiceRelay;
  /** a phone on the radio screen */
  radio: (workerId: string, url: string, options?: PhoneOptions) => Promise<Phone>;
  sound: { wave: Float32Array; file: string };
}
/** Nothing is done to the sound of the microphone: sweeps are noise to a suppressor. */
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

const test = base.extend<Fixtures>({
  centre: async ({ gateway }, use) => use(await gateway()),
  lead: async ({ centre }, use) => {
    const lead = await openConsole(centre.url, 'lead');
    await use(lead);
    lead.close();
  },
  relay: async ({ centre }, use) => {
    const relay = await openVoiceRelay(centre.url);
    await use(relay);
    await relay.close();
  },
  sound: async ({}, use) => {
    const folder = freshFolder('sound');
    const file = join(folder, 'sweeps.wav');
    const wave = sweeps(8);
    writeWav(file, wave);
    await use({ wave, file });
    removeFolder(folder);
  },
  radio: async ({}, use) => {
    const open: Phone[] = [];
    await use(async (workerId, url, options) => {
      const phone = await openPhone(url, options);
      open.push(phone);
      const { page } = phone;
      await tapLoudspeaker(page);
      await page.evaluate((kept) => localStorage.setItem('terminal.voice', kept), JSON.stringify(AS_IT_IS));
      await page.reload();
      await signInAtPhone(phone, workerId);
      await page.getByRole('button', { name: '对讲' }).click();
      return phone;
    });
    for (const phone of open) await phone.close();
    for (const { errors } of open) expect(errors, 'the page wrote errors').toEqual([]);
  },
});

const statusOf = ({ page }: Phone) => page.locator('.radio .floor');
const key = ({ page }: Phone) => page.getByRole('button', { name: '按住讲话' });

test('[VO10] what a worker says is heard as it was said, and with 5 % of it lost still is', async ({
  centre,
  relay,
  radio,
  sound,
}) => {
  const [speaker, listener] = await Promise.all([
    radio('w00001', centre.url, { sound: sound.file }),
    radio('w00002', relay.url),
  ]);
  const talk = async (ms: number) => {
    await takeHeard(listener.page);
    await key(speaker).hover();
    await speaker.page.mouse.down();
    await expect(statusOf(speaker)).toHaveText('请讲话');
    await expect(statusOf(listener)).toContainText('正在讲话');
    await speaker.page.waitForTimeout(ms);
    await speaker.page.mouse.up();
    await expect(statusOf(listener)).toHaveText('频道空闲');
    await listener.page.waitForTimeout(300);
    return takeHeard(listener.page);
  };
  const clear = await talk(2500);
  console.log(compare(sound.wave, clear), longestGap(clear));
  relay.loss = 0.05;
  const torn = await talk(3500);
  console.log(compare(sound.wave, torn), longestGap(torn), relay.frames, relay.lost);
});
