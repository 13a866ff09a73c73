import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { post, signIn as signInAt } from '../contract/gateway/clients.ts';
import { freshFolder, type Gateway, removeFolder } from '../support/centre.ts';
import { findPlanted } from '../support/planted.ts';
import { unzipInto } from '../support/unzip.ts';
import { link, openCase, presetSettings, rows, saveTo, signIn } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { gone, pidOf } from './support/killing.ts';
import { reportByPhone } from './support/report.ts';

/** What nobody may find on this disk afterwards. */
const secrets = {
  name: '欧阳不存在',
  phone: '13900001234',
  contactNote: '门铃坏了请敲三下',
  text: '住在三楼的欧阳先生独居且行动不便',
  noteOnline: '欧阳先生的女儿在外地工作',
  noteAlone: '邻居说他昨夜跌倒过一次',
  noteUnsent: '已请社区医生上门复诊',
  reason: '家属来电称三天联系不上',
  password: '坐席口令不落盘7531',
};
const words = Object.values(secrets);
const TITLE = '独居老人家中漏水';
const OPERATOR = 'chen';
const NAME = '陈坐席';

async function makeOperator({ url }: Gateway): Promise<void> {
  const { accessToken } = await signInAt(url, 'admin');
  const roles = ['shift-lead', 'intake'];
  const account = {
    username: OPERATOR,
    name: NAME,
    kind: 'operator',
    roles,
    areas: [],
    password: secrets.password,
  };
  expect((await post(url, '/auth/accounts', account, accessToken)).status).toBe(201);
}

function report({ url }: Gateway): Promise<string> {
  const contact = { name: secrets.name, phone: secrets.phone, note: secrets.contactNote };
  return reportByPhone(url, { title: TITLE, address: '云锦路', text: secrets.text, personal: true, contact });
}

const caseRegion = (page: Page): Locator => page.getByRole('region', { name: '案件', exact: true });

/** Types a note that tells of a person; `leaves`: and sends it. */
async function annotate(page: Page, note: string, leaves: boolean): Promise<void> {
  await expect(page.getByRole('form')).toHaveCount(0);
  await page.keyboard.press('n');
  const form = page.getByRole('form', { name: '备注' });
  await form.getByRole('textbox').fill(note);
  const mark = form.getByRole('checkbox', { name: '含个人信息' });
  if (!(await mark.isChecked())) await mark.press('Space');
  await page.keyboard.press(leaves ? 'Control+Enter' : 'Escape');
  await expect(form).toHaveCount(0);
}

/** A second desk window: a crashed page is lost to the test, not to the operator. */
async function otherDesk(app: ElectronApplication): Promise<Page> {
  const [page] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click()),
  ]);
  return page;
}

/** Ends processes the way a fault of their own would: where dumps were written, these would be. */
async function crash(app: ElectronApplication): Promise<void> {
  const station = await pidOf(app, { name: 'street-station' });
  process.kill(station, 'SIGSEGV');
  await gone(station);
  const pids = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .sort((a, b) => a.id - b.id)
      .map(({ webContents }) => webContents.getOSProcessId()),
  );
  const pid = pids[0] ?? 0;
  expect(pids.filter((other) => other === pid)).toHaveLength(1);
  process.kill(pid, 'SIGSEGV');
  await gone(pid);
}

async function openData(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: '本机数据：备份与恢复' }).press('Enter');
  return page.getByRole('dialog', { name: '本机数据' });
}

async function saveBundle(app: ElectronApplication, data: Locator, target: string): Promise<void> {
  await saveTo(app, target);
  await data.getByRole('button', { name: '保存诊断包' }).click();
  await expect(data.getByText(`已保存到 ${target}`)).toBeVisible({ timeout: 60_000 });
}

