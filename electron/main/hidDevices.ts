import { type BrowserWindow, dialog, type HIDDevice, type Session, webContents } from 'electron';
import type { Settings } from '#shared/contract/settings.ts';
import type { WindowKind } from '#shared/contract/windows.ts';
import { type ChosenDevice, choices, mayOpen } from './hidChoice.ts';
import type { Log } from './log.ts';
import { isOwnPage } from './permissions.ts';

const TEXT = {
  'zh-CN': {
    title: '选择按钮设备',
    which: '用哪个设备的按钮讲话？本软件只打开选定的设备。',
    none: '没有找到可用的设备。请插好设备；在 Linux 上还要允许本用户读写该设备（见用户手册）。',
    cancel: '取消',
  },
  en: {
    title: 'Choose the device of the button',
    which: 'With whose button do you talk? No other device is opened.',
    none: 'No device was found. Plug it in; on Linux this user must be let at it as well (see the user guide).',
    cancel: 'Cancel',
  },
};
/** a box of the system has room for so many */
const MOST = 8;

interface HidOptions {
  /** the window whose page asks, by the id of its contents; undefined when it is none of ours */
  windowOf: (webContentsId: number) => { kind: WindowKind; window: BrowserWindow } | undefined;
  settings: () => Settings;
  /** the operator chose this one: from now on pages may open it, and no other */
  chosen: (device: ChosenDevice) => void;
  log: Log;
}

/**
 * Pages open no HID device but the one the operator chose in a box of this process, and a desk alone can have it asked. Keyboards, mice and
 * security keys are kept from pages by Chromium itself.
 */
export function guardDevices(session: Session, options: HidOptions): void {
  const { windowOf, settings, log } = options;
  session.setDevicePermissionHandler(
    ({ deviceType, origin, device }) =>
      deviceType === 'hid' && isOwnPage(`${origin}/`) && mayOpen(device as HIDDevice, settings().hidDevice),
  );
  session.on('select-hid-device', (event, { deviceList, frame }, answer) => {
    event.preventDefault();
    const contents = frame ? webContents.fromFrame(frame) : undefined;
    const asking = contents && windowOf(contents.id);
    if (asking?.kind !== 'desk') {
      log.warn('a HID device was asked for by no desk');
      return answer(null);
    }
    choose(asking.window, deviceList, options).then(answer, (error: unknown) => {
      log.error({ error: String(error) }, 'no HID device could be chosen');
      answer(null);
    });
  });
}

async function choose(
  desk: BrowserWindow,
  devices: HIDDevice[],
  { settings, chosen }: HidOptions,
): Promise<string | null> {
  const text = TEXT[settings().language];
  const offered = choices(devices).slice(0, MOST);
  const { response } = await dialog.showMessageBox(desk, {
    title: text.title,
    message: offered.length > 0 ? text.which : text.none,
    buttons: [...offered.map(({ device }) => device.name), text.cancel],
    cancelId: offered.length,
    noLink: true,
  });
  const choice = offered[response];
  if (!choice) return null;
  chosen(choice.device);
  return choice.deviceId;
}
