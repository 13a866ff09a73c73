import { useCallback } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { type DropPlace, readItem } from '../../parts/index.ts';
import { useStation } from '../../station/index.ts';
import { texts } from './locale.ts';
import { useDesk } from './store.ts';

/**
 * What a worker or case means that was dragged onto this window, also from another: on a map it is shown where it is, with who they are
 * beside it; on the page of a case the other case opens.
 *
 * @param onMap false: a case is what stands there
 */
export function useTakeItem(onMap: boolean): DropPlace {
  const t = useTexts(texts);
  const station = useStation();
  const take = useCallback(
    (transfer: DataTransfer) => {
      const item = readItem(transfer);
      if (!item) return;
      const desk = useDesk.getState();
      if (item.kind === 'case') {
        const { caseId, lon, lat } = item;
        if (!onMap) return desk.openCase(caseId);
        desk.selectCase(caseId);
        return desk.showOnMap({ lon, lat, zoom: 16 });
      }
      desk.openWorker({ workerId: item.workerId });
      if (!onMap) return;
      void station.read('worker.get', { id: item.workerId }).then((answer) => {
        const at = answer.ok ? answer.value?.position : null;
        if (at) desk.showOnMap({ lon: at.lon, lat: at.lat, zoom: 16 });
      });
    },
    [station, onMap],
  );
  return { hint: (kind) => (kind === 'video' ? null : t(`drop.${onMap ? 'map' : 'page'}.${kind}`)), take };
}
