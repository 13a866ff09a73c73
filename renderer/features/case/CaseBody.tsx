import type { ReactNode } from 'react';
import type { Place } from '#shared/contract/dossierViews.ts';
import type { Recording } from '#shared/contract/radio.ts';
import type { CaseView } from '#shared/contract/views.ts';
import { useTexts } from '../../i18n/index.ts';
import { MediaGroup } from '../../parts/index.ts';
import { Answers } from './answers/Answers.tsx';
import { Assignments } from './assignments/Assignments.tsx';
import { CaseCommands } from './CaseCommands.tsx';
import { CaseVideo } from './CaseVideo.tsx';
import styles from './case.module.css';
import { BeforeAfter } from './compare/BeforeAfter.tsx';
import { Facts } from './Facts.tsx';
import type { FormAction } from './forms/spec.ts';
import { Linked } from './linked/Linked.tsx';
import { texts } from './locale.ts';
import { Merged } from './Merged.tsx';
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
  onOpenCase: (id: string) => void;
  /** opens the form of an action, about one of those who have the case */
  onForm: (action: FormAction, about?: string) => void;
  /** stands below the commands */
  more?: ReactNode;
  /** how a talk of the case is shown and played */
  talk?: (recording: Recording) => ReactNode;
  /** opens what is known of a place */
  onPlace?: (place: Place) => void;
  onAround?: () => void;
}

function Media({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const { before, after } = mediaOf(view);
  if (before.length + after.length === 0) return null;
  return (
    <section className={styles.section}>
      <h4 className={styles.heading}>{t('media.heading')}</h4>
      <BeforeAfter before={before} after={after} />
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
export function CaseBody(props: CaseBodyProps) {
  const { view, onDecide, onShowOnMap, onOpenWorker, onOpenCase, onForm, more, talk, onPlace, onAround } = props;
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
        <Answers view={view} />
        <Assignments view={view} onForm={onForm} onOpenWorker={onOpenWorker} />
        <Media view={view} />
        <Linked view={view} onOpenCase={onOpenCase} onForm={onForm} />
        <section className={styles.section}>
          <h4 className={styles.heading}>{t('facts.heading')}</h4>
          <Facts view={view} onShowOnMap={onShowOnMap} onOpenWorker={onOpenWorker} onPlace={onPlace} />
        </section>
        <Merged view={view} onOpenCase={onOpenCase} />
        <section className={styles.section}>
          <h4 className={styles.heading}>{t('commands.heading')}</h4>
          {view.commands.length === 0 ? (
            <p className={styles.quiet}>{t('commands.none')}</p>
          ) : (
            <CaseCommands commands={view.commands} onOpenWorker={onOpenWorker} />
          )}
        </section>
        <CaseVideo view={view} />
        {more}
      </div>
      <div className={styles.column}>
        <WaitingList view={view} onDecide={onDecide} />
        <Timeline view={view} onOpenWorker={onOpenWorker} talk={talk} onAround={onAround} />
      </div>
    </div>
  );
}
