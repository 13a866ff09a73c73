import { Clock3 } from 'lucide-react';
import type { AuditPage } from '#shared/contract/views.ts';
import { common, formatTime, opKey, useTexts } from '../../i18n/index.ts';
import { useCentreTime, WorkerLink } from '../../parts/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { Icon } from '../../ui/index.ts';
import styles from './audit.module.css';
import { texts } from './locale.ts';

type Look = AuditPage['waiting'][number];
interface WaitingLooksProps {
  waiting: readonly Look[];
  onOpenCase: (id: string) => void;
}

/** A case as this desk knows it. */
function CaseName({ id, onOpenCase }: { id: string; onOpenCase: (id: string) => void }) {
  const tc = useTexts(common);
  const known = useFeed('case.get', { id }).data?.case;
  return (
    <button type="button" className={styles.link} onClick={() => onOpenCase(id)}>
      {known ? `${known.number ?? tc('numberPending')} ${known.title}` : id}
    </button>
  );
}

function WorkerName({ id }: { id: string }) {
  const worker = useFeed('worker.names', { ids: [id] }).data?.[0];
  return <WorkerLink id={id} name={worker?.name ?? id} />;
}

/** Looks of this operator that the centre has not recorded yet. */
export function WaitingLooks({ waiting, onOpenCase }: WaitingLooksProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const atCentre = useCentreTime();
  if (waiting.length === 0) return null;
  return (
    <section className={styles.waiting} aria-label={t('waiting')}>
      <h3 className={styles.heading}>
        <Icon icon={Clock3} /> {t('waiting')}
      </h3>
      <ul>
        {waiting.map((look) => (
          <li key={look.id} className={styles.look}>
            <time>{formatTime(atCentre(look.at), now, true)}</time>
            <span>{tc(opKey(look.kind))}</span>
            {look.kind === 'contact.reveal' ? (
              <CaseName id={look.subjectId} onOpenCase={onOpenCase} />
            ) : (
              <WorkerName id={look.subjectId} />
            )}
            <span className={styles.reason}>{look.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
