import type { ReactNode } from 'react';
import type { ClockView } from '#shared/contract/views.ts';
import type { CaseState, Urgency } from '#shared/domain/case.ts';
import { common, formatFullTime, formatRemaining, useTexts } from '../i18n/index.ts';
import { useNow } from '../station/index.ts';
import { classes } from './classes.ts';
import { type LightKind, lightOfRow } from './light.ts';
import styles from './Marks.module.css';

const LIGHT_SHAPES: Record<LightKind, ReactNode> = {
  green: <circle cx="8" cy="8" r="5.5" />,
  yellow: <path d="M8 1.8 15 14.2H1Z" />,
  red: (
    <>
      <path d="M8 .6 15.4 8 8 15.4.6 8Z" />
      <path d="M8 4.4v4.4M8 10.4v1.2" className={styles.mark} />
    </>
  ),
  grey: <path d="M3.5 2.5h3.2v11H3.5zM9.3 2.5h3.2v11H9.3z" />,
  none: <path d="M3 8h10" className={styles.dash} />,
};

/** The light of a case, told by shape and colour: ● in time, ▲ due soon, ◆ overdue, ❚❚ stopped. */
export function Light({ light }: { light: LightKind }) {
  const t = useTexts(common);
  return (
    <svg
      viewBox="0 0 16 16"
      className={classes(styles.light, styles[light])}
      role="img"
      aria-label={t(`lights.${light}`)}
    >
      {LIGHT_SHAPES[light]}
    </svg>
  );
}

/** Light and remaining time of a row's clock, by gateway time, current to 10 s. */
export function Remaining({ clock }: { clock: ClockView | null }) {
  const t = useTexts(common);
  const now = useNow(10_000);
  const light = lightOfRow(clock, now);
  return (
    <span className={classes(styles.remaining, styles[light])} title={clock ? formatFullTime(clock.dueAt) : undefined}>
      <Light light={light} />
      {clock && <span>{clock.stoppedAt === null ? formatRemaining(clock.dueAt, now) : t('time.stopped')}</span>}
    </span>
  );
}

/** How urgent a case is: three bars of which three, two or one are filled, with its word when `words`. */
export function UrgencyMark({ urgency, words = false }: { urgency: Urgency; words?: boolean }) {
  const t = useTexts(common);
  const filled = { critical: 3, urgent: 2, normal: 1 }[urgency];
  return (
    <span className={classes(styles.urgency, styles[urgency])}>
      <svg viewBox="0 0 16 16" className={styles.bars} role="img" aria-label={t(`urgencies.${urgency}`)}>
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={1 + bar * 5}
            y={10 - bar * 4}
            width="4"
            height={5 + bar * 4}
            rx="0.8"
            className={bar < filled ? styles.full : styles.hollow}
          />
        ))}
      </svg>
      {words && <span aria-hidden>{t(`urgencies.${urgency}`)}</span>}
    </span>
  );
}

type StateLook = 'open' | 'moving' | 'waiting' | 'done';
const STATE_LOOKS: Record<CaseState, StateLook> = {
  reported: 'open',
  accepted: 'open',
  returned: 'open',
  dispatched: 'moving',
  handling: 'moving',
  escalated: 'moving',
  'reported-back': 'waiting',
  verifying: 'waiting',
  suspended: 'waiting',
  closed: 'done',
  evaluated: 'done',
  rejected: 'done',
  merged: 'done',
  cancelled: 'done',
};

/** The state of a case in a word. Few looks: wants us, with others, wants checking, ended. */
export function StateTag({ state }: { state: CaseState }) {
  const t = useTexts(common);
  return <span className={classes(styles.tag, styles[STATE_LOOKS[state]])}>{t(`states.${state}`)}</span>;
}

/** A small count or word. `alert` is for what needs a hand now. */
export function Badge({
  children,
  look = 'plain',
}: {
  children: ReactNode;
  look?: 'plain' | 'accent' | 'warn' | 'alert';
}) {
  return <span className={classes(styles.badge, styles[`badge-${look}`])}>{children}</span>;
}
