import { useCallback } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useStation } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { mediaTexts } from './locale.ts';
import { shareCopy } from './shareCopy.ts';

/** Asks where to and saves a copy of a photo for others, without where it was taken. */
export function useShare(): (mediaId: string) => Promise<void> {
  const t = useTexts(mediaTexts);
  const station = useStation();
  return useCallback(
    async (mediaId: string) => {
      const answer = await station.read('media.get', { id: mediaId }).catch(() => null);
      const photo = answer?.ok ? answer.value : null;
      if (!photo) {
        showToast({ title: t('unavailable'), look: 'warn' });
        return;
      }
      try {
        const saved = await street.savePhoto({ name: t('shareName'), bytes: await shareCopy(photo) });
        if (saved.state === 'saved') showToast({ title: t('shared'), detail: saved.path });
        if (saved.state === 'failed') showToast({ title: t('notShared', { code: saved.code }), look: 'warn' });
      } catch (error) {
        console.warn('a photo could not be copied', error);
        showToast({ title: t('notShared', { code: 'picture' }), look: 'warn' });
      }
    },
    [station, t],
  );
}
