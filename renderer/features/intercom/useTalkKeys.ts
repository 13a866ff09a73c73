import { useEffect } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useSettings } from '../../station/index.ts';
import { useKeys } from '../../ui/index.ts';
import type { Intercom } from './ear/intercom.ts';
import { isHeld } from './ear/hidButton.ts';
import { hearDevices } from './ear/hidDevices.ts';
import { isPressed, type TalkButton } from './ear/talkButton.ts';
import { texts } from './locale.ts';
import { useIntercom, useRadio, useTalkChannels } from './useIntercom.ts';

/** ms between two looks at the gamepads; there is no event for their buttons */
const LOOK_EVERY = 25;

/** A button that is held to talk. It is looked at only while the page is seen: after that it counts as let go. */
function useTalkButton(intercom: Intercom, button: TalkButton | null): void {
  useEffect(() => {
    if (!button) return;
    const look = () => {
      if (!document.hidden && isPressed(navigator.getGamepads(), button)) intercom.keys.down('button');
      else intercom.keys.up('button');
    };
    const timer = setInterval(look, LOOK_EVERY);
    return () => {
      clearInterval(timer);
      intercom.keys.up('button');
    };
  }, [intercom, button]);
}

/**
 * A button of another kind of device. The device tells of its release by itself, so it works whatever is in front; one window is enough for that, and
 * it is the desk's.
 */
export function useHidButton(): void {
  const intercom = useIntercom();
  const { hidDevice, hidButton } = useSettings();
  const device = hidDevice && `${hidDevice.vendorId}:${hidDevice.productId}`;
  // Settings come anew with each change of any of them, which must not end a talk.
  const { reportId, byte, mask } = hidButton ?? { reportId: 0, byte: 0, mask: 0 };
  useEffect(() => {
    if (device === null || mask === 0) return;
    const letGo = () => intercom.keys.up('hid');
    const end = hearDevices((report) => {
      const held = isHeld(report, { reportId, byte, mask });
      if (held === true) intercom.keys.down('hid');
      else if (held === false) letGo();
    }, letGo);
    return () => {
      end();
      letGo();
    };
  }, [intercom, device, reportId, byte, mask]);
}

/** The keys of this window that are held to talk; `?` lists them. Every window of the app has them. */
export function useTalkKeys(): void {
  const t = useTexts(texts);
  const intercom = useIntercom();
  const { talkKey, talkButton } = useSettings();
  const view = useRadio();
  const channels = useTalkChannels(view);
  useEffect(() => {
    const ids = channels.map(({ id }) => id);
    intercom.aim(ids, view?.ear ?? false);
  }, [intercom, channels, view]);
  useTalkButton(intercom, talkButton);
  useEffect(() => {
    const hide = () => {
      if (document.hidden) intercom.keys.releaseAll();
    };
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, [intercom]);
  const group = t('group');
  useKeys([
    {
      keys: talkKey || 'Space',
      code: talkKey,
      label: t('talkHold'),
      group,
      enabled: talkKey !== '',
      run: () => intercom.keys.down('key'),
      onRelease: () => intercom.keys.up('key'),
    },
    {
      keys: 'F9',
      label: t('emergencyHold'),
      group,
      run: () => intercom.keys.down('emergency key', true),
      onRelease: () => intercom.keys.up('emergency key'),
    },
  ]);
}
