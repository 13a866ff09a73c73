import { SkipBack, SkipForward } from 'lucide-react';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { IconButton } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './replay.module.css';

/** Something that happened, marked on the line. */
export interface TimeMark {
  id: string;
  at: number;
  label: string;
  /** chooses its colour: red is for what needs a hand */
  look: 'plain' | 'alarm';
}

export interface TimeLineProps {
  from: number;
  to: number;
  at: number;
  onSeek: (at: number) => void;
  marks?: readonly TimeMark[];
  /** the moment of a mark was gone to */
  onMark?: (mark: TimeMark) => void;
}

const WIDTH = 1000;
const HEIGHT = 12;
/** of a mark to be meant by a click, in shares of the line */
const REACH = 0.012;

/** A period as a line: dragged, moved by arrows, and jumped to what happened. */
export function TimeLine({ from, to, at, onSeek, marks = [], onMark }: TimeLineProps) {
  const t = useTexts(texts);
  const whole = Math.max(1, to - from);
  const jump = (mark: TimeMark | undefined) => {
    if (!mark) return;
    onSeek(Math.max(from, Math.min(to, mark.at)));
    onMark?.(mark);
  };
  const nearest = (share: number) =>
    marks
      .map((mark) => ({ mark, away: Math.abs((mark.at - from) / whole - share) }))
      .filter(({ away }) => away < REACH)
      .toSorted((a, b) => a.away - b.away)[0]?.mark;
  return (
    <div className={styles.line}>
      {marks.length > 0 && (
        <IconButton
          icon={SkipBack}
          label={t('before')}
          disabled={!marks.some((mark) => mark.at < at)}
          onClick={() => jump(marks.findLast((mark) => mark.at < at))}
        />
      )}
      <div className={styles.track}>
        <input
          type="range"
          aria-label={t('time')}
          aria-valuetext={formatTime(at, to, true)}
          min={from}
          max={Math.max(to, from + 1)}
          step={1000}
          value={at}
          onChange={(event) => onSeek(Number(event.target.value))}
        />
        {marks.length > 0 && (
          // The buttons beside it do the same for the keyboard.
          <svg
            className={styles.marks}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            aria-hidden="true"
            onClick={(event) => {
              const { left, width } = event.currentTarget.getBoundingClientRect();
              jump(nearest((event.clientX - left) / width));
            }}
          >
            {marks.map((mark) => (
              <rect
                key={mark.id}
                x={((mark.at - from) / whole) * WIDTH - 1.5}
                y={0}
                width={3}
                height={HEIGHT}
                className={mark.look === 'alarm' ? styles.alarm : styles.mark}
              >
                <title>{`${formatTime(mark.at, to, true)} ${mark.label}`}</title>
              </rect>
            ))}
          </svg>
        )}
      </div>
      {marks.length > 0 && (
        <IconButton
          icon={SkipForward}
          label={t('next')}
          disabled={!marks.some((mark) => mark.at > at)}
          onClick={() => jump(marks.find((mark) => mark.at > at))}
        />
      )}
    </div>
  );
}
