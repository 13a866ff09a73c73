import { useId, useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import { common, formatDistance, formatTime, maskedText, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Photo, useFrozenChoices } from '../../../parts/index.ts';
import { useFeed, useFresh, useNow } from '../../../station/index.ts';
import { classes, Loading, StateTag, TextField, useHeldKeys } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import type { FieldProps } from './fieldProps.ts';
import styles from './forms.module.css';
import { nearbySame } from './nearby.ts';

const MOST = 500;
const SHOWN = 8;

interface Candidate {
  id: string;
  title: string;
  detail: string;
  distance: number | null;
}

/** Open cases of the same category nearby, from the queues that hold open cases; until they are read, keys for them wait. */
function useNearby(view: CaseView): Candidate[] {
  const intake = useFeed('queue.page', { queue: 'intake', limit: MOST });
  const dispatch = useFeed('queue.page', { queue: 'dispatch', limit: MOST });
  const inHand = useFeed('queue.page', { queue: 'in-hand', limit: MOST });
  const pages = [useFresh(intake), useFresh(dispatch), useFresh(inHand)];
  useHeldKeys(pages.includes(undefined) ? 'all' : null);
  const rows = pages.flatMap((page) => page?.rows ?? []);
  // A report that comes in meanwhile must not push another case under the pointer.
  const nearest = pages.includes(undefined) ? undefined : nearbySame(view.case, rows).slice(0, SHOWN);
  return useFrozenChoices(view.case.id, nearest, ({ row }) => row.id).map(({ row, distance }) => ({
    id: row.id,
    title: row.title,
    detail: [row.number, row.address].filter(Boolean).join(' · '),
    distance,
  }));
}

function useFound(view: CaseView, text: string): Candidate[] {
  const hits = useFeed('search', { text, limit: 20 }, { enabled: text !== '' }).data ?? [];
  return hits
    .filter((hit) => hit.kind === 'case' && hit.id !== view.case.id)
    .slice(0, SHOWN)
    .map((hit) => ({
      id: hit.id,
      title: hit.title,
      detail: hit.detail,
      distance: hit.lon === null || hit.lat === null ? null : distanceMeters(view.case, { lon: hit.lon, lat: hit.lat }),
    }));
}

function CaseSummary({ view, heading, from }: { view: CaseView; heading: string; from?: CaseView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const language = useLanguage();
  const now = useNow(10_000);
  const { case: shown, category } = view;
  const photo = shown.media.find((media) => media.kind === 'photo');
  return (
    <section className={styles.summary} aria-label={heading}>
      <h4 className={styles.summaryHead}>
        {heading} <StateTag state={shown.state} />
      </h4>
      {photo && <Photo media={photo} className={styles.summaryPhoto} />}
      <p className={styles.summaryTitle}>{shown.title}</p>
      <p>{shown.number ?? tc('numberPending')}</p>
      {category && <p>{nameIn(language, category)}</p>}
      <p>{shown.address || t('facts.noAddress')}</p>
      <p>
        {t('facts.reportedAt')} {formatTime(shown.reportedAt, now)}
        {from && ` · ${t('distance', { distance: formatDistance(distanceMeters(from.case, shown)) })}`}
      </p>
      <p className={styles.summaryText}>{maskedText(shown.text)}</p>
    </section>
  );
}

/** Which case to merge into, or to stand under: nearby ones of the same category or any found by words, and the two side by side. */
export function MergeTarget({ view, action, draft, change, autoFocus }: FieldProps) {
  const t = useTexts(texts);
  const links = action === 'link';
  const group = useId();
  const [text, setText] = useState('');
  const asked = text.trim();
  const nearby = useNearby(view);
  const found = useFound(view, asked);
  const candidates = asked === '' ? nearby : found;
  const target = useFeed('case.get', { id: draft.targetId ?? '' }, { enabled: draft.targetId !== null });
  return (
    <div className={styles.merge}>
      <div className={styles.candidates}>
        <TextField
          label={t(links ? 'majorTarget' : 'target')}
          type="search"
          placeholder={t('targetSearch')}
          value={text}
          autoFocus={autoFocus}
          onChange={setText}
        />
        <p className={styles.listHead}>{asked === '' ? t('targetNear') : t('targetFound')}</p>
        {candidates.length === 0 && asked === '' && <p className={styles.quiet}>{t('targetNone')}</p>}
        <ul role="radiogroup" aria-label={t('target')} className={styles.list}>
          {candidates.map((candidate) => (
            <li key={candidate.id} role="presentation">
              <label className={classes(styles.candidate, draft.targetId === candidate.id && styles.on)}>
                <input
                  type="radio"
                  name={group}
                  aria-label={candidate.title}
                  checked={draft.targetId === candidate.id}
                  onChange={() => change({ targetId: candidate.id })}
                />
                <span className={styles.candidateTitle}>{candidate.title}</span>
                {candidate.distance !== null && <span>{formatDistance(candidate.distance)}</span>}
                <span className={styles.candidateDetail}>{candidate.detail}</span>
              </label>
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.sides}>
        <CaseSummary view={view} heading={t('thisCase')} />
        {draft.targetId === null && <p className={styles.quiet}>{t('chooseTarget')}</p>}
        {draft.targetId !== null && target.isPending && <Loading />}
        {target.data && <CaseSummary view={target.data} heading={t(links ? 'underCase' : 'intoCase')} from={view} />}
      </div>
    </div>
  );
}
