import { useDeferredValue, useEffect, useState } from 'react';
import type { RecipientsPreview } from '#shared/contract/views.ts';
import { confirmReasons, quietUntil } from '#shared/domain/commandLife.ts';
import type { CommandFields, RecipientRow, Recipients } from '#shared/protocol/commands.ts';
import { formatDistance, formatTime, useTexts } from '../../../i18n/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';

/** ms without a change before the centre is asked who would get it */
const PAUSE_MS = 300;
/** ms after which it is asked again: people come on duty and go */
const AGAIN_MS = 15_000;
const NAMES = 8;

/** What was given, once it has not changed for a moment. */
function useSettled<T>(value: T): T {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useDeferredValue(JSON.parse(settled) as T);
}

interface PreviewProps {
  recipients: Recipients | null;
  place: { lon: number; lat: number } | null;
  priority: CommandFields['priority'];
  evenQuiet: boolean;
}

function Some({ rows, n, words }: { rows: readonly RecipientRow[]; n: number; words: 'offline' | 'offDuty' }) {
  const t = useTexts(texts);
  if (n === 0) return null;
  const names = rows.slice(0, NAMES).map((row) => row.name);
  const shown = n > names.length ? t('andMore', { names: names.join(t('listGap')) }) : names.join(t('listGap'));
  return <p className={styles.warn}>{t(`preview_${words}`, { n, names: shown })}</p>;
}

/** The nearest of those who get it now, each with the way they have. */
function Nearest({ preview }: { preview: RecipientsPreview }) {
  const t = useTexts(texts);
  const near = preview.some.now.filter((row) => row.meters !== null).slice(0, NAMES);
  if (near.length === 0) return null;
  const words = near.map((row) => `${row.name} ${formatDistance(row.meters ?? 0)}`);
  return (
    <p className={styles.quiet}>
      {t(preview.by === 'centre' ? 'previewByStreet' : 'previewStraight', { names: words.join(t('listGap')) })}
    </p>
  );
}

/** Who gets the command and who will not see it at once, whether it waits for a second person or for the morning. */
export function Preview({ recipients, place, priority, evenQuiet }: PreviewProps) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const asked = useSettled({ recipients, place });
  const input = { recipients: asked.recipients ?? {}, ...(asked.place ? { place: pointOf(asked.place) } : {}) };
  const { data, refetch } = useFeed('recipients.preview', input, { enabled: asked.recipients !== null });
  const policy = useFeed('command.policy', {}).data;
  const isAsked = asked.recipients !== null;
  useEffect(() => {
    if (!isAsked) return undefined;
    const timer = setInterval(() => void refetch(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isAsked, refetch]);
  if (recipients === null) return <p className={styles.quiet}>{t('previewNobody')}</p>;
  if (!data) return <p className={styles.quiet}>{t('previewAsking')}</p>;
  const { reach, some, total } = data;
  const why = policy ? confirmReasons({ priority }, total, policy) : [];
  const quiet = policy && priority === 'routine' && !evenQuiet ? quietUntil(now, policy.quiet) : null;
  return (
    <div className={styles.preview} role="status" aria-label={t('preview')}>
      <p>
        {t('preview')} <strong>{t('previewWorkers', { n: total })}</strong> {t('previewNow', { n: reach.now })}
      </p>
      <Nearest preview={data} />
      <Some rows={some.offline} n={reach.offline} words="offline" />
      <Some rows={some['off-duty']} n={reach['off-duty']} words="offDuty" />
      {recipients.everyone && <p className={styles.quiet}>{t('previewJoiners')}</p>}
      {recipients.area && <p className={styles.quiet}>{t('previewEnterers')}</p>}
      {data.by === 'desk' && <p className={styles.warn}>{t('previewAlone')}</p>}
      {data.departmentsUnknown && <p className={styles.warn}>{t('previewDepartments')}</p>}
      {quiet !== null && <p className={styles.warn}>{t('previewQuiet', { time: formatTime(quiet, now) })}</p>}
      {why.length > 0 && (
        <p className={styles.warn}>
          <strong>{t('needsConfirm')}</strong> {why.map((reason) => t(`confirmWhy.${reason}`)).join(t('listGap'))}
        </p>
      )}
    </div>
  );
}

function pointOf({ lon, lat }: { lon: number; lat: number }): { lon: number; lat: number } {
  return { lon, lat };
}
