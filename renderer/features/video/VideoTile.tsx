import { Activity, Camera, PhoneCall, PhoneOff, RotateCcw, Star, Video, X } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { VideoSourceView, VideoTarget } from '#shared/contract/video.ts';
import { isGoing } from '#shared/domain/videoLink.ts';
import { formatDuration, formatFullTime, useTexts } from '../../i18n/index.ts';
import { gatewayNow, useNow, useStatus } from '../../station/index.ts';
import { startDrag } from '../../parts/index.ts';
import { takeStill } from '../../video/still.ts';
import { Button, classes, Icon, IconButton } from '../../ui/index.ts';
import { Figures } from './Figures.tsx';
import { linkWords, type LinkWords } from './linkWords.ts';
import { texts } from './locale.ts';
import { SoundButton } from './SoundButton.tsx';
import { StillDialog } from './StillDialog.tsx';
import { Turning } from './Turning.tsx';
import { useVideoLink, type VideoLink } from './useVideoLink.ts';
import styles from './video.module.css';

export interface VideoTileProps {
  n: number;
  target: VideoTarget;
  /** of a source; undefined while it is not known */
  source: VideoSourceView | undefined;
  /** a worker is to be asked now: dropped here, or wanted from elsewhere */
  ask?: boolean;
  onAsked?: () => void;
  /** aims at this tile */
  aim?: ReactNode;
  favourite?: boolean;
  onFavourite?: () => void;
  /** absent: a wall, on which nothing is clicked */
  onRemove?: () => void;
}

const NOTHING = (): void => undefined;

/** One tile: the picture, or the last one with words for what it waits for; name, clock, and what can be done. */
export function VideoTile({
  n,
  target,
  source,
  ask = false,
  onAsked = NOTHING,
  aim,
  favourite,
  onFavourite,
  onRemove,
}: VideoTileProps) {
  const t = useTexts(texts);
  const host = useRef<HTMLDivElement>(null);
  const borrows = onRemove === undefined;
  const link = useVideoLink(host, target, source, { ask, onAsked, borrows });
  const [figures, setFigures] = useState(false);
  const asksPerson = target.kind === 'worker';
  const words = linkWords(link.state, asksPerson ? (borrows ? 'lent' : 'worker') : 'source', t);
  const name = asksPerson ? target.name : (source?.name ?? target.sourceId);
  const live = link.state.name === 'live';
  return (
    <section
      className={classes(styles.tile, styles[words.tone])}
      aria-label={t('tile', { n, name, state: words.title })}
      data-link={link.state.name}
    >
      <div ref={host} className={styles.host} />
      {!live && (
        <Waiting words={source === undefined && !asksPerson ? { ...words, detail: t('unknownSource') } : words}>
          {onRemove && <Again link={link} asksPerson={asksPerson} />}
        </Waiting>
      )}
      {live && figures && link.player && <Figures player={link.player} />}
      <header
        className={styles.head}
        draggable={onRemove !== undefined}
        onDragStart={(event) => startDrag(event.dataTransfer, target)}
      >
        <span className={styles.number}>{n}</span>
        <span className={styles.name} title={name}>
          {name}
        </span>
        {live && <LiveMark words={words} />}
        {onRemove && (
          <span className={styles.tools}>
            {live && (
              <IconButton
                icon={Activity}
                label={t('figures')}
                size="small"
                pressed={figures}
                onClick={() => setFigures(!figures)}
              />
            )}
            {link.player?.picture && <StillButton link={link} target={target} name={name} />}
            {live && link.player && <SoundButton player={link.player} loud={asksPerson} name={name} />}
            {live && source?.ptz && <Turning source={source} />}
            {aim}
            {onFavourite && (
              <IconButton
                icon={Star}
                label={t(favourite ? 'unfavourite' : 'favourite')}
                size="small"
                pressed={favourite}
                onClick={onFavourite}
              />
            )}
            {asksPerson && isGoing(link.state) && (
              <IconButton icon={PhoneOff} label={t('hangUp')} size="small" onClick={link.close} />
            )}
            <IconButton icon={X} label={t('remove')} size="small" onClick={onRemove} />
          </span>
        )}
      </header>
    </section>
  );
}

/** Takes the picture with its watermark, and asks where to put it. */
function StillButton({ link, target, name }: { link: VideoLink; target: VideoTarget; name: string }) {
  const t = useTexts(texts);
  const operator = useStatus()?.session.user?.name ?? '';
  const [taken, setTaken] = useState<{ still: HTMLCanvasElement; words: string } | null>(null);
  const take = () => {
    const picture = link.player?.picture;
    const id = target.kind === 'source' ? target.sourceId : target.workerId;
    const words = `${name}（${id}） ${formatFullTime(gatewayNow())}`;
    const still = picture && takeStill(picture, [words, t('takenBy', { name: operator })]);
    if (still) setTaken({ still, words });
  };
  return (
    <>
      <IconButton icon={Camera} label={t('still')} size="small" onClick={take} />
      {taken && (
        <StillDialog
          {...taken}
          caseId={target.kind === 'worker' ? target.caseId : undefined}
          onClose={() => setTaken(null)}
        />
      )}
    </>
  );
}

/** Asks, asks again, or opens again, where that makes sense. */
function Again({ link: { state, start }, asksPerson }: { link: VideoLink; asksPerson: boolean }) {
  const t = useTexts(texts);
  if (isGoing(state) || state.name === 'not-configured') return null;
  if (!asksPerson && state.name === 'idle') return null;
  return (
    <Button size="small" look="primary" icon={asksPerson ? PhoneCall : RotateCcw} onClick={start}>
      {t(asksPerson ? 'ask' : 'retry')}
    </Button>
  );
}

function Waiting({ words, children }: { words: LinkWords; children: ReactNode }) {
  return (
    <div className={styles.waiting} role="status">
      <Icon icon={Video} size="1.6em" />
      <p className={styles.title}>{words.title}</p>
      {words.detail && <p>{words.detail}</p>}
      {words.since !== null && <Since at={words.since} />}
      {children}
    </div>
  );
}

function LiveMark({ words }: { words: LinkWords }) {
  return (
    <span className={styles.liveMark}>
      <span className={styles.liveSign} aria-hidden />
      {words.title}
    </span>
  );
}

function Since({ at }: { at: number }) {
  const t = useTexts(texts);
  const now = useNow(1000);
  return <p className={styles.since}>{t('clock', { time: formatDuration(Math.max(0, now - at)) })}</p>;
}
