import { useEffect, useRef } from 'react';
import { common, opKey, useTexts } from '../../i18n/index.ts';
import { isSetAside, useSetAsideWords } from '../../parts/index.ts';
import { useStation, useStatus } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { subjectOf } from './decision/payloadFacts.ts';
import { texts } from './locale.ts';

/** Decisions come first in the list; of more than these nobody reads each one's notice. */
const MOST = 1000;

interface DecisionNoticesProps {
  onDecide: (opId: string) => void;
  /** several came back at once */
  onOpenList: () => void;
}

/** Tells of actions that came back, once each; those found at the start too, for nobody may have seen them. Draws nothing. */
export function DecisionNotices({ onDecide, onOpenList }: DecisionNoticesProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const whyOf = useSetAsideWords();
  const station = useStation();
  const outbox = useStatus()?.outbox;
  const problems = outbox ? outbox.conflicts + outbox.refused : 0;
  const told = useRef(new Set<string>());
  const closeToast = useRef<() => void>(undefined);
  useEffect(() => {
    if (problems === 0) {
      closeToast.current?.();
      return;
    }
    void station.read('outbox.list', { limit: MOST }).then((answer) => {
      if (!answer.ok) return;
      const set = answer.value.filter(isSetAside);
      const fresh = set.filter(({ id }) => !told.current.has(id));
      told.current = new Set(set.map(({ id }) => id));
      const [first] = fresh;
      if (!first) return;
      const isOne = fresh.length === 1;
      const subject = subjectOf(first);
      const what = () => [tc(opKey(first.kind)), subject].filter(Boolean).join(' · ');
      closeToast.current = showToast({
        title: () => (isOne ? t('cameBack', { what: what() }) : t('cameBackMany', { n: fresh.length })),
        detail: () => (isOne ? whyOf(first) : t('cameBackManyDetail')),
        look: 'warn',
        timeout: 20_000,
        action: { label: () => t('decide'), onPress: isOne ? () => onDecide(first.id) : onOpenList },
      });
    });
  }, [problems, station, t, tc, whyOf, onDecide, onOpenList]);
  return null;
}
