import { type Muster, musterCounts, phaseAt, phaseClocks } from '#shared/domain/muster.ts';
import { useTexts } from '../../i18n/index.ts';
import { classes } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './muster.module.css';

const SECOND = 1000;

/** `9:05`, of ms. */
export function minuteClock(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The three ten minutes, side by side: what is left, who is so far. */
export function Clocks({ muster, now }: { muster: Muster; now: number }) {
  const t = useTexts(texts);
  const { called, gathered, arrived, declined } = musterCounts(muster.units);
  const coming = called - declined;
  const reached = { gather: t('of', { n: gathered, of: coming }), arrive: t('of', { n: arrived, of: coming }) };
  const current = phaseAt(muster, now);
  const end = muster.stoodDownAt ?? now;
  return (
    <ol className={styles.clocks}>
      {phaseClocks(muster).map(({ phase, startAt, dueAt, doneAt }) => {
        const late = (doneAt ?? end) > dueAt;
        const words =
          doneAt !== null
            ? t('phaseDone', { time: minuteClock(doneAt - startAt) })
            : muster.stoodDownAt !== null
              ? t('phaseOpen')
              : startAt > end
                ? t('phaseWaits')
                : t(late ? 'phaseLate' : 'phaseLeft', { time: minuteClock(dueAt - end) });
        return (
          <li
            key={phase}
            className={classes(styles.clock, phase === current && styles.current, late && styles.late)}
            aria-current={phase === current ? 'step' : undefined}
          >
            <span>{t(`phases.${phase}`)}</span>
            <strong className={styles.digits}>{words}</strong>
            <span className={styles.quiet}>
              {phase === 'settle' ? (doneAt === null ? t('settled') : '') : reached[phase]}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
