import { useDeferredValue, useEffect, useState } from 'react';
import { MAP_HIT_KINDS, type MapHit } from '#shared/contract/mapFindViews.ts';
import { type Translate, useTexts } from '../../i18n/index.ts';
import { dragsWorker, type MapMark } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { HitField, HitGroup, HitItem } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './mapSearch.module.css';

export interface MapSearchProps {
  /** the map is to go there */
  onPlace: (mark: MapMark) => void;
  /** a worker was found: who it is is shown too */
  onWorker: (id: string) => void;
  onClose: () => void;
}

const NO_HITS: readonly MapHit[] = [];
const valueOf = (hit: MapHit) => `${hit.kind}:${hit.id}`;

/** A field over the map: what is typed is looked for as it is typed, arrows and Enter take one. The station searches. */
export function MapSearch({ onPlace, onWorker, onClose }: MapSearchProps) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const search = useFeed('map.find', { text: asked }, { enabled: asked !== '' });
  const hits = asked === '' ? NO_HITS : (search.data ?? NO_HITS);
  const go = (hit: MapHit) => {
    onClose();
    if (hit.kind === 'worker') onWorker(hit.id);
    if (!hit.at) return;
    const { at, box, title, detail, read, kind } = hit;
    const words = read ? [t(`systems.${read.system}`), detail] : [detail];
    onPlace({
      ...at,
      ...{ title, box, stands: kind !== 'worker', nonce: crypto.randomUUID() },
      detail: words.filter(Boolean).join(' · '),
    });
  };
  const isSettled = asked === text.trim() && (asked === '' || !(search.isPending || search.isPlaceholderData));
  const take = (value: string) => {
    const hit = hits.find((one) => valueOf(one) === value);
    if (hit) go(hit);
  };
  useFocusBack();
  return (
    <div role="search" className={styles.search} aria-label={t('title')}>
      <HitField
        label={t('title')}
        placeholder={t('placeholder')}
        maxLength={100}
        text={text}
        onText={setText}
        values={hits.map(valueOf)}
        isSettled={isSettled}
        onTake={take}
        onEscape={onClose}
        empty={asked === '' ? null : search.isFetching ? t('searching') : t('nothing')}
      >
        {MAP_HIT_KINDS.map((kind) => (
          <HitGroup key={kind} heading={t(`kinds.${kind}`)}>
            {hits
              .filter((hit) => hit.kind === kind)
              .map((hit, at) => (
                <HitItem
                  key={hit.id}
                  value={valueOf(hit)}
                  {...wordsOf(hit, at === 0, t)}
                  drag={kind === 'worker' ? dragsWorker(hit.id, hit.title) : undefined}
                  onTake={take}
                />
              ))}
          </HitGroup>
        ))}
      </HitField>
      <p className={styles.hint}>{asked === '' ? t('examples') : t('hint')}</p>
    </div>
  );
}

function wordsOf(hit: MapHit, isFirst: boolean, t: Translate<typeof texts.zh>): { label: string; detail: string } {
  const { title, detail, at, read, inside } = hit;
  const notes = [
    read?.named ? t('named') : null,
    read && !read.named && isFirst ? t('guessed') : null,
    inside ? null : t('outside'),
    at ? null : t('noPlace'),
    detail,
  ];
  return {
    label: read ? t(`systems.${read.system}`) : title,
    detail: [read ? title : null, ...notes].filter(Boolean).join(' · '),
  };
}

/** Whatever had the keyboard when the search was opened has it again. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus();
    },
    [before],
  );
}
