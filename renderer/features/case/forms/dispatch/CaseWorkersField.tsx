import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { WorkerProposal, WorkerPurpose, WorkerProposals } from '#shared/contract/dispatchViews.ts';
import { common, formatAge, useTexts } from '../../../../i18n/index.ts';
import { WorkerSearch } from '../../../../parts/index.ts';
import { useFeed } from '../../../../station/index.ts';
import { Icon } from '../../../../ui/index.ts';
import styles from './dispatch.module.css';
import { texts } from './locale.ts';

export interface CaseWorkersFieldProps {
  caseId: string;
  purpose: WorkerPurpose;
  label: string;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  single?: boolean;
  autoFocus?: boolean;
}

function useHint(told: WorkerProposals | undefined, purpose: WorkerPurpose): string {
  const t = useTexts(texts);
  if (!told) return '';
  const barred = told.rows.filter((row) => row.barred !== null).length;
  const measured = told.why === null ? 'byStreets' : told.why === 'alone' ? 'byLineAlone' : 'byLineSlow';
  const left = barred > 0 && t(purpose === 'verify' ? 'barredVerify' : 'barredHandle', { n: barred });
  return [t(measured), left].filter(Boolean).join(t('gap'));
}

/** Why one should look again before sending whoever is chosen, each by name. */
function Warnings({ chosen }: { chosen: readonly WorkerProposal[] }) {
  const t = useTexts(texts);
  const doubtful = chosen.filter(({ warnings }) => warnings.length > 0);
  if (doubtful.length === 0) return null;
  return (
    <div className={styles.warnings} role="status">
      <strong>
        <Icon icon={TriangleAlert} /> {t('warnTitle')}
      </strong>
      {doubtful.map(({ worker, warnings, fixAge, load }) => (
        <span key={worker.id}>
          {t('warn', {
            name: worker.name,
            reasons: warnings
              .map((warning) => t(`warnings.${warning}`, { age: formatAge(0, fixAge ?? 0), n: load }))
              .join(t('gap')),
          })}
        </span>
      ))}
    </div>
  );
}

/** Workers who could be sent about a case, the best first, each with what speaks for and against it; or found by name. */
export function CaseWorkersField({ caseId, purpose, ...props }: CaseWorkersFieldProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const [text, setText] = useState('');
  const asked = text.trim();
  const near = useFeed('dispatch.workers', { caseId, purpose });
  const found = useFeed('dispatch.workers', { caseId, purpose, text: asked }, { enabled: asked !== '' });
  const answer = asked === '' ? near : found;
  const hint = useHint(answer.data, purpose);
  return (
    <WorkerSearch
      {...props}
      hint={hint}
      text={text}
      onText={setText}
      question={`${caseId},${answer.isPlaceholderData ? '' : asked}`}
      rows={answer.data?.rows.filter((row) => row.barred === null)}
      pending={answer.isPending}
      proposed={near.data?.rows}
      more={({ worker, byStreet }) => (
        <>
          {byStreet && <span>{t('street')}</span>}
          {worker.role !== 'grid-worker' && <span>{tc(`workerRoles.${worker.role}`)}</span>}
        </>
      )}
    >
      {(chosen) => <Warnings chosen={chosen} />}
    </WorkerSearch>
  );
}
