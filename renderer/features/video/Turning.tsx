import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Move, ZoomIn, ZoomOut } from 'lucide-react';
import type { VideoSourceView } from '#shared/contract/video.ts';
import type { Ptz } from '#shared/protocol/video.ts';
import { refusalWords, useTexts } from '../../i18n/index.ts';
import { useStation } from '../../station/index.ts';
import { Button, IconButton, Popover, showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './video.module.css';

const MOVES = [
  ['left', ArrowLeft],
  ['up', ArrowUp],
  ['down', ArrowDown],
  ['right', ArrowRight],
  ['zoom-in', ZoomIn],
  ['zoom-out', ZoomOut],
] as const;

/** Turns a camera step by step, or to one of its presets. What the centre answers is said. */
export function Turning({ source }: { source: VideoSourceView }) {
  const t = useTexts(texts);
  const station = useStation();
  const turn = async (ptz: Ptz) => {
    const answer = await station.videoTurn({ sourceId: source.id, ptz });
    if (!answer.ok) showToast({ title: refusalWords(answer), look: 'warn' });
  };
  return (
    <Popover trigger={<IconButton icon={Move} label={t('turn')} size="small" />} label={t('turn')}>
      <div className={styles.turning}>
        {MOVES.map(([verb, icon]) => (
          <IconButton key={verb} icon={icon} label={t(verb)} onClick={() => void turn({ verb })} />
        ))}
      </div>
      {source.presets.length > 0 && (
        <div className={styles.presets} role="group" aria-label={t('preset')}>
          {source.presets.map(({ id, name }) => (
            <Button key={id} size="small" onClick={() => void turn({ verb: 'preset', preset: id })}>
              {name}
            </Button>
          ))}
        </div>
      )}
    </Popover>
  );
}
