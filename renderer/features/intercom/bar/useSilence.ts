import type { RadioView } from '#shared/contract/radio.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useFeed, useStatus } from '../../../station/index.ts';
import { texts } from '../locale.ts';
import { useEarState } from '../useIntercom.ts';

/** Why the radio cannot be used now, in words; null while it can. */
export function useSilence(view: RadioView | undefined): string | null {
  const t = useTexts(texts);
  const status = useStatus();
  const { isError } = useFeed('radio', {});
  if (view?.silent) return t(`silent.${view.silent}`);
  if (view) return null;
  if (isError) return t('silent.failed');
  return t(status && status.link.state !== 'online' ? 'silent.alone' : 'silent.station');
}

/** What is wrong with microphone or loudspeaker, in words; null while nothing is. */
export function useDeviceTrouble(view: RadioView | undefined): string | null {
  const t = useTexts(texts);
  const { trouble, devices } = useEarState();
  if (trouble) return t(`trouble.${trouble}`);
  if (devices?.canChooseSpeaker && devices.speakers.length === 0) return t('trouble.no-speaker');
  if (devices && devices.microphones.length === 0) return t('trouble.microphone-missing');
  return view?.ear === false && view.silent === null ? t('elsewhere') : null;
}
