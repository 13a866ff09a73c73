import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { noticeBox } from '#shared/domain/notice.ts';
import { useTexts } from '../../i18n/index.ts';
import { type MapMark, readKept, useOverlayWords, writeKept } from '../../parts/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { Button, Icon, Popover } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './overlays.module.css';
import { type Telling, tellings, TOLD_KEY, toldSchema, withTold } from './told.ts';

export interface NoticeStripProps {
  /** the map is to go there */
  onPlace: (mark: MapMark) => void;
}

/** Says in the strip that a notice has become orange or red: quietly, until it was looked at once or is over. */
export function NoticeStrip({ onPlace }: NoticeStripProps) {
  const t = useTexts(texts);
  const words = useOverlayWords();
  const now = useNow(10_000);
  const { data } = useFeed('overlay.list', {});
  const [told, setTold] = useState(() => readKept(localStorage, TOLD_KEY, toldSchema) ?? []);
  const [open, setOpen] = useState(false);
  const untold = tellings(data?.overlays ?? [], told, now);
  const [first] = untold;
  const look = (opened: boolean) => {
    setOpen(opened);
    if (opened) return;
    // As it is now: another window may have told some meanwhile.
    const next = withTold(readKept(localStorage, TOLD_KEY, toldSchema) ?? told, untold);
    writeKept(localStorage, TOLD_KEY, next);
    setTold(next);
  };
  const show = ({ notice }: Telling) => {
    look(false);
    const box = noticeBox(notice);
    const [lon, lat] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    const detail = [words.level(notice.level), words.period(notice, now)].join(' · ');
    onPlace({ lon, lat, title: notice.title, detail, box, stands: true, nonce: crypto.randomUUID() });
  };
  return (
    <span role="status">
      {first && (
        <Popover
          label={t('strip')}
          align="start"
          open={open}
          onOpenChange={look}
          trigger={
            <button type="button" className={styles.strip} data-level={first.notice.level}>
              <Icon icon={TriangleAlert} />
              <span className={styles.stripWords}>
                {t(untold.length > 1 ? 'several' : 'one', {
                  ...{ title: first.notice.title, level: words.level(first.notice.level), n: untold.length },
                })}
              </span>
            </button>
          }
        >
          <ul className={styles.tellings}>
            {untold.map((telling) => (
              <li key={telling.key}>
                <strong>{words.named(telling.notice)}</strong>
                <span className={styles.quiet}>{words.period(telling.notice, now)}</span>
                {telling.notice.text !== '' && <p className={styles.text}>{telling.notice.text}</p>}
                <span className={styles.quiet}>{telling.from}</span>
                <Button size="small" onClick={() => show(telling)}>
                  {t('show')}
                </Button>
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </span>
  );
}
