import { action, chooseQueue, openCase, openDesk, rows, signIn } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

test('a wrong password is refused in words, the right one lets in', async ({ gateway, launch }) => {
  const centre = await gateway();
  const { page } = await launch({ gateway: centre.url });
  await signIn(page, 'lead', 'wrong');
  await expect(page.getByRole('alert')).toContainText('用户名或密码不正确');
  await page.screenshot({ path: 'artefacts/sign-in-refused.png' });
  await openDesk(page, 'lead');
});

test('a role that may not act is told why, and the action is not done', async ({ gateway, district, launch }) => {
  const centre = await gateway();
  await district(centre.url, { workers: 40, rate: 20, reliable: true });
  const { page } = await launch({ gateway: centre.url });
  await openDesk(page, 'verifier');
  await chooseQueue(page, '受理');
  await expect(rows(page).first()).toBeVisible({ timeout: 60_000 });
  await openCase(page);
  const accept = action(page, '立案');
  await expect(accept).toHaveAttribute('aria-disabled', 'true');
  await accept.focus();
  await expect(page.getByRole('tooltip').or(page.getByText(/角色|无权/))).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByRole('region', { name: '案件', exact: true })).toContainText('待受理');
});
