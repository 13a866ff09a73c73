import { Image } from 'lucide-react';
import type { CommandRow } from '#shared/contract/views.ts';
import { common, formatAge, formatTime, useTexts } from '../../../i18n/index.ts';
import { useNow } from '../../../station/index.ts';
import { Badge, Icon } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';

const LOOKS = { failed: 'alert', declined: 'warn', done: 'accent', accepted: 'accent', arrived: 'accent' } as const;

/** One worker of a command: how far, since when, and what came with it. */
export function BoardRow({ row }: { row: CommandRow }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(1000);
  const { state, since, joined, media } = row;
  const look = state in LOOKS ? LOOKS[state as keyof typeof LOOKS] : 'plain';
  const said = [row.reply, row.note].filter(Boolean).join(' · ');
  return (
    <div className={styles.boardRow}>
      <div className={styles.boardRowHead}>
        <span className={styles.chipName}>{row.name}</span>
        <Badge look={look}>{tc(`lives.${state}`)}</Badge>
        {row.late && <Badge look="alert">{t('filterLate')}</Badge>}
        {!row.online && row.owing && <span className={styles.quiet}>{t('offline')}</span>}
        <time className={styles.boardTime} title={formatAge(since, now)}>
          {formatTime(since, now, true)}
        </time>
      </div>
      <div className={styles.boardRowSaid}>
        {said && <span>{said}</span>}
        {media.length > 0 && (
          <span>
            <Icon icon={Image} /> {t('mediaCount', { n: media.length })}
          </span>
        )}
        {joined && (
          <span className={styles.quiet}>
            {joined.insteadOf === null ? t('joinedLater') : t('joinedInstead', { name: joined.insteadOf })}
          </span>
        )}
        {!said && media.length === 0 && !joined && <span className={styles.quiet}>{formatAge(since, now)}</span>}
      </div>
    </div>
  );
}
