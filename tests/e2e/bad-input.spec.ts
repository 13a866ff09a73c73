import type { ElectronApplication } from '@playwright/test';
import { link, openDesk, signIn } from './support/desk.ts';
import type { Mode } from './support/hostileGateway.ts';
import { LOGINS, MISCHIEF, REFUSALS } from './support/hostileModes.ts';
import { deskAnswers, expect, test } from './support/hostileTest.ts';

/** The machine wakes from sleep: the link is tried at once, not after its back-off. */
const wake = (app: ElectronApplication) => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));

test('a sign-in that is answered with nonsense says so and can be tried again', async ({ hostile, launch }) => {
  const { page } = await launch({ gateway: hostile.url });
  for (const [name, login, words] of LOGINS) {
    await test.step(name, async () => {
      hostile.become({ login });
      await signIn(page, 'lead');
      await expect.poll(hostile.met, { message: 'it was asked' }).toBeGreaterThan(0);
      await expect(page.getByRole('alert')).toContainText(words);
      await expect(page.getByRole('button', { name: /^登录/ })).toBeEnabled();
    });
  }
  hostile.become({});
  await openDesk(page, 'lead');
  await deskAnswers(page, hostile.title);
});

test('a gateway that does wrong at any step is named in words, and the desk works on', async ({ hostile, launch }) => {
  const { page, app } = await launch({ gateway: hostile.url });
  await openDesk(page, 'lead');
  await deskAnswers(page, hostile.title);
  for (const [name, [mode, words]] of Object.entries(REFUSALS)) {
    await test.step(name, async () => {
      hostile.become(mode);
      await wake(app);
      await expect.poll(hostile.met, { message: 'it was met' }).toBeGreaterThan(0);
      await expect(link(page)).toContainText(words);
      await deskAnswers(page, hostile.title);
    });
  }
  hostile.become({});
  await wake(app);
  await expect(link(page)).toHaveText('在线');
  for (const [name, live] of Object.entries(MISCHIEF)) {
    await test.step(name, async () => {
      let done = 0;
      const mischief: Mode = {
        live: (socket, gateway) => {
          done += 1;
          // Once is enough: the next time it is met it does as it should.
          if (done === 1) live?.(socket, gateway);
        },
      };
      hostile.become(mischief);
      await wake(app);
      await expect.poll(() => done, { message: 'it was live' }).toBeGreaterThan(0);
      await deskAnswers(page, hostile.title);
      // A link that answers outlives the machine's sleep: it is cut, to be made anew.
      hostile.become(mischief);
      await wake(app);
      await expect.poll(() => done, { message: 'it was live again' }).toBeGreaterThan(1);
      await expect(link(page)).toHaveText('在线');
    });
  }
  await page.screenshot({ path: 'artefacts/bad-input-gateway.png' });
});

test('rows that fit no schema are left out and the good ones are shown', async ({ hostile, launch }) => {
  const bad = { id: 'x', version: 1, value: { title: '坏' } };
  const { page } = await launch({ gateway: hostile.url });
  hostile.become({
    answers: {
      snapshot: ({ entity }) => ({ ok: true, rows: [bad, ...(entity === 'case' ? [hostile.row] : []), bad], seq: 0 }),
    },
  });
  await openDesk(page, 'lead');
  await deskAnswers(page, hostile.title);
});
