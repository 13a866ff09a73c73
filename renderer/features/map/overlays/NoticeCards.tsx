import { X } from 'lucide-react';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { OverlayView } from '#shared/contract/overlays.ts';
import { isOver } from '#shared/domain/notice.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useOverlayWords } from '../../../parts/index.ts';
import { useNow } from '../../../station/index.ts';
import { IconButton } from '../../../ui/index.ts';
import { followMouse } from '../controls/followMouse.ts';
import type { MapEngine } from '../engine.ts';
import { layerTexts } from '../layers/locale.ts';
import { fillOf } from './noticeLayer.ts';
import styles from './overlays.module.css';
import { type NoticeRef, useNoticeCard } from './useNoticeCard.ts';

interface NoticeCardsProps {
  engine: MapEngine;
  overlays: readonly OverlayView[];
  rowOf(view: OverlayView): string;
}

/** The words of the notice that was clicked, else of the one under the mouse. A mark that is clicked comes before what lies under it. */
export function NoticeCards({ engine, overlays, rowOf }: NoticeCardsProps) {
  const t = useTexts(layerTexts);
  const words = useOverlayWords();
  const now = useNow(10_000);
  const { opened, close } = useNoticeCard();
  const rows = overlays.filter(({ source }) => source.kind === 'notices').map(rowOf);
  const under = useNoticeUnder(engine, rows);
  const shown = opened ?? under;
  const view = overlays.find((one) => rowOf(one) === shown?.row);
  const notice = view?.notices.find(({ id }) => id === shown?.id);
  const isGone = opened !== null && (!notice || isOver(notice, now));
  useEffect(() => {
    if (isGone) close();
  }, [isGone, close]);
  useEffect(() => close, [close]);
  if (!view || !notice || isOver(notice, now)) return null;
  return (
    <section className={styles.card} aria-label={t('overlays.notice')} data-opened={opened !== null}>
      <header>
        <strong>{notice.title}</strong>
        <span>{t('overlays.level', { level: words.level(notice.level) })}</span>
        {opened && <IconButton size="small" icon={X} label={t('overlays.close')} onClick={close} />}
      </header>
      <p className={styles.when}>{words.period(notice, now)}</p>
      {notice.text !== '' && <p className={styles.text}>{notice.text}</p>}
      <p className={styles.when}>
        {view.source.name} · {words.asOf(view.asOf)}
      </p>
    </section>
  );
}

/** The gravest notice under the mouse, looked for once a frame at most; a click opens it. */
function useNoticeUnder(engine: MapEngine, rows: readonly string[]): NoticeRef | null {
  const [under, setUnder] = useState<NoticeRef | null>(null);
  const key = rows.join(' ');
  useLayoutEffect(() => {
    if (key === '') return undefined;
    const { map } = engine;
    const find = (x: number, y: number): NoticeRef | null => {
      const there = key
        .split(' ')
        .map(fillOf)
        .filter((id) => map.getLayer(id));
      const [found] = there.length > 0 ? map.queryRenderedFeatures([x, y], { layers: there }) : [];
      const row = found && key.split(' ').find((one) => fillOf(one) === found.layer.id);
      return found && row ? { row, id: String(found.properties.id) } : null;
    };
    const stop = followMouse(map, (at) => {
      const next = at && find(at.x, at.y);
      setUnder((before) => (before?.row === next?.row && before?.id === next?.id ? before : next));
    });
    const click = map.on('click', ({ point: { x, y }, originalEvent }) => {
      const notice = engine.pick(x, y) || originalEvent.ctrlKey ? null : find(x, y);
      if (notice) useNoticeCard.getState().open(notice);
    });
    return () => {
      stop();
      setUnder(null);
      click.unsubscribe();
    };
  }, [engine, key]);
  return under;
}
