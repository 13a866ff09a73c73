import { useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useFacts } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';

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
