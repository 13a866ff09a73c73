import type { Locator, Page } from '@playwright/test';
import { CENTRE, type Client, newId, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

/** Colours by night of who is out of the own grid, as those of this test are, and of who calls for help. */
const OUT = [222, 190, 120] as const;
const SOS = [255, 72, 72] as const;
/** px beside, and above and below, the middle of the map between which the workers of this test are */
const AROUND = { x: 260, y: 40 };
const METER = 1 / 95_200;

const layer = (page: Page): Locator => page.locator('[data-fleet-painter]');
const layers = (page: Page): Locator => page.getByRole('dialog', { name: '图层' });

/** Tells the centre where a worker is, so many metres east and north of its middle. */
async function stand(worker: Client, east: number, north: number): Promise<void> {
  const place = { lon: CENTRE.lon + east * METER, lat: CENTRE.lat + north / 111_000 };
  const answer = await worker.ask('position', { t: Date.now(), ...place, accuracy: 12, speed: 1.4, heading: 90 });
  if (!answer.ok || answer.accepted !== 1) throw new Error(`position: ${JSON.stringify(answer)}`);
}

interface Look {
  colour: number[];
  around: { x: number; y: number };
}
declare global {
  /** `paintedNow`, brought to the page once */
  var paintedHere: (look: Look) => { pixels: number; x: number };
}

/** Pixels of a colour that a painter has on its canvas now, and the mean of where they are. */
function painted(page: Page, colour: readonly number[]): Promise<{ pixels: number; x: number }> {
  return page.evaluate(paintedNow, { colour: [...colour], around: AROUND });
}

/** The mean place of a colour in each frame of the next so many milliseconds: each place once, in the order of time. */
async function followed(page: Page, colour: readonly number[], ms: number): Promise<number[]> {
  await page.evaluate(`globalThis.paintedHere = ${paintedNow.toString()}`);
  return page.evaluate(
    async ({ look, ms }) => {
      const places: number[] = [];
      const end = performance.now() + ms;
      while (performance.now() < end) {
        await new Promise((done) => requestAnimationFrame(done));
        const { x } = globalThis.paintedHere(look);
        if (x !== places.at(-1)) places.push(x);
      }
      return places;
    },
    { look: { colour: [...colour], around: AROUND }, ms },
  );
}

function paintedNow({ colour, around }: Look): { pixels: number; x: number } {
  const canvas = document.querySelector<HTMLCanvasElement>('.map-overlay-fleet');
  const copy = new OffscreenCanvas(2 * around.x, 2 * around.y);
  const context = copy.getContext('2d', { willReadFrequently: true });
  if (!canvas || !context) return { pixels: 0, x: Number.NaN };
  // A canvas that shows bitmaps does not say how large they are: its style does.
  const middle = (size: string) => (Number.parseFloat(size) * devicePixelRatio) / 2;
  context.drawImage(canvas, around.x - middle(canvas.style.width), around.y - middle(canvas.style.height));
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  let [pixels, sum] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    if (colour.some((value, channel) => Math.abs((data[at + channel] ?? 0) - value) > 3)) continue;
    pixels += 1;
    sum += (at / 4) % copy.width;
  }
  return { pixels, x: pixels === 0 ? Number.NaN : sum / pixels };
}

async function chooseView(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '图层' }).click();
  await layers(page).getByRole('combobox', { name: '网格员显示方式' }).click();
  await page.getByRole('option', { name, exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(layers(page)).toBeHidden();
}

test('[ST297] [ST299]–[ST301] workers slide, are named and are counted by area', async ({ gateway, launch }) => {
  const centre = await gateway();
  const home = freshFolder('home');
  presetSettings(home, { theme: 'dark' });
  const walker = await openTerminal(centre.url, 'w00001');
  await walker.ask('duty', { on: true, at: Date.now() });
  await stand(walker, 0, 0);
  const { page, app } = await launch({ gateway: centre.url, home });
  // A small map is painted quickly also where the machine has other things to do: else it would draw newest places only.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1300, 700));
  await openDesk(page, 'lead');
  await expect(layer(page)).toHaveAttribute('data-fleet-painter', /worker|webgl/, { timeout: 30_000 });

  await test.step('in the streets who is near has a name', async () => {
    await page.keyboard.press('Control+f');
    const search = page.getByRole('search', { name: '在地图上查找' });
    await search.getByRole('combobox').fill(`${CENTRE.lat}, ${CENTRE.lon}`);
    await expect(search.getByRole('option').first()).toContainText('WGS-84');
    await page.keyboard.press('Enter');
    await expect(layer(page)).toHaveAttribute('data-fleet-names', '1');
    await expect.poll(async () => (await painted(page, OUT)).pixels).toBeGreaterThan(20);
  });

  await test.step('between two places they are painted on the way, one after the other', async () => {
    let east = 0;
    await expect
      .poll(
        async () => {
          const from = (await painted(page, OUT)).x;
          east = east === 0 ? 40 : 0;
          const [places] = await Promise.all([followed(page, OUT, 2500), stand(walker, east, 0)]);
          const to = places.at(-1) ?? from;
          const shares = places.map((x) => (x - from) / (to - from));
          const isOneWay = shares.every((share, n) => n === 0 || share >= (shares[n - 1] ?? 0) - 0.05);
          return isOneWay && Math.abs(to - from) > 20 ? shares.filter((share) => share > 0.1 && share < 0.9).length : 0;
        },
        { timeout: 45_000 },
      )
      .toBeGreaterThanOrEqual(2);
  });

  const other = await openTerminal(centre.url, 'w00002');
  await test.step('two at one place have names that do not cover each other', async () => {
    await other.ask('duty', { on: true, at: Date.now() });
    await stand(other, 0, 0);
    await stand(walker, 3, 0);
    await expect(layer(page)).toHaveAttribute('data-fleet-names', '2');
    await keep(page, 'fleet-names-zh-dark');
  });

  await test.step('counted by area they are no marks, only who calls for help is one', async () => {
    await chooseView(page, '按区域计数');
    await expect(layer(page)).toHaveAttribute('data-fleet-view', 'density');
    await expect.poll(async () => (await painted(page, OUT)).pixels).toBe(0);
    const place = { lon: CENTRE.lon, lat: CENTRE.lat };
    await other.ask('sos', { id: newId(), at: Date.now(), ...place });
    await expect.poll(async () => (await painted(page, SOS)).pixels).toBeGreaterThan(20);
    await page.getByRole('button', { name: '图例' }).click();
    const legend = page.getByRole('dialog', { name: '图例' });
    await expect(legend.getByRole('listitem').filter({ hasText: /^100–299$/ })).toBeVisible();
    await expect(legend.getByText('紧急求助')).toBeVisible();
    await expect(legend.getByText('信号失联')).toBeHidden();
    await keep(page, 'fleet-density-zh-dark');
    await page.keyboard.press('Escape');
    await expect(legend).toBeHidden();
  });

  await test.step('one by one they are marks again', async () => {
    await chooseView(page, '逐个显示');
    await expect.poll(async () => (await painted(page, OUT)).pixels).toBeGreaterThan(20);
  });
  for (const terminal of [walker, other]) terminal.close();
});
