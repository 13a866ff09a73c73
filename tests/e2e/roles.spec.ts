import { action, caseRegion, chooseQueue, openDesk, openTitled, signIn } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { reportByPhone } from './support/report.ts';

const TITLE = '道路积水，车辆绕行';

test('a wrong password is refused in words, the right one lets in; a role that may not act is told why', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  await reportByPhone(centre.url, { title: TITLE, address: '云锦路' });
  const { page } = await launch({ gateway: centre.url });
  await signIn(page, 'verifier', 'wrong');
  await expect(page.getByRole('alert')).toContainText('用户名或密码不正确');
  await page.screenshot({ path: 'artefacts/sign-in-refused.png' });
  await openDesk(page, 'verifier');

  await chooseQueue(page, '受理');
  await openTitled(page, TITLE);
  const accept = action(page, '立案');
  await expect(accept).toHaveAttribute('aria-disabled', 'true');
  await accept.focus();
  await expect(page.getByRole('tooltip').or(page.getByText(/角色|无权/))).toBeVisible();
  await page.keyboard.press('a');
  await expect(caseRegion(page)).toContainText('待受理');
});
