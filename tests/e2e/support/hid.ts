import type { ElectronApplication, Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { floor } from './radioDesk.ts';

/** A device with a button that is neither keyboard nor gamepad, at a desk. */

export const HID_DEVICE = { vendorId: 0x05f3, productId: 0x00ff, name: 'Button of the test' };
const TITLE = '选择按钮设备';

/** From now on the boxes of the system are dismissed; tells which were shown. */
async function dismissBoxes(app: ElectronApplication): Promise<() => Promise<string[]>> {
  const shown = await app.evaluateHandle(({ dialog }) => {
    const titles: string[] = [];
    dialog.showMessageBox = (async (_window: unknown, { title = '', cancelId = 0 }: Electron.MessageBoxOptions) => {
      titles.push(title);
      return { response: cancelId, checkboxChecked: false };
    }) as never;
    return titles;
  });
  return () => shown.jsonValue();
}

/**
 * Neither Chromium nor its protocol makes up a HID device, and a machine without `uhid` has none: from now on the page finds one, whose
 * reports and plug are the test's own.
 */
async function plugIn(page: Page) {
  const made = await page.evaluateHandle(() => {
    const device = Object.assign(new EventTarget(), {
      opened: false,
      open: async () => void (device.opened = true),
      close: async () => void (device.opened = false),
    });
    const list = async () => [device];
    const hid = Object.assign(new EventTarget(), { getDevices: list, requestDevice: list });
    Object.defineProperty(navigator, 'hid', { value: hid });
    return { hid, device };
  });
  return {
    /** a report of three bytes, the last of them its buttons; a device that is not open says nothing */
    says: (buttons: number) =>
      made.evaluate(({ device }, bits) => {
        const data = new DataView(Uint8Array.from([0x80, 0x7f, bits]).buffer);
        if (device.opened) device.dispatchEvent(Object.assign(new Event('inputreport'), { reportId: 1, data }));
      }, buttons),
    plug: (event: 'connect' | 'disconnect') =>
      made.evaluate(
        ({ hid, device }, name) => void hid.dispatchEvent(Object.assign(new Event(name), { device })),
        event,
      ),
  };
}

/** The operator chooses a device, shows its button, and talks with it; unplugged, it is let go. */
export async function hidButton(app: ElectronApplication, page: Page): Promise<void> {
  const boxes = await dismissBoxes(app);
  // A page chooses no device, whatever it says.
  const other = { ...HID_DEVICE, productId: 1 };
  expect(await page.evaluate((hidDevice) => street.changeSettings({ hidDevice }), other)).toMatchObject({
    hidDevice: HID_DEVICE,
  });
  await page.getByRole('button', { name: '设置' }).first().click();
  const setting = page.getByRole('group', { name: '其他 USB 按钮' });
  await setting.getByRole('button', { name: '设置', exact: true }).click();
  await expect.poll(boxes, 'the app asks in a box of its own').toEqual([TITLE]);
  await expect(setting.getByRole('status')).toHaveText(HID_DEVICE.name);

  const { says, plug } = await plugIn(page);
  await setting.getByRole('button', { name: '设置', exact: true }).click();
  await expect(setting.getByRole('status')).toHaveText('请按住要用的按钮，再松开…');
  await expect(async () => {
    await says(0b100);
    await page.waitForTimeout(200);
    await says(0);
    await expect(setting.getByRole('status')).toHaveText(`${HID_DEVICE.name} · 按钮 19`, { timeout: 500 });
  }).toPass();
  await setting.scrollIntoViewIfNeeded();
  await page.screenshot({ path: 'artefacts/screens/intercom-hid.png' });
  await page.keyboard.press('Escape');
  await expect(setting).toBeHidden();
  // The focus is back on the button of the settings, and Space would press it again.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

  const held = async (bits: number) => {
    await expect(async () => {
      await says(0);
      await says(bits);
      await expect(floor(page)).toContainText('正在讲话，剩', { timeout: 2000 });
    }).toPass();
  };
  await held(0b101);
  await says(0b001);
  await expect(floor(page)).not.toContainText('正在讲话');
  await held(0b100);
  await plug('disconnect');
  await expect(floor(page)).not.toContainText('正在讲话');
  await plug('connect');
  await held(0b100);
  await says(0);
  await expect(floor(page)).not.toContainText('正在讲话');
}
