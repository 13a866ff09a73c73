import { useEffect, useRef } from 'react';
import { useCalls } from '../../features/intercom/index.ts';
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
      showToast({ title: () => t(`notices.${key}`, { detail }), look: 'warn', timeout: 0 });
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
      title: () => t('salvaged.title', { saved }),
      detail: () => (whole ? t('salvaged.all') : lost > 0 ? t('salvaged.lost', { lost }) : t('salvaged.unsure')),
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

/** Says whom the centre wants called, because a command had no answer: one press opens the channel to them. */
export function useVoiceCallNotices(signedIn: boolean): void {
  const t = useTexts(texts);
  const calls = useCalls();
  const asked = useFeed('radio.voice-calls', {}, { enabled: signedIn }).data;
  const told = useRef(new Map<string, () => void>());
  const latest = useRef(calls);
  latest.current = calls;
  useEffect(() => {
    for (const { commandId, title, at, count, workers } of asked ?? []) {
      const [first] = workers;
      const key = `${commandId} ${at}`;
      if (told.current.has(key) || !first) continue;
      const call = () => {
        told.current.get(key)?.();
        // More than one: a channel of its own for all who owe an answer.
        if (workers.length === 1) latest.current?.worker(first);
        else void latest.current?.chosen(workers);
        useDesk.getState().showIntercom('channels');
      };
      const who = () => (count === 1 ? first.name : t('voiceCall.several', { name: first.name, n: count }));
      const words = {
        title: () => t('voiceCall.title', { who: who() }),
        detail: title,
        look: 'alert',
        timeout: 0,
      } as const;
      told.current.set(key, showToast({ ...words, action: { label: () => t('voiceCall.call'), onPress: call } }));
    }
  }, [asked, t]);
}
