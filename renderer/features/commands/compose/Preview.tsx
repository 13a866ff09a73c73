import type { WorkerView } from '#shared/contract/views.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { useTexts } from '../../../i18n/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';

interface PreviewProps {
  workerIds: readonly string[];
  /** teams and grids by name */
  groups: readonly string[];
  workers: Map<string, WorkerView>;
}

/** Who gets the command, with those named who will not see it at once. */
export function Preview({ workerIds, groups, workers }: PreviewProps) {
  const t = useTexts(texts);
  const known = workerIds.flatMap((id) => workers.get(id) ?? []);
  const offDuty = known.filter((view) => !view.worker.onDuty);
  const offline = known.filter((view) => view.worker.onDuty && (view.status & STATUS.online) === 0);
  const namesOf = (views: readonly WorkerView[]) => views.map((view) => view.worker.name).join(t('listGap'));
  if (workerIds.length + groups.length === 0) return <p className={styles.quiet}>{t('previewNobody')}</p>;
  return (
    <div className={styles.preview} role="status">
      <p>
        {t('preview')} <strong>{t('previewWorkers', { n: workerIds.length })}</strong>
        {groups.length > 0 && ` ${t('previewOpen', { names: groups.join(t('listGap')) })}`}
      </p>
      {offline.length > 0 && (
        <p className={styles.warn}>{t('previewOffline', { n: offline.length, names: namesOf(offline) })}</p>
      )}
      {offDuty.length > 0 && (
        <p className={styles.warn}>{t('previewOffDuty', { n: offDuty.length, names: namesOf(offDuty) })}</p>
      )}
    </div>
  );
}
