import { useState } from 'react';
import type { FeedOutput } from '#shared/contract/feeds.ts';
import type { CaseView } from '#shared/contract/views.ts';
import { common, formatTime, useProblem, useTexts } from '../../i18n/index.ts';
import { gatewayNow, useAct, useFeed } from '../../station/index.ts';
import { Button, TextField } from '../../ui/index.ts';
import styles from './case.module.css';
import { texts } from './locale.ts';

type MergedCase = FeedOutput<'case.merged'>[number];

/** What was merged into this case, and the way to take it out again; nothing while there is none. */
export function Merged({ view, onOpenCase }: { view: CaseView; onOpenCase?: (id: string) => void }) {
  const t = useTexts(texts);
  const { data = [] } = useFeed('case.merged', { id: view.case.id });
  if (data.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('merged.heading')}>
      <h4 className={styles.heading}>{t('merged.heading')}</h4>
      <ul>
        {data.map((one) => (
          <MergedLine key={one.id} merged={one} onOpenCase={onOpenCase} />
        ))}
      </ul>
    </section>
  );
}

function MergedLine({ merged, onOpenCase }: { merged: MergedCase; onOpenCase?: (id: string) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const [reason, setReason] = useState<string | null>(null);
  const [problem, setProblem] = useProblem();
  const { id, version, title, number, reportedAt } = merged;
  const unmerge = async () => {
    if (!reason?.trim()) return setProblem(t('missing.reason'));
    const payload = { reason: reason.trim() };
    const answer = await act('case.unmerge', { entityId: id, baseVersion: version, payload, subject: title });
    return answer.ok ? setReason(null) : setProblem(answer);
  };
  return (
    <li className={styles.merged}>
      <span>{[number ?? tc('numberPending'), title, formatTime(reportedAt, gatewayNow())].join(' · ')}</span>
      {onOpenCase && (
        <Button size="small" look="quiet" onClick={() => onOpenCase(id)}>
          {tc('verbs.open')}
        </Button>
      )}
      {reason === null ? (
        <Button size="small" onClick={() => setReason('')}>
          {tc('actions.unmerge')}
        </Button>
      ) : (
        <form
          className={styles.unmerge}
          onSubmit={(event) => {
            event.preventDefault();
            void unmerge();
          }}
        >
          <TextField
            label={tc('nouns.reason')}
            value={reason}
            maxLength={1000}
            autoFocus
            error={problem}
            onChange={(text) => {
              setProblem(null);
              setReason(text);
            }}
          />
          <Button type="submit" size="small" look="primary">
            {tc('actions.unmerge')}
          </Button>
          <Button size="small" look="quiet" onClick={() => setReason(null)}>
            {tc('verbs.cancel')}
          </Button>
        </form>
      )}
    </li>
  );
}
