import { AUDIT_KINDS, type AuditKind, type AuditRow } from '#shared/protocol/console.ts';
import { formatFullTime, formatTime, useTexts } from '../../i18n/index.ts';
import { useNow } from '../../station/index.ts';
import styles from './audit.module.css';
import { texts } from './locale.ts';

interface AuditTableProps {
  rows: readonly AuditRow[];
  onOpenCase: (id: string) => void;
}

function kindOf(kind: string): AuditKind | null {
  return AUDIT_KINDS.find((known) => known === kind) ?? null;
}

/** What was looked at: a case leads to itself; of a trail, whose and which time. */
function Subject({ row, onOpenCase }: { row: AuditRow } & Pick<AuditTableProps, 'onOpenCase'>) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const name = row.subject.label || row.subject.id;
  if (row.kind === 'contact.reveal' || row.kind === 'contact.export') {
    return (
      <button type="button" className={styles.link} onClick={() => onOpenCase(row.subject.id)}>
        {name}
      </button>
    );
  }
  if (row.from === undefined || row.to === undefined) return name;
  return `${name} · ${t('trailTime', { from: formatTime(row.from, now), to: formatTime(row.to, now) })}`;
}

/** One look a line, the newest first. */
export function AuditTable({ rows, onOpenCase }: AuditTableProps) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('when')}</th>
          <th scope="col">{t('who')}</th>
          <th scope="col">{t('what')}</th>
          <th scope="col">{t('subject')}</th>
          <th scope="col">{t('why')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const kind = kindOf(row.kind);
          return (
            <tr key={row.id}>
              <td className={styles.when}>
                <time dateTime={new Date(row.at).toISOString()} title={formatFullTime(row.at)}>
                  {formatTime(row.at, now, true)}
                </time>
              </td>
              <th scope="row">{row.actor.name}</th>
              <td className={styles.when}>{kind ? t(`kinds.${kind}`) : row.kind}</td>
              <td>
                <Subject row={row} onOpenCase={onOpenCase} />
              </td>
              <td data-selectable>{row.reason}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
