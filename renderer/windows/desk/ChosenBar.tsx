import { MessageSquareText, Radio, X } from 'lucide-react';
import { MOST_CHOSEN } from '#shared/contract/feeds.ts';
import { useCalls } from '../../features/intercom/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, useKeys } from '../../ui/index.ts';
import styles from './desk.module.css';
import { texts } from './locale.ts';
import { useDesk } from './store.ts';

/** so many are named; the count tells of the rest */
const NAMED = 5;

/** Who is chosen together on the map, in words, and what can be done with all of them. */
export function ChosenBar() {
  const chosen = useDesk((desk) => desk.chosen);
  return chosen.length > 0 ? <Bar chosen={chosen} /> : null;
}

function Bar({ chosen }: { chosen: readonly number[] }) {
  const t = useTexts(texts);
  const calls = useCalls();
  const { choose, compose, showIntercom } = useDesk();
  const tooMany = chosen.length > MOST_CHOSEN;
  const indices = [...chosen].sort((a, b) => a - b);
  const { data = [], isPlaceholderData } = useFeed('worker.chosen', { indices }, { enabled: !tooMany });
  // Of those chosen before nothing may be said or done.
  const workers = tooMany || isPlaceholderData ? [] : data;
  const ready = workers.length > 0;
  const names = workers.slice(0, NAMED).map(({ name }) => name);
  const onDuty = workers.filter((worker) => worker.onDuty).length;
  const open = async () => {
    if (!calls || !ready) return;
    const id = await calls.chosen(workers);
    if (id !== null) showIntercom('channels');
  };
  const command = () => ready && compose({ workerIds: workers.map(({ id }) => id) });
  const group = t('chosen.title');
  useKeys([
    { keys: 'Shift+J', label: t('chosen.open'), group, run: () => void open(), enabled: ready && calls !== undefined },
    { keys: 'Shift+C', label: t('chosen.command'), group, run: command, enabled: ready },
    { keys: 'Shift+X', label: t('chosen.clear'), group, run: () => choose([]) },
  ]);
  return (
    <section className={styles.chosen} aria-label={t('chosen.title')}>
      <p role="status">
        <strong>{t('chosen.count', { n: chosen.length })}</strong>{' '}
        {tooMany
          ? t('chosen.tooMany', { n: MOST_CHOSEN })
          : ready &&
            t('chosen.names', { names: names.join('、'), more: chosen.length > names.length ? '…' : '', onDuty })}
      </p>
      <div className={styles.chosenVerbs}>
        <Button icon={Radio} shortcut="Shift+J" disabled={!ready || calls === undefined} onClick={() => void open()}>
          {t('chosen.open')}
        </Button>
        <Button icon={MessageSquareText} shortcut="Shift+C" disabled={!ready} onClick={command}>
          {t('chosen.command')}
        </Button>
        <Button icon={X} look="quiet" shortcut="Shift+X" onClick={() => choose([])}>
          {t('chosen.clear')}
        </Button>
      </div>
    </section>
  );
}
