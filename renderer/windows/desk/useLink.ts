import { useCallback, useEffect } from 'react';
import type { DeepLink } from '#shared/contract/windows.ts';
import { idSchema } from '#shared/protocol/common.ts';
import { useTexts } from '../../i18n/index.ts';
import { type StationConnection, useStation } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { useDesk } from './store.ts';

const HITS = 20;

/** The id of the case that is meant by an id or a number; null when the desk knows none. */
async function caseOf(station: StationConnection, key: string): Promise<string | null> {
  const id = idSchema.safeParse(key);
  if (id.success) {
    const answer = await station.read('case.get', { id: id.data });
    return answer.ok && answer.value ? id.data : null;
  }
  const answer = await station.read('search', { text: key, limit: HITS });
  const hits = answer.ok ? answer.value.filter(({ kind }) => kind === 'case') : [];
  return hits.find(({ title, detail }) => `${title} ${detail}`.includes(key))?.id ?? null;
}

/** Follows links from outside the app once somebody is signed in: opens the case, or says that there is none. */
export function useLink(signedIn: boolean): void {
  const t = useTexts(texts);
  const station = useStation();
  const follow = useCallback(
    async ({ key }: DeepLink) => {
      const id = await caseOf(station, key);
      if (id === null) showToast({ title: t('linkUnknown', { key }), look: 'warn' });
      else useDesk.getState().openCase(id);
    },
    [station, t],
  );
  useEffect(() => {
    if (!signedIn) return undefined;
    const take = async () => {
      const link = await street.takeLink();
      if (link) await follow(link);
    };
    void take();
    return street.onLink(() => void take());
  }, [signedIn, follow]);
}
