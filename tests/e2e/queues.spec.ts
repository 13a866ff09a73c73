import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import type { Claim } from '#shared/protocol/desks.ts';
import { CENTRE, newId, openConsole } from '../contract/gateway/clients.ts';
import { rowsOf } from '../contract/gateway/radioClients.ts';
import { keep } from './support/axe.ts';
import { chooseQueue, openDesk, rows, saveTo } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { aPlacedPhoto } from './support/people.ts';
import { reportByPhone } from './support/report.ts';

/** where a photo was taken, as its file tells */
const PLACED = '31.1950N-121.4600E';
const row = (page: Page, title: string): Locator => rows(page).filter({ has: page.getByTitle(title, { exact: true }) });
const claimOf = (page: Page, title: string, state: string): Locator =>
  row(page, title).locator(`[data-claim="${state}"]`);

test('[ST231] two desks share queues: claims, many at once, saved queues, files', async ({ gateway, launch }) => {
  const { url } = await gateway();
  const [intake, other] = [await openConsole(url, 'intake'), await openConsole(url, 'dispatcher')];
  const ids: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const entityId = newId();
    const contact = n === 4 ? { name: '欧阳修', phone: '13812345678' } : undefined;
    const told = { title: n === 5 ? '=1+1 可疑标题' : `队列 ${n}`, text: '', address: `云锦路 ${n} 号`, contact };
    const payload = { ...told, ...CENTRE };
    expect(
      await intake.op('case.create', { ...payload, categoryCode: '010101', source: 'hotline' }, { entityId }),
    ).toMatchObject({ ok: true });
    ids.push(entityId);
  }
  const [first, second] = ids as [string, string];
  const { page, app, home } = await launch({ gateway: url });
  await openDesk(page, 'lead');
  await expect(rows(page)).toHaveCount(6);

  await test.step('who has a case is shown live, and whoever acts on it all the same is asked first', async () => {
    expect(await other.op('claim.take', { caseIds: [first] })).toMatchObject({ ok: true });
    await expect(claimOf(page, '队列 0', 'held')).toContainText('派遣员');
    await row(page, '队列 0').click();
    await page.keyboard.press('Enter');
    const region = page.getByRole('region', { name: '案件', exact: true });
    await expect(region.locator('[data-claim="held"]')).toContainText('派遣员');
    await page.keyboard.press('a');
    const question = page.getByRole('dialog', { name: '派遣员正在处理，接手并继续？' });
    await expect(question).toContainText('起');
    await page.screenshot({ path: 'artefacts/claim-question.png' });
    await question.getByRole('button', { name: '接手并继续' }).click();
    await expect(region).toContainText('已立案');
    await expect(region.locator('[data-claim="own"]')).toBeVisible();
    const claims = await rowsOf<Claim>(other, 'claim');
    expect(claims.find(({ id }) => id === first)?.by.id).toBe('lead');
    // Let go with the case; opening another claims that one.
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await rowsOf<Claim>(other, 'claim')).length).toBe(0);
  });

  await test.step('many are chosen, what would become of each is shown, and one undo takes all back', async () => {
    await expect(rows(page)).toHaveCount(5);
    await page.evaluate(() => street.changeSettings({ undoSeconds: 30 }));
    await row(page, '队列 1').click();
    await page.keyboard.press('Shift+J');
    await expect(page.getByRole('toolbar', { name: '已选 2 件' })).toBeVisible();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Shift+A');
    const dialog = page.getByRole('dialog', { name: '批量立案' });
    await expect(dialog).toContainText('5 件可以立案');
    await expect(dialog).toContainText('之后的时限');
    await page.screenshot({ path: 'artefacts/bulk-preview.png' });
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText('立案：5 件')).toBeVisible();
    await expect(rows(page)).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(rows(page)).toHaveCount(5);
    await page.evaluate(() => street.changeSettings({ undoSeconds: 0 }));
  });

  await test.step('a queue of one’s own: watched cases, of which some may and some not', async () => {
    await row(page, '队列 1').click();
    await page.keyboard.press('w');
    await chooseQueue(page, '派遣');
    await row(page, '队列 0').click();
    await page.keyboard.press('w');
    await chooseQueue(page, '关注');
    await expect(rows(page)).toHaveCount(2);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Shift+A');
    const dialog = page.getByRole('dialog', { name: '批量立案' });
    await expect(dialog).toContainText('1 件可以立案');
    await expect(dialog).toContainText('1 件不能执行：案件当前状态不能执行此操作');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('a filtered queue is saved under a name, and seen by the other desk when it is shared', async () => {
    await chooseQueue(page, '受理');
    await page.keyboard.press('q');
    await page.getByRole('searchbox', { name: '文字' }).fill('可疑');
    await page.keyboard.press('Enter');
    await expect(rows(page)).toHaveCount(1);
    await page.getByRole('button', { name: '保存为队列' }).click();
    const form = page.getByRole('form', { name: '保存为队列' });
    await form.getByRole('textbox', { name: '名称' }).fill('可疑件');
    await form.getByRole('checkbox', { name: '本中心共用' }).press('Space');
    await form.getByRole('button', { name: '保存' }).click();
    const saved = page.getByRole('group', { name: '保存的队列' }).getByRole('button', { name: /^可疑件/ });
    await expect(saved).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Shift+Q');
    await expect(rows(page)).toHaveCount(5);
    await saved.click();
    await expect(rows(page)).toHaveCount(1);
    await page.keyboard.press('Shift+Q');
    await expect.poll(async () => JSON.stringify(await rowsOf(other, 'setting'))).toContain('可疑件');
  });

  await test.step('the queue as it is shown goes to a file that a spreadsheet opens, and nothing in it is run', async () => {
    const files = [join(home, 'queue.csv'), join(home, 'queue.xlsx')] as const;
    await saveTo(app, files[0]);
    await page.keyboard.press('Shift+E');
    const form = page.getByRole('dialog', { name: '导出队列' });
    await expect(form).toContainText('共 5 件');
    await form.getByRole('button', { name: 'CSV' }).click();
    await expect(page.getByText('已导出 5 件').first()).toBeVisible();
    const text = readFileSync(files[0], 'utf8');
    expect(text.startsWith('\uFEFF紧急程度,标题,时限')).toBe(true);
    expect(text.trimEnd().split('\r\n')).toHaveLength(6);
    expect(text).toContain("'=1+1 可疑标题");
    await saveTo(app, files[1]);
    await page.keyboard.press('Shift+E');
    await form.getByRole('button', { name: 'XLSX' }).click();
    await expect(form).toHaveCount(0);
    const sheet = unzipSync(readFileSync(files[1]));
    const words = Object.entries(sheet)
      .map(([, bytes]) => strFromU8(bytes))
      .join('');
    expect(words).toContain('队列 4');
    expect(words).not.toContain('<f>');
    expect(words + text).not.toContain('13812345678');
  });

  await test.step('contacts are in a file only after a reason, which the centre records for each case', async () => {
    const file = join(home, 'contacts.csv');
    await saveTo(app, file);
    await page.keyboard.press('Shift+E');
    const form = page.getByRole('dialog', { name: '导出队列' });
    await form.getByRole('checkbox', { name: '包含联系人' }).press('Space');
    await form.getByRole('button', { name: 'CSV' }).press('Enter');
    await expect(form.getByRole('alert')).toContainText('请填写导出联系人的理由');
    await form.getByRole('textbox', { name: '导出联系人的理由' }).fill('逐户回访');
    await keep(page, 'queue-export-contacts-zh-dark');
    await form.getByRole('button', { name: 'CSV' }).press('Enter');
    await expect(form).toHaveCount(0);
    expect(readFileSync(file, 'utf8')).toMatch(/联系人,电话,联系备注\r\n[\s\S]*欧阳修,13812345678/);
    const lead = await openConsole(url, 'lead');
    const { rows: lines } = await lead.ask('query', { kind: 'audit', audit: { kind: 'contact.export' } });
    lead.close();
    expect(lines).toMatchObject([{ subject: { id: ids[4] }, reason: '逐户回访' }]);
  });

  await test.step('[ST277] new cases elsewhere are told by one quiet notice, and a key goes there', async () => {
    await chooseQueue(page, '派遣');
    await page.keyboard.press('q');
    const words = page.getByRole('searchbox', { name: '文字' });
    await expect(words).toBeFocused();
    const media = [await aPlacedPhoto(url, 'w00001', PLACED)];
    await reportByPhone(url, { title: '新到的案件', address: '云锦路', media });
    await expect(page.getByText('新到 1 件案件')).toBeVisible();
    await expect(words).toBeFocused();
    await page.keyboard.press('Escape');
    // A field that is still closing takes the next key for its own.
    await expect(words).toBeHidden();
    await page.keyboard.press('Shift+G');
    await expect(row(page, '新到的案件')).toBeVisible();
    await expect(page.getByText('新到 1 件案件')).toHaveCount(0);
  });

  await test.step('[ST278] a photo is saved for others without where it was taken', async () => {
    const file = join(home, 'photo.jpg');
    await saveTo(app, file);
    await row(page, '新到的案件').click();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '照片 1' }).first().press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '另存不含拍摄地点的副本' }).press('Enter');
    await expect(page.getByText('已另存，副本不含拍摄地点等信息')).toBeVisible();
    const bytes = readFileSync(file).toString('latin1');
    expect(bytes.startsWith('\xff\xd8\xff')).toBe(true);
    for (const part of [PLACED, 'Exif', 'GPS', 'adobe', 'xmp']) expect(bytes).not.toContain(part);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  await test.step('the queue as a table', async () => {
    await page.getByRole('button', { name: '列与密度' }).click();
    const form = page.getByRole('dialog', { name: '列与密度' });
    await form.getByRole('switch', { name: '表格显示' }).click();
    await form.getByRole('checkbox', { name: '职能部门' }).press('Space');
    await page.keyboard.press('Escape');
    await expect(page.getByText('职能部门').first()).toBeAttached();
    await page.screenshot({ path: 'artefacts/queue-table.png' });
  });

  await test.step('a claim nobody keeps turns amber, and one key takes it', async () => {
    expect(await other.op('claim.take', { caseIds: [second] })).toMatchObject({ ok: true });
    await page.getByRole('button', { name: '列与密度' }).click();
    await page.getByRole('dialog', { name: '列与密度' }).getByRole('switch', { name: '表格显示' }).click();
    await page.keyboard.press('Escape');
    await expect(claimOf(page, '队列 1', 'held')).toBeVisible();
    const claim = (await rowsOf<Claim>(other, 'claim')).find(({ id }) => id === second);
    // Renewed for the last time when this page is a second before the end of that.
    await page.evaluate(
      (ahead) => {
        const real = Date.now.bind(Date);
        Date.now = () => real() + ahead;
      },
      (claim?.until ?? 0) - (claim?.at ?? 0) - 1000,
    );
    expect(await other.op('claim.keep', { caseIds: [second] })).toMatchObject({ ok: true });
    await expect(claimOf(page, '队列 1', 'stale')).toContainText('派遣员');
    await page.screenshot({ path: 'artefacts/claim-stale.png' });
    await row(page, '队列 1').click();
    await page.keyboard.press('h');
    await expect(claimOf(page, '队列 1', 'own')).toBeVisible();
    await expect
      .poll(async () => (await rowsOf<Claim>(other, 'claim')).find(({ id }) => id === second)?.by.id)
      .toBe('lead');
  });
  for (const client of [intake, other]) client.close();
});
