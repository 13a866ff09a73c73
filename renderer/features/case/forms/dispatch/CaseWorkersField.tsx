import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { WorkerProposal, WorkerPurpose, WorkerProposals } from '#shared/contract/dispatchViews.ts';
import { common, formatAge, useTexts } from '../../../../i18n/index.ts';
import { useFrozenChoices, WorkerChoices } from '../../../../parts/index.ts';
import { useFeed } from '../../../../station/index.ts';
import { Icon, TextField } from '../../../../ui/index.ts';
import { texts as caseTexts } from '../../locale.ts';
import styles from './dispatch.module.css';
import { texts } from './locale.ts';

const SHOWN = 12;

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
export function CaseWorkersField(props: CaseWorkersFieldProps) {
  const { caseId, purpose, label, chosen, onChange, single, autoFocus } = props;
  const t = useTexts(texts);
  const tCase = useTexts(caseTexts);
  const tc = useTexts(common);
  const [text, setText] = useState('');
  const asked = text.trim();
  const near = useFeed('dispatch.workers', { caseId, purpose });
  const found = useFeed('dispatch.workers', { caseId, purpose, text: asked }, { enabled: asked !== '' });
  const answer = asked === '' ? near : found;
  const hint = useHint(answer.data, purpose);
  const usable = answer.data?.rows.filter((row) => row.barred === null);
  const question = `${caseId},${answer.isPlaceholderData ? '' : asked}`;
  const rows = useFrozenChoices(question, usable, (row) => row.worker.id);
  const [picked, setPicked] = useState<readonly WorkerProposal[]>([]);
  // Whoever was proposed stays in sight too while another is searched for.
  const known = new Map([...(near.data?.rows ?? []), ...picked, ...rows].map((row) => [row.worker.id, row]));
  const shown = rows.slice(0, SHOWN);
  const kept = chosen.flatMap((id) => (shown.some((row) => row.worker.id === id) ? [] : (known.get(id) ?? [])));
  const chosenRows = chosen.flatMap((id) => known.get(id) ?? []);
  const choose = (ids: string[]) => {
    setPicked(ids.flatMap((id) => known.get(id) ?? []));
    onChange(ids);
  };
  const more = ({ worker }: WorkerProposal, byStreet: boolean) => (
    <>
      {byStreet && <span>{t('street')}</span>}
      {worker.role !== 'grid-worker' && <span>{tc(`workerRoles.${worker.role}`)}</span>}
    </>
  );
  return (
    <div className={styles.workers}>
      <div className={styles.workersHead}>
        <span className={styles.workersLabel}>{label}</span>
        <span className={styles.quiet}>{hint}</span>
      </div>
      <TextField
        label={tCase('findWorker')}
        labelHidden
        type="search"
        placeholder={tCase('findWorker')}
        value={text}
        autoFocus={autoFocus}
        onChange={setText}
      />
      <WorkerChoices
        label={label}
        choices={[...kept, ...shown]}
        pending={answer.isPending}
        chosen={chosen}
        onChange={choose}
        single={single}
        more={({ worker }) => {
          const row = known.get(worker.id);
          return row && more(row, row.byStreet);
        }}
      />
      <Warnings chosen={chosenRows} />
    </div>
  );
}
