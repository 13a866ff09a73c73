import { ChevronRight, CircleSlash, Cctv, Star } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { VideoSourceView, VideoTarget } from '#shared/contract/video.ts';
import { gb28181Words, parseGb28181Id } from '#shared/domain/gb28181.ts';
import { nameIn, useLanguage, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { startDrag } from '../../parts/index.ts';
import { EmptyState, Icon, TextField, Tooltip } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { countOf, fits, sourceTree, type TreeGroup } from './sourceTree.ts';
import styles from './tree.module.css';

export interface SourceTreeProps {
  sources: readonly VideoSourceView[];
  favourites: readonly string[];
  onChoose: (target: VideoTarget) => void;
}

/** Every source of the centre by street and community; chosen by a click or Enter, or dragged onto a tile. */
export function SourceTree({ sources, favourites, onChoose }: SourceTreeProps) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const streets = useFeed('grid.list', { tier: 'street' }).data;
  const communities = useFeed('grid.list', { tier: 'community' }).data;
  const tree = useMemo(() => {
    const found = sources.filter((source) => fits(source, text));
    const kept = found.filter(({ id }) => favourites.includes(id));
    const groups = sourceTree(found, streets ?? [], communities ?? [], t('elsewhere'));
    return kept.length > 0
      ? [{ code: 'favourites', name: t('favourites'), groups: [], sources: kept }, ...groups]
      : groups;
  }, [sources, favourites, streets, communities, text, t]);
  return (
    <nav className={styles.tree} aria-label={t('tree')}>
      <TextField label={t('search')} labelHidden placeholder={t('search')} value={text} onChange={setText} />
      {tree.length === 0 && <EmptyState title={t(sources.length === 0 ? 'noSources' : 'none')} />}
      <div className={styles.groups}>
        {tree.map((group) => (
          <Group key={group.code} group={group} open={text !== '' || group.code === 'favourites'} onChoose={onChoose} />
        ))}
      </div>
    </nav>
  );
}

function Group({ group, open, onChoose }: { group: TreeGroup; open: boolean; onChoose: SourceTreeProps['onChoose'] }) {
  const t = useTexts(texts);
  const [shown, setShown] = useState(open);
  const isOpen = shown || open;
  return (
    <div className={styles.group}>
      <button type="button" className={styles.groupName} aria-expanded={isOpen} onClick={() => setShown(!isOpen)}>
        <span className={isOpen ? styles.turned : styles.arrow}>
          <Icon icon={group.code === 'favourites' ? Star : ChevronRight} />
        </span>
        <span className={styles.ellipsis}>{group.name}</span>
        <span className={styles.count}>{t('count', { n: countOf(group) })}</span>
      </button>
      {isOpen && (
        <div className={styles.children}>
          {group.groups.map((child) => (
            <Group key={child.code} group={child} open={open} onChoose={onChoose} />
          ))}
          <ul>
            {group.sources.map((source) => (
              <Source key={source.id} source={source} onChoose={onChoose} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Source({ source, onChoose }: { source: VideoSourceView; onChoose: SourceTreeProps['onChoose'] }) {
  const t = useTexts(texts);
  const target = { kind: 'source', sourceId: source.id } as const;
  const words = useIdWords(source.id);
  const playable = source.streams.length > 0;
  return (
    <li>
      <Tooltip text={words} side="left">
        <button
          type="button"
          className={styles.source}
          draggable
          onDragStart={(event) => startDrag(event.dataTransfer, target)}
          onClick={() => onChoose(target)}
        >
          <Icon icon={playable ? Cctv : CircleSlash} />
          <span className={styles.ellipsis}>{source.name}</span>
          <span className="visually-hidden">{t(playable ? 'playable' : 'unplayable')}</span>
        </button>
      </Tooltip>
    </li>
  );
}

/** What an id of GB/T 28181 says, else the id. */
function useIdWords(id: string): string {
  const t = useTexts(texts);
  const language = useLanguage();
  const parts = parseGb28181Id(id);
  if (!parts) return id;
  const { type, industry, network } = gb28181Words(parts);
  const say = (words: { zh: string; en: string } | null, digits: string) => (words ? nameIn(language, words) : digits);
  return t('gb', {
    id,
    type: say(type, parts.type),
    industry: say(industry, parts.industry),
    network: say(network, parts.network),
  });
}
