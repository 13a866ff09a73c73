import { useCallback } from 'react';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import type { SearchHit } from '#shared/contract/views.ts';
import { useTexts } from '../../i18n/index.ts';
import { useStation } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { useDesk } from './store.ts';

/** Opens what an alarm is about: the case, the worker with their place, or the commands when a receipt is missing. */
export function showAlarm(alarm: Alarm): void {
  const desk = useDesk.getState();
  if (alarm.kind === 'critical-case' || alarm.kind === 'overdue') return desk.openCase(alarm.subjectId);
  if (alarm.kind === 'crowding') desk.openCase(alarm.subjectId);
  else if (alarm.kind === 'no-receipt') desk.showCommands(alarm.subjectId);
  else desk.openWorker({ workerId: alarm.subjectId });
  if (alarm.lon !== null && alarm.lat !== null) desk.showOnMap({ lon: alarm.lon, lat: alarm.lat, zoom: 16 });
}

/** Opens a search hit: a case in the centre, a worker at the right, a place on the map. */
export function openHit(hit: SearchHit): void {
  const desk = useDesk.getState();
  if (hit.kind === 'case') desk.openCase(hit.id);
  if (hit.kind === 'worker') desk.openWorker({ workerId: hit.id });
  if (hit.kind !== 'case' && hit.lon !== null && hit.lat !== null)
    desk.showOnMap({ lon: hit.lon, lat: hit.lat, zoom: 16 });
}

/** The two verbs on the selection: show it on the map, send it a command. A worker opened at the right comes before the case. */
export function useSelectionVerbs(): {
  showOnMap: () => Promise<void>;
  command: () => Promise<void>;
  /** takes the worker at the right among those chosen together, or out of them */
  chooseToo: () => Promise<void>;
} {
  const station = useStation();
  const t = useTexts(texts);
  const worker = useCallback(async () => {
    const { context } = useDesk.getState();
    if (context.kind !== 'worker') return null;
    const { workerId, workerIndex } = context;
    const answer = await station.read(
      'worker.get',
      workerId === undefined ? { index: workerIndex ?? 0 } : { id: workerId },
    );
    return answer.ok ? answer.value : null;
  }, [station]);

  const showOnMap = useCallback(async () => {
    const desk = useDesk.getState();
    const view = await worker();
    if (view?.position) return desk.showOnMap({ lon: view.position.lon, lat: view.position.lat, zoom: 16 });
    const id = desk.selectedCaseId;
    const answer = id === null ? null : await station.read('case.get', { id });
    if (answer?.ok && answer.value)
      desk.showOnMap({ lon: answer.value.case.lon, lat: answer.value.case.lat, zoom: 16 });
    else showToast({ title: view ? t('noPlace') : t('nothingSelected') });
  }, [station, worker, t]);

  const command = useCallback(async () => {
    const desk = useDesk.getState();
    const view = await worker();
    if (view) desk.compose({ workerIds: [view.worker.id] });
    else if (desk.selectedCaseId !== null) desk.compose({ caseId: desk.selectedCaseId });
    else showToast({ title: t('nothingSelected') });
  }, [worker, t]);

  const chooseToo = useCallback(async () => {
    const view = await worker();
    const { chosen, choose } = useDesk.getState();
    if (!view) return void showToast({ title: t('chosen.none') });
    const { index } = view.worker;
    choose(chosen.includes(index) ? chosen.filter((one) => one !== index) : [...chosen, index]);
  }, [worker, t]);

  return { showOnMap, command, chooseToo };
}

/** A worker of a list was clicked: a map that is seen goes to where they are, and back with the next click. */
export function useVisitWorker(): (workerId: string) => Promise<void> {
  const station = useStation();
  return useCallback(
    async (workerId) => {
      const answer = await station.read('worker.get', { id: workerId });
      const position = answer.ok ? answer.value?.position : null;
      if (position) useDesk.getState().point({ key: `worker:${workerId}`, lon: position.lon, lat: position.lat });
    },
    [station],
  );
}
