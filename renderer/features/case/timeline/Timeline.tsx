import { ArrowDownWideNarrow, ArrowUpNarrowWide, History, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import type { CaseView } from '#shared/contract/views.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useNames } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, classes, Icon, Tooltip } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { revealedText } from '../personal/revealed.ts';
import { workersNamed } from './lineDetail.ts';
import { type StreamFilter, streamOf, type StreamView, STREAM_FILTERS } from './stream.ts';
import { type EntryProps, PassLine, StreamLine } from './StreamEntries.tsx';
import styles from './timeline.module.css';
import { TimelineLine } from './TimelineLine.tsx';
import { usePasses } from './usePasses.tsx';

const VIEW_KEY = 'street.timeline';
const keptSchema = z.object({
  without: z.array(z.enum(STREAM_FILTERS)).default([]),
  mediaOnly: z.boolean().default(false),
  oldestFirst: z.boolean().default(false),
});

interface TimelineProps extends EntryProps {
  view: CaseView;
  onAround?: () => void;
}

/** What the operator wants of a stream, kept at this desk: it is a habit, not a thing of the case. */
function useStreamView(): [StreamView, (change: Partial<StreamView>) => void] {
  const [view, setView] = useState<StreamView>(() => {
    const kept = keptSchema.safeParse(JSON.parse(localStorage.getItem(VIEW_KEY) ?? '{}'));
    return kept.success ? kept.data : { without: [], mediaOnly: false, oldestFirst: false };
  });
  const change = (part: Partial<StreamView>) => {
    const next = { ...view, ...part };
    localStorage.setItem(VIEW_KEY, JSON.stringify(next));
    setView(next);
  };
  return [view, change];
}

function Filters({ shown, change }: { shown: StreamView; change: (part: Partial<StreamView>) => void }) {
  const t = useTexts(texts);
  const toggle = (kind: StreamFilter) => {
    const without = shown.without.includes(kind)
      ? shown.without.filter((one) => one !== kind)
      : [...shown.without, kind];
    change({ without });
  };
  return (
    <div role="group" aria-label={t('stream.filters')} className={styles.filters}>
      {STREAM_FILTERS.map((kind) => (
        <Button
          key={kind}
          size="small"
          look="quiet"
          aria-pressed={!shown.without.includes(kind)}
          onClick={() => toggle(kind)}
        >
          {t(`stream.kinds.${kind}`)}
        </Button>
      ))}
      <Button
        size="small"
        look="quiet"
        aria-pressed={shown.mediaOnly}
        onClick={() => change({ mediaOnly: !shown.mediaOnly })}
      >
        {t('stream.mediaOnly')}
      </Button>
    </div>
  );
}

function ChainState({ intact }: { intact: boolean }) {
  const t = useTexts(texts);
  return (
    <Tooltip text={t(intact ? 'timeline.intactDetail' : 'timeline.brokenDetail')}>
      <span className={classes(styles.chain, !intact && styles.broken)}>
        <Icon icon={intact ? ShieldCheck : ShieldAlert} />
        {t(intact ? 'timeline.intact' : 'timeline.broken')}
      </span>
    </Tooltip>
  );
}

/** Everything that happened to the case and around it, in one order, and whether the history still is what was written. */
export function Timeline({ view, onOpenWorker, talk, onAround }: TimelineProps) {
  const t = useTexts(texts);
  const nameOf = useNames(workersNamed(view.events));
  const [shown, change] = useStreamView();
  const stream = useFeed('case.stream', { id: view.case.id }).data;
  const { passes, ask } = usePasses(view.case.id, view.case.title);
  const items = streamOf({ events: view.events, entries: stream?.entries ?? [], passes }, shown);
  const { oldestFirst } = shown;
  return (
    <section className={styles.timeline}>
      <div className={styles.head}>
        <h4 className={styles.heading}>{t('timeline.heading')}</h4>
        <ChainState intact={view.chainIntact} />
        <Button
          size="small"
          look="quiet"
          icon={oldestFirst ? ArrowUpNarrowWide : ArrowDownWideNarrow}
          className={styles.order}
          onClick={() => change({ oldestFirst: !oldestFirst })}
        >
          {t(oldestFirst ? 'timeline.oldestFirst' : 'timeline.newestFirst')}
        </Button>
      </div>
      <div className={styles.head}>
        <Filters shown={shown} change={change} />
        {ask}
        {ask && onAround && (
          <Button size="small" look="quiet" icon={History} onClick={onAround}>
            {t('stream.around')}
          </Button>
        )}
      </div>
      {items.length === 0 && <p className={styles.quiet}>{t('timeline.empty')}</p>}
      {stream?.more && <p className={styles.quiet}>{t('stream.more')}</p>}
      <ol aria-label={t('timeline.heading')} className={styles.lines}>
        {items.map((item) => {
          if (item.kind === 'pass') return <PassLine key={item.id} pass={item.pass} onOpenWorker={onOpenWorker} />;
          if (item.kind !== 'line')
            return <StreamLine key={item.id} entry={item} onOpenWorker={onOpenWorker} talk={talk} />;
          const { event } = item;
          return <TimelineLine key={item.id} event={event} revealed={revealedText(view, event.id)} nameOf={nameOf} />;
        })}
      </ol>
    </section>
  );
}
