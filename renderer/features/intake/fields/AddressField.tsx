import { common, formatDistance, useTexts } from '../../../i18n/index.ts';
import { classes, Suggest } from '../../../ui/index.ts';
import styles from '../intake.module.css';
import { texts } from '../locale.ts';
import type { CaseFields } from '../draft/intakeDraft.ts';
import type { PlaceOfCase } from '../usePlace.ts';

interface AddressFieldProps {
  value: string;
  place: PlaceOfCase;
  change: (change: Partial<CaseFields>) => void;
  /** the map goes to a chosen place */
  onShowOnMap: (at: { lon: number; lat: number }) => void;
}

/** The address with places it may mean, each with how sure that is and why. */
export function AddressField({ value, place, change, onShowOnMap }: AddressFieldProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const suggestions = place.suggestions.map((one, n) => ({
    value: `${n}:${one.gridCode}`,
    label: one.address,
    note: (
      <span className={styles.why}>
        <span className={classes(styles.confidence, styles[one.confidence])}>{t(`confidence.${one.confidence}`)}</span>
        {t(`why.${one.why}`)}
        {' · '}
        {one.grid.unit || t('noGrid')}
        {one.away !== null && ` · ${t('fromPin', { distance: formatDistance(one.away) })}`}
      </span>
    ),
    at: { lon: one.lon, lat: one.lat },
  }));
  return (
    <>
      <Suggest
        label={tc('nouns.address')}
        value={value}
        maxLength={300}
        suggestions={suggestions}
        placeholder={t('addressHint')}
        onChange={(address) => change({ address, addressFollows: false })}
        onChoose={({ label, at }) => {
          change({ address: label, at, addressFollows: false });
          onShowOnMap(at);
        }}
      />
      <PlaceLine place={place} />
    </>
  );
}

/** Which grid the case falls to, and how sure that is. */
function PlaceLine({ place }: { place: PlaceOfCase }) {
  const t = useTexts(texts);
  const { at, here, suggestions, byAddress } = place;
  if (at === null) {
    const best = suggestions[0];
    return (
      <p className={styles.place} role="status" aria-label={t('placeLabel')}>
        {best
          ? t('doubtfulAddress', { confidence: t(`confidence.${best.confidence}`), unit: best.grid.unit })
          : t('noPlace')}
      </p>
    );
  }
  if (!here) return <p className={styles.place} role="status" aria-label={t('placeLabel')} />;
  const { grid, confidence, nearest } = here;
  return (
    <p className={styles.place} role="status" aria-label={t('placeLabel')} data-grid={grid.code}>
      <span className={classes(styles.confidence, styles[confidence])}>{t(`confidence.${confidence}`)}</span>
      {grid.code === '' ? t('outside') : `${grid.street} · ${grid.unit}`}
      {byAddress && <span className={styles.quiet}>{t('byAddress')}</span>}
      {confidence === 'likely' && <span className={styles.quiet}>{t('nearBorder')}</span>}
      {nearest && (
        <span className={styles.quiet}>
          {t('nearest', { address: nearest.address, distance: formatDistance(nearest.metres) })}
        </span>
      )}
    </p>
  );
}
