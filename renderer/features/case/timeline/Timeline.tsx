import { ArrowDownWideNarrow, ArrowUpNarrowWide, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, classes, Icon, Tooltip } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { revealedText } from '../personal/revealed.ts';
import { workersNamed } from './lineDetail.ts';
import styles from './timeline.module.css';
import { TimelineLine } from './TimelineLine.tsx';

const ORDER_KEY = 'street.timeline.oldestFirst';

/** Names of the people and departments a history speaks of. */
function useNames(view: CaseView): (id: string) => string {
  const language = useLanguage();
  const ids = useMemo(() => workersNamed(view.events), [view.events]);
  const workers = useFeed('worker.names', { ids }, { enabled: ids.length > 0 }).data;
  const departments = useFeed('department.list', {}).data;
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const worker of workers ?? []) names.set(worker.id, worker.name);
    for (const department of departments ?? []) names.set(department.code, nameIn(language, department));
    return (id) => names.get(id) ?? id;
  }, [workers, departments, language]);
}

/** Everything that happened to the case, a line each, and whether the history still is what was written. */
export function Timeline({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const nameOf = useNames(view);
  const [oldestFirst, setOldestFirst] = useState(() => localStorage.getItem(ORDER_KEY) === '1');
  const events = oldestFirst ? view.events : view.events.toReversed();
  const turn = () => {
    localStorage.setItem(ORDER_KEY, oldestFirst ? '0' : '1');
    setOldestFirst(!oldestFirst);
  };
  return (
    <section className={styles.timeline}>
      <div className={styles.head}>
        <h4 className={styles.heading}>{t('timeline.heading')}</h4>
        <Tooltip text={t(view.chainIntact ? 'timeline.intactDetail' : 'timeline.brokenDetail')}>
          <span className={classes(styles.chain, !view.chainIntact && styles.broken)}>
            <Icon icon={view.chainIntact ? ShieldCheck : ShieldAlert} />
            {t(view.chainIntact ? 'timeline.intact' : 'timeline.broken')}
          </span>
        </Tooltip>
        <Button
          size="small"
          look="quiet"
          icon={oldestFirst ? ArrowUpNarrowWide : ArrowDownWideNarrow}
          className={styles.order}
          onClick={turn}
        >
          {t(oldestFirst ? 'timeline.oldestFirst' : 'timeline.newestFirst')}
        </Button>
      </div>
      {events.length === 0 && <p className={styles.quiet}>{t('timeline.empty')}</p>}
      <ol aria-label={t('timeline.heading')} className={styles.lines}>
        {events.map((event) => (
          <TimelineLine key={event.id} event={event} revealed={revealedText(view, event.id)} nameOf={nameOf} />
        ))}
      </ol>
    </section>
  );
}
