import type { OverlayChange } from '#shared/contract/overlays.ts';
import { refusalWords, useTexts } from '../../i18n/index.ts';
import { useStation } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';

/** Sends a change to the station; says why when it was refused, and answers whether it was taken. */
export function useChangeOverlay(): (change: OverlayChange) => Promise<boolean> {
  const station = useStation();
  const t = useTexts(texts);
  return async (change) => {
    const answer = await station.changeOverlay(change);
    if (!answer.ok) showToast({ title: t('failed'), detail: refusalWords(answer), look: 'warn' });
    return answer.ok;
  };
}