test('the scan finds what is planted, however it is written', () => {
  const folder = freshFolder('control');
  const write = (name: string, bytes: Buffer | string) => writeFileSync(join(folder, name), bytes);
  for (const [i, word] of words.entries()) {
    write(`${i}.utf8`, `\u0000${word}\u0000`);
    write(`${i}.utf16`, Buffer.from(`\u0000${word}`, 'utf16le'));
    write(`${i}.base64`, Buffer.from(`${'x'.repeat(i)}${word}y`).toString('base64'));
  }
  const escaped = (word: string) =>
    word.replaceAll(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  write('escaped', words.map(escaped).join());
  for (const [i, word] of words.entries()) {
    const found = findPlanted([folder], [word]).join();
    for (const name of [`${i}.utf8`, `${i}.utf16`, `${i}.base64`, 'escaped'])
      expect(found).toContain(join(folder, name));
  }
  removeFolder(folder);
});

test('[ST140] [ST147] [ST148] nothing personal lies on the disk or in the bundle, whatever was done and whatever crashed', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  await makeOperator(centre);
  await report(centre);
  const home = freshFolder('home');
  const out = freshFolder('bundle');
  presetSettings(home, { undoSeconds: 0 });
  const first = await launch({ gateway: centre.url, home });
  const { app } = first;
  const found = () => findPlanted([home], words);

  const page = first.page;
  await signIn(page, OPERATOR, secrets.password);
  await expect(link(page)).toHaveText(/在线/, { timeout: 30_000 });
  await openCase(page, rows(page).filter({ hasText: TITLE }));
  await expect(caseRegion(page)).toContainText('139****1234');
  await annotate(page, secrets.noteOnline, true);
  await expect(page.getByRole('banner')).toContainText('无待发', { timeout: 30_000 });

  await page.keyboard.press('p');
  const reveal = page.getByRole('form', { name: '查看联系方式' });
  await reveal.getByRole('radio', { name: '其他原因' }).check();
  await reveal.getByRole('textbox').fill(secrets.reason);
  await page.keyboard.press('Control+Enter');
  for (const word of [secrets.name, secrets.phone, secrets.contactNote, secrets.text, secrets.noteOnline])
    await expect(caseRegion(page)).toContainText(word);
  expect(found()).toEqual([]);

  const desk = await otherDesk(app);
  await openCase(desk, rows(desk).filter({ hasText: TITLE }));
  await expect(caseRegion(desk)).toContainText(secrets.phone);
  await centre.end('SIGKILL');
  await expect(link(desk)).toContainText('独立工作 自', { timeout: 30_000 });
  await expect(caseRegion(desk)).toContainText(secrets.phone);
  await annotate(desk, secrets.noteAlone, true);
  await annotate(desk, secrets.noteUnsent, false);
  await crash(app);
  await expect(desk.getByRole('banner')).toContainText('等待 1 项', { timeout: 30_000 });
  await expect(caseRegion(desk)).toContainText(secrets.phone);
  expect(found()).toEqual([]);

  const data = await openData(desk);
  await data.getByRole('button', { name: '立即备份' }).click();
  await expect(data.getByText('备份完成，校验完好')).toBeVisible({ timeout: 60_000 });
  await saveBundle(app, data, join(out, 'bundle.zip'));
  await desk.screenshot({ path: 'artefacts/screens/bundle-zh-dark.png' });
  await desk.keyboard.press('Escape');
  await desk.getByRole('button', { name: new RegExp(NAME) }).click();
  await desk.getByRole('menuitem', { name: '退出登录' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
  await expect(desk.getByRole('button', { name: /^登录/ })).toBeVisible();
  await first.close();

  mkdirSync(join(out, 'files'));
  const names = unzipInto(join(out, 'bundle.zip'), join(out, 'files'));
  expect(names).toEqual(
    expect.arrayContaining(['manifest.json', 'station-db.json', 'status.json', 'logs/crashes.log']),
  );
  const bundle = join(out, 'files');
  expect(findPlanted([home, bundle], words)).toEqual([]);
  expect(findPlanted([bundle], [NAME])).toEqual([]);
  // The database does hold who acted: so it was read in a form in which words are found.
  expect(findPlanted([home], [NAME]).join()).toContain(join(home, 'station.db'));
  removeFolder(out);
});
