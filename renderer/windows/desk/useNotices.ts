import { useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useFacts, useFeed, useStatus } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { useDesk } from './store.ts';

type NoticeCode = keyof typeof texts.zh.notices;

/** Shows the notices of the start-up once; they stay until they are closed. */
export function useNotices(): void {
  const t = useTexts(texts);
  const facts = useFacts();
  const shown = useRef(false);
  useEffect(() => {
    if (!facts || shown.current) return;
    shown.current = true;
    for (const { code, detail } of facts.notices) {
      const key: NoticeCode = code in texts.zh.notices ? (code as NoticeCode) : 'other';
      showToast({ title: t(`notices.${key}`, { detail }), look: 'warn', timeout: 0 });
    }
  }, [facts, t]);
}

/** Tells once for each start what was saved of a damaged database; it stays until it is closed. */
export function useSalvageNotice(): void {
  const t = useTexts(texts);
  const salvaged = useStatus()?.salvaged ?? null;
  const told = useRef('');
  useEffect(() => {
    // Each status is a copy: the same words are told once.
    const now = salvaged ? JSON.stringify(salvaged) : '';
    if (now === told.current) return;
    told.current = now;
    if (!salvaged) return;
    const { saved, lost, complete } = salvaged;
    const whole = complete && lost === 0;
    showToast({
      title: t('salvaged.title', { saved }),
      detail: whole ? t('salvaged.all') : lost > 0 ? t('salvaged.lost', { lost }) : t('salvaged.unsure'),
      look: whole ? 'warn' : 'alert',
      timeout: 0,
    });
  }, [salvaged, t]);
}

/** Says once, quietly, that a command of somebody else waits for a second person: this operator may be that one. */
export function useProposalNotices(signedIn: boolean): void {
  const t = useTexts(texts);
  const proposed = useFeed('command.proposed', {}, { enabled: signedIn }).data;
  const told = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, title, byName } of proposed ?? []) {
      if (told.current.has(id)) continue;
      told.current.add(id);
      const onPress = () => useDesk.getState().showCommands(id);
      showToast({ title: t('proposed', { name: byName }), detail: title, action: { label: t('look'), onPress } });
    }
  }, [proposed, t]);
}
