import { useMemo } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { camerasNear, VideoHandle } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import styles from './case.module.css';
import { texts } from './locale.ts';

/** Who is near the case may be asked to show it, and which cameras look at its place. Each goes to a tile of the video window. */
export function CaseVideo({ view: { case: shown, workers } }: { view: CaseView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { data: sources } = useFeed('video.sources', {});
  const { id: caseId, lon, lat, reporterId, workerIds } = shown;
  const cameras = useMemo(() => camerasNear(sources ?? [], { lon, lat }), [sources, lon, lat]);
  const people = [...new Set([...workerIds, ...(reporterId ? [reporterId] : [])])].flatMap((id) => {
    const worker = workers.find((one) => one.id === id);
    return worker ? [worker] : [];
  });
  if (people.length + cameras.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('video.heading')}>
      <h4 className={styles.heading}>{t('video.heading')}</h4>
      <ul className={styles.videos}>
        {people.map(({ id, name }) => (
          <li key={id}>
            <VideoHandle target={{ kind: 'worker', workerId: id, name, media: 'camera', caseId }} name={name} />
          </li>
        ))}
        {cameras.map(({ source, away }) => (
          <li key={source.id}>
            <VideoHandle target={{ kind: 'source', sourceId: source.id }} name={source.name} />
            <span className={styles.quiet}>{tc('units.metres', { n: Math.round(away / 10) * 10 })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
