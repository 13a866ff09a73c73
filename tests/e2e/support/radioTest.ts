import { join } from 'node:path';
import { type Client, openConsole } from '../../contract/gateway/clients.ts';
import { freshFolder, removeFolder } from '../../support/centre.ts';
import { sweeps, writeWav } from '../../support/knownSound.ts';
import { openVoiceRelay, type VoiceRelay } from '../../support/voiceRelay.ts';
import { test as base, expect } from './fixtures.ts';
import { openPhone, type Phone, type PhoneOptions, signInAtPhone } from './phone.ts';
import { tapSound } from './tap.ts';

interface Fixtures {
  centre: { url: string };
  lead: Client;
  relay: VoiceRelay;
  /** a phone on the radio screen */
  radio: (workerId: string, url: string, options?: PhoneOptions) => Promise<Phone>;
  sound: { wave: Float32Array; file: string };
}
/** the sound that the microphones play */
export const SECONDS = 8;
/** Nothing is done to the sound of the microphone: sweeps are noise to a suppressor. */
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** A centre, a lead, a relay that loses frames, and phones on the radio screen whose microphones play a known sound. */
export const test = base.extend<Fixtures>({
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
    const wave = sweeps(SECONDS);
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
      await tapSound(page);
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
