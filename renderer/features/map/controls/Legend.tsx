import { useEffect, useRef } from 'react';
import { common, useTexts } from '../../../i18n/index.ts';
import type { Urgency } from '#shared/domain/case.ts';
import { drawCase } from '../cases/caseSprites.ts';
import { LIGHTS } from '../cases/marker.ts';
import { KINDS } from '../fleet/kinds.ts';
import { drawMark } from '../fleet/sprites.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import type { MapTheme } from '../style/palette.ts';

const BOX = 22;
const URGENCY_SIZES = { normal: 15, urgent: 18, critical: 21 } as const satisfies Record<Urgency, number>;

/** What the marks mean, drawn by the same code as on the map. */
export function Legend({ theme }: { theme: MapTheme }) {
  const t = useTexts(mapTexts);
  const words = useTexts(common);
  return (
    <div className={styles.popup}>
      <h3>{t('workers')}</h3>
      <ul className={styles.legend}>
        {[...KINDS].reverse().map((kind) => (
          <li key={kind}>
            <Picture draw={(context) => drawMark(context, kind, kind === 'sos' ? 20 : 15, null, theme)} />
            {t(`kinds.${kind}`)}
          </li>
        ))}
      </ul>
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
    </div>
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
