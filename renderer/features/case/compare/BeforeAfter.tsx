import { useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Photo } from '../../../parts/index.ts';
import { Select } from '../../../ui/index.ts';
import styles from './compare.module.css';
import { texts } from '../locale.ts';

const MIDDLE = 50;

const photosOf = (media: readonly MediaRef[]) => media.filter(({ kind }) => kind === 'photo');

interface WhichProps {
  label: string;
  photos: readonly MediaRef[];
  value: string;
  onChange: (id: string) => void;
}

function Which({ label, photos, value, onChange }: WhichProps) {
  const t = useTexts(texts);
  if (photos.length < 2) return null;
  const options = photos.map(({ id }, at) => ({
    value: id,
    label: t('compare.nth', { n: at + 1, total: photos.length }),
  }));
  return <Select label={label} options={options} value={value} onChange={onChange} />;
}

/**
 * A photo from before under one from after, and a slider between them: arrows move it, Home and End show one alone. Where
 * there are several of a side, it is chosen which.
 */
export function BeforeAfter({ before, after }: { before: readonly MediaRef[]; after: readonly MediaRef[] }) {
  const t = useTexts(texts);
  const [share, setShare] = useState(MIDDLE);
  const [chosen, setChosen] = useState<{ before?: string; after?: string }>({});
  const [left, right] = [photosOf(before), photosOf(after)];
  const shownBefore = left.find(({ id }) => id === chosen.before) ?? left[0];
  const shownAfter = right.find(({ id }) => id === chosen.after) ?? right[0];
  if (!shownBefore || !shownAfter) return null;
  return (
    <figure className={styles.compare} aria-label={t('compare.heading')}>
      <div className={styles.stage}>
        <Photo key={shownAfter.id} media={shownAfter} label={t('media.after')} className={styles.photo} />
        <div className={styles.over} style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}>
          <Photo key={shownBefore.id} media={shownBefore} label={t('media.before')} className={styles.photo} />
        </div>
        <span className={styles.line} style={{ insetInlineStart: `${share}%` }} aria-hidden />
        <span className={styles.sideBefore} aria-hidden>
          {t('media.before')}
        </span>
        <span className={styles.sideAfter} aria-hidden>
          {t('media.after')}
        </span>
        <input
          type="range"
          min={0}
          max={100}
          step={2}
          value={share}
          className={styles.slider}
          aria-label={t('compare.slider')}
          aria-valuetext={t('compare.share', { n: share })}
          onChange={(event) => setShare(Number(event.target.value))}
        />
      </div>
      <div className={styles.which}>
        <Which
          label={t('media.before')}
          photos={left}
          value={shownBefore.id}
          onChange={(id) => setChosen({ ...chosen, before: id })}
        />
        <Which
          label={t('media.after')}
          photos={right}
          value={shownAfter.id}
          onChange={(id) => setChosen({ ...chosen, after: id })}
        />
      </div>
    </figure>
  );
}
