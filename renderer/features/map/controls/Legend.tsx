import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { common, useTexts } from '../../../i18n/index.ts';
import { ALARM_PRIORITIES } from '#shared/domain/alarms/alarm.ts';
import type { Urgency } from '#shared/domain/case.ts';
import { drawCase } from '../cases/caseSprites.ts';
import { LIGHTS } from '../cases/marker.ts';
import type { MapEngine } from '../engine.ts';
import { DENSITY_STEPS } from '../fleet/density.ts';
import { densityFill, hexagon } from '../fleet/densityLayer.ts';
import { KINDS, SOS } from '../fleet/kinds.ts';
import { drawMark } from '../fleet/sprites.ts';
import alarmStyles from '../alarms/alarms.module.css';
import { AlarmShape } from '../alarms/AlarmShape.tsx';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import type { MapTheme } from '../style/palette.ts';

const BOX = 22;
const URGENCY_SIZES = { normal: 15, urgent: 18, critical: 21 } as const satisfies Record<Urgency, number>;

/** What the marks mean, drawn by the same code as on the map. */
export function Legend({ engine, theme }: { engine: MapEngine; theme: MapTheme }) {
  const isDense = useDense(engine);
  const t = useTexts(mapTexts);
  const words = useTexts(common);
  return (
    <div className={styles.popup}>
      <h3>{t('workers')}</h3>
      <ul className={styles.legend}>
        {KINDS.slice(isDense ? SOS : 0)
          .toReversed()
          .map((kind) => (
            <li key={kind}>
              <Picture draw={(context) => drawMark(context, kind, kind === 'sos' ? 20 : 15, null, theme)} />
              {t(`kinds.${kind}`)}
            </li>
          ))}
      </ul>
      {isDense && <Density theme={theme} />}
      <h3>{t('cases')}</h3>
      <ul className={styles.legend}>
        {[...LIGHTS].reverse().map((light) => (
          <li key={light}>
            <Picture draw={(context) => drawCase(context, light, 'normal', 17, theme)} />
            {words(`lights.${light}`)}
          </li>
        ))}
        {(['critical', 'urgent', 'normal'] as const).map((urgency) => (
          <li key={urgency}>
            <Picture draw={(context) => drawCase(context, 'green', urgency, URGENCY_SIZES[urgency], theme)} />
            {words(`urgencies.${urgency}`)}
          </li>
        ))}
      </ul>
      <h3>{t('alarms.title')}</h3>
      <ul className={styles.legend}>
        {ALARM_PRIORITIES.map((priority) => (
          <li key={priority} className={alarmStyles.legend}>
            <AlarmShape kind="sos" priority={priority} isSeen={false} />
            {words(`alarmPriorities.${priority}`)}
          </li>
        ))}
        <li className={alarmStyles.legend}>
          <AlarmShape kind="sos" priority="critical" isSeen />
          {t('alarms.states.seen')}
        </li>
      </ul>
    </div>
  );
}

/** How many workers a cell's colour stands for. */
function Density({ theme }: { theme: MapTheme }) {
  const t = useTexts(mapTexts);
  return (
    <>
      <h3>{t('density')}</h3>
      <ul className={styles.legend}>
        {DENSITY_STEPS.map((least, step) => (
          <li key={least}>
            <Picture draw={(context) => drawCell(context, densityFill(theme, step))} />
            {stepText(least, DENSITY_STEPS[step + 1])}
          </li>
        ))}
      </ul>
    </>
  );
}

function stepText(least: number, next: number | undefined): string {
  return next === undefined ? `≥ ${least}` : `${least}–${next - 1}`;
}

function drawCell(context: CanvasRenderingContext2D, fill: string): void {
  const path = new Path2D();
  hexagon(path, 0, 0, BOX / 2 - 1);
  context.fillStyle = fill;
  context.fill(path);
}

/** Whether the map counts its workers instead of drawing them. */
function useDense(engine: MapEngine): boolean {
  return useSyncExternalStore(
    useCallback((changed) => engine.fleet.watchView(changed), [engine]),
    () => engine.fleet.dense,
  );
}

function Picture({ draw }: { draw(context: CanvasRenderingContext2D): void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const ratio = 2;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, BOX, BOX);
    context.translate(BOX / 2, BOX / 2);
    draw(context);
  });
  return <canvas ref={canvas} width={BOX * 2} height={BOX * 2} className={styles.picture} aria-hidden />;
}
