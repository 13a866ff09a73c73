import { useCallback, useEffect, useRef, useState } from 'react';
import type { QueueName } from '#shared/contract/queues.ts';
import { type Arrived, gathered } from '../../features/alarms/index.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { showToast, useKeys } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { focusRegion } from './regions.ts';
import { useDesk } from './store.ts';

const KEY = 'Shift+G';
const SHOWN_MS = 8000;
/** In a flood one notice tells of many. */
const GAP_MS = 5000;
const NONE: Arrived = new Map();

/** Whether new cases of a queue appear before the operator’s eyes anyway. */
function isInSight(queue: QueueName): boolean {
  const desk = useDesk.getState();
  return desk.queue === queue && Object.values(desk.filter).every((part) => part === undefined);
}

/**
 * Tells of new cases by one quiet notice that gathers what comes meanwhile; a key goes to the queue with the most of them. It
 * takes the keyboard from nobody.
 */
export function useArrivalNotice(): (arrived: Arrived) => void {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const [goal, setGoal] = useState<QueueName | null>(null);
  const told = useRef({ arrived: NONE, at: Number.NEGATIVE_INFINITY, close: () => undefined as void });
  const fresh = useRef(NONE);
  const gap = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const go = useCallback((queue: QueueName) => {
    const desk = useDesk.getState();
    desk.setFilter({});
    desk.setQueue(queue);
    focusRegion('queues');
    told.current.close();
    told.current = { ...told.current, arrived: NONE };
    setGoal(null);
  }, []);
  const show = useCallback(() => {
    const now = performance.now();
    const open = now - told.current.at < SHOWN_MS ? told.current.arrived : NONE;
    const arrived = gathered(open, fresh.current);
    fresh.current = NONE;
    const parts = [...arrived].sort(([, a], [, b]) => b - a);
    const queue = parts[0]?.[0];
    if (queue === undefined) return;
    told.current.close();
    const close = showToast({
      title: () => t('arrived.title', { n: parts.reduce((sum, [, n]) => sum + n, 0) }),
      detail: () => parts.map(([name, n]) => `${tc(`queues.${name}`)} ${n}`).join(' · '),
      timeout: SHOWN_MS,
      action: { label: () => t('arrived.go', { key: KEY }), onPress: () => go(queue) },
    });
    told.current = { arrived, at: now, close };
    setGoal(queue);
  }, [t, tc, go]);
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => () => clearTimeout(gap.current), []);
  useKeys([
    {
      keys: KEY,
      label: t('arrived.key'),
      group: t('group'),
      enabled: goal !== null,
      run: () => goal !== null && go(goal),
    },
  ]);
  return useCallback((arrived) => {
    fresh.current = gathered(fresh.current, new Map([...arrived].filter(([queue]) => !isInSight(queue))));
    if (gap.current !== undefined) return;
    latest.current();
    gap.current = setTimeout(() => {
      gap.current = undefined;
      if (fresh.current.size > 0) latest.current();
    }, GAP_MS);
  }, []);
}
