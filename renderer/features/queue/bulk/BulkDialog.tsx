import { useRef, useState } from 'react';
import { type BulkAction, type BulkRow, MOST_BULK } from '#shared/contract/deskFeeds.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import { common, formatTime, refusalWords, useTexts } from '../../../i18n/index.ts';
import { Radios, useFormKeys } from '../../../parts/index.ts';
import { useActTogether, useFeed, useNow } from '../../../station/index.ts';
import { Button, Combobox, Dialog, Loading } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { useDepartmentChoices } from '../useFilterChoices.ts';
import styles from './bulk.module.css';
import { type BulkSummary, summaryOf } from './summary.ts';

/** so many of those that may not are named */
const NAMED = 5;

interface BulkDialogProps {
  action: BulkAction;
  ids: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

/** Which of the chosen cases may, which not and why, and when they fall due; then all that may are taken. */
export function BulkDialog({ action, ids, onClose, onDone }: BulkDialogProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const [departmentId, setDepartment] = useState<string | null>(null);
  const [level, setLevel] = useState<1 | 2 | 3>(1);
  const [busy, setBusy] = useState(false);
  // Wherever the keyboard stands while it is open: some of these ask for nothing.
  const page = useRef(document.body);
  const actTogether = useActTogether();
  const preview = useFeed('bulk.preview', {
    ids: ids.slice(0, MOST_BULK),
    action,
    ...(action === 'dispatch' && departmentId ? { departmentId } : {}),
    ...(action === 'supervise' ? { level } : {}),
  });
  const summary = preview.data && !preview.isPlaceholderData ? summaryOf(preview.data) : null;
  const name = tc(`actions.${action}`);
  const go = async () => {
    if (busy || !summary || summary.may.length === 0) return;
    setBusy(true);
    await actTogether(`case.${action}`, summary.may.map(requestOf));
    onDone();
  };
  useFormKeys(page, { send: () => void go(), close: onClose });
  return (
    <Dialog
      open
      title={t('bulk.title', { action: name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{tc('verbs.cancel')}</Button>
          <Button
            look="primary"
            shortcut="Ctrl+Enter"
            busy={busy}
            disabled={!summary || summary.may.length === 0}
            onClick={() => void go()}
          >
            {t('bulk.go', { action: name, n: summary?.may.length ?? 0 })}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        {ids.length > MOST_BULK && <p className={styles.quiet}>{t('bulk.most', { n: MOST_BULK })}</p>}
        {action === 'dispatch' && <DepartmentChoice value={departmentId} onChange={setDepartment} />}
        {action === 'supervise' && <LevelChoice value={level} onChange={setLevel} />}
        {summary ? <Preview summary={summary} name={name} /> : <Loading />}
      </form>
    </Dialog>
  );
}

/** The payload is what the station judged, by the same schema it will judge it by again. */
function requestOf({ id, version, payload }: BulkRow) {
  return { entityId: id, baseVersion: version, payload: payload as OpPayload<`case.${BulkAction}`> };
}

function DepartmentChoice({ value, onChange }: { value: string | null; onChange: (code: string | null) => void }) {
  const t = useTexts(texts);
  return (
    <Combobox
      label={t('bulk.department')}
      placeholder={t('bulk.byCategory')}
      choices={useDepartmentChoices()}
      value={value}
      onChange={onChange}
      autoFocus
    />
  );
}

function LevelChoice({ value, onChange }: { value: 1 | 2 | 3; onChange: (level: 1 | 2 | 3) => void }) {
  const t = useTexts(texts);
  const levels = ['1', '2', '3'] as const;
  const toLevel = { '1': 1, '2': 2, '3': 3 } as const;
  return (
    <Radios
      label={t('bulk.level')}
      options={levels.map((n) => ({ value: n, label: t('bulk.levelN', { n }) }))}
      value={levels[value - 1] ?? null}
      onChange={(n) => onChange(toLevel[n])}
      autoFocus
    />
  );
}

function Preview({ summary: { may, refused, due }, name }: { summary: BulkSummary; name: string }) {
  const t = useTexts(texts);
  const now = useNow(60_000);
  const dueWords = (from: string, to: string) =>
    from === to ? t('bulk.dueAt', { at: from }) : t('bulk.due', { from, to });
  return (
    <div aria-live="polite">
      <p className={styles.may}>
        {may.length === 0 ? t('bulk.none', { action: name }) : t('bulk.may', { action: name, n: may.length })}
      </p>
      {may.length > 0 && <p>{due ? dueWords(formatTime(due.from, now), formatTime(due.to, now)) : t('bulk.noDue')}</p>}
      {refused.map(({ reason, rows }) => (
        <div key={reason} className={styles.refused}>
          <p>{t('bulk.refused', { n: rows.length, why: refusalWords({ reason }) })}</p>
          <ul>
            {rows.slice(0, NAMED).map(({ id, number, title }) => (
              <li key={id}>{[title, number].filter(Boolean).join(' · ')}</li>
            ))}
            {rows.length > NAMED && <li>{t('bulk.rest', { n: rows.length - NAMED })}</li>}
          </ul>
        </div>
      ))}
    </div>
  );
}
