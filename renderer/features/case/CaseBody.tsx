import type { ReactNode } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { useTexts } from '../../i18n/index.ts';
import { MediaGroup } from '../../parts/index.ts';
import { CaseCommands } from './CaseCommands.tsx';
import styles from './case.module.css';
import { Facts } from './Facts.tsx';
import { texts } from './locale.ts';
import { mediaOf } from './media/caseMedia.ts';
import { Personal } from './personal/Personal.tsx';
import { PersonalText } from './personal/PersonalText.tsx';
import { revealedText } from './personal/revealed.ts';
import { Timeline } from './timeline/Timeline.tsx';
import { WaitingList } from './WaitingList.tsx';

interface CaseBodyProps {
  view: CaseView;
  onDecide: (opId: string) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
  onOpenWorker: (id: string) => void;
  /** stands below the commands */
  more?: ReactNode;
}

function Media({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const { before, after } = mediaOf(view);
  if (before.length + after.length === 0) return null;
  return (
    <section className={styles.section}>
      <h4 className={styles.heading}>{t('media.heading')}</h4>
      <div className={styles.sides}>
        {before.length > 0 && (
          <div>
            {after.length > 0 && <h5 className={styles.side}>{t('media.before')}</h5>}
            <MediaGroup media={before} />
          </div>
        )}
        {after.length > 0 && (
          <div>
            <h5 className={styles.side}>{t('media.after')}</h5>
            <MediaGroup media={after} />
          </div>
        )}
      </div>
    </section>
  );
}

/** The line that made the case: the text it was reported with is its. */
function reportOf({ events }: CaseView): CaseView['events'][number] | undefined {
  return events.find((event) => event.action === 'report');
}

/** What is known of the case on one side, what has happened to it on the other. */
export function CaseBody({ view, onDecide, onShowOnMap, onOpenWorker, more }: CaseBodyProps) {
  const t = useTexts(texts);
  return (
    <div className={styles.body}>
      <div className={styles.column}>
        <section className={styles.section}>
          <h4 className={styles.heading}>{t('text')}</h4>
          <p className={styles.text} data-selectable>
            {view.case.text ? (
              <PersonalText text={view.case.text} revealed={revealedText(view, reportOf(view)?.id)} />
            ) : (
              <span className={styles.quiet}>{t('noText')}</span>
            )}
          </p>
        </section>
        <Personal view={view} />
        <Media view={view} />
        <section className={styles.section}>
          <h4 className={styles.heading}>{t('facts.heading')}</h4>
          <Facts view={view} onShowOnMap={onShowOnMap} onOpenWorker={onOpenWorker} />
        </section>
        <section className={styles.section}>
          <h4 className={styles.heading}>{t('commands.heading')}</h4>
          {view.commands.length === 0 ? (
            <p className={styles.quiet}>{t('commands.none')}</p>
          ) : (
            <CaseCommands commands={view.commands} onOpenWorker={onOpenWorker} />
          )}
        </section>
        {more}
      </div>
      <div className={styles.column}>
        <WaitingList view={view} onDecide={onDecide} />
        <Timeline view={view} />
      </div>
    </div>
  );
}
