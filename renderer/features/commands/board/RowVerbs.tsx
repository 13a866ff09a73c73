import { BellRing, MapPin, User } from 'lucide-react';
import type { CommandHead, CommandRow } from '#shared/contract/views.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { useStation } from '../../../station/index.ts';
import { Button, showToast } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import type { BoardLinks } from './ReceiptBoard.tsx';
import { useRemind } from './useRemind.ts';

interface RowVerbsProps extends BoardLinks {
  command: CommandHead;
  row: CommandRow;
}

/** What can be done about the worker that is selected. */
export function RowVerbs({ command, row, onOpenWorker, onShowOnMap }: RowVerbsProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const station = useStation();
  const remind = useRemind(command);
  const show = async () => {
    const answer = await station.read('worker.get', { id: row.workerId });
    const place = (answer.ok ? answer.value?.position : null) ?? row.place;
    if (place && onShowOnMap) onShowOnMap({ lon: place.lon, lat: place.lat });
    else showToast({ title: t('noPlace') });
  };
  return (
    <div className={styles.rowVerbs}>
      <strong>{row.name}</strong>
      {row.owing && (
        <Button size="small" icon={BellRing} onClick={() => void remind([row.workerId])}>
          {t('remindOne')}
        </Button>
      )}
      {onShowOnMap && (
        <Button size="small" look="quiet" icon={MapPin} onClick={() => void show()}>
          {tc('verbs.showOnMap')}
        </Button>
      )}
      {onOpenWorker && (
        <Button size="small" look="quiet" icon={User} onClick={() => onOpenWorker(row.workerId)}>
          {tc('verbs.open')}
        </Button>
      )}
    </div>
  );
}
