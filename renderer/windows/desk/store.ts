import { create } from 'zustand';
import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import type { QueueName } from '#shared/contract/queues.ts';
import type { IntercomTab } from '../../features/intercom/index.ts';
import type { MapDrawing, MapScene } from '../../parts/index.ts';
import { type ComposerStart, type DeskView, keepView, keptView, type MusterStart } from './keptDesk.ts';

export interface FlyTo {
  lon: number;
  lat: number;
  zoom?: number;
  /** grows with each request, so that the same place can be flown to again */
  nonce: number;
}
export type DeskDialog = 'palette' | 'help' | 'settings' | 'outbox' | 'shift' | 'data' | 'audit' | 'sign-out' | null;

interface DeskState extends DeskView {
  flyTo: FlyTo | null;
  /** laid over the map by what the right region shows */
  scene: MapScene | null;
  /** what the right region has the operator draw on the map */
  drawing: MapDrawing | null;
  dialog: DeskDialog;
  /** the action that came back and is decided about now; its dialog stands over any other */
  decision: string | null;
}
interface DeskVerbs {
  setQueue(queue: QueueName): void;
  setFilter(filter: QueueFilter): void;
  selectCase(id: string): void;
  openCase(id: string): void;
  showMap(): void;
  showOnMap(at: { lon: number; lat: number; zoom?: number }): void;
  openWorker(worker: { workerId: string } | { workerIndex: number }): void;
  compose(initial: ComposerStart): void;
  /** the list of commands, or one of them worker by worker */
  showCommands(commandId?: string | null): void;
  showMusters(start?: MusterStart): void;
  showIntercom(tab: IntercomTab): void;
  closeContext(): void;
  setScene(scene: MapScene | null): void;
  /** brings the map to the front to be drawn on; null: nothing is drawn any more */
  setDrawing(drawing: MapDrawing | null): void;
  setDialog(dialog: DeskDialog): void;
  decide(opId: string | null): void;
}

/** The desk's own state: what is selected and shown. Never rows: those are read where they are shown. */
export const useDesk = create<DeskState & DeskVerbs>()((set) => ({
  ...keptView(sessionStorage),
  flyTo: null,
  scene: null,
  drawing: null,
  dialog: null,
  decision: null,
  setQueue: (queue) => set({ queue }),
  setFilter: (filter) => set({ filter }),
  selectCase: (id) => set({ selectedCaseId: id }),
  openCase: (id) => set({ selectedCaseId: id, centre: 'case' }),
  showMap: () => set({ centre: 'map' }),
  showOnMap: (at) => set((state) => ({ centre: 'map', flyTo: { ...at, nonce: (state.flyTo?.nonce ?? 0) + 1 } })),
  openWorker: (worker) => set({ context: { kind: 'worker', ...worker } }),
  compose: (initial) => set({ context: { kind: 'composer', initial } }),
  showCommands: (commandId = null) => set({ context: { kind: 'commands', commandId } }),
  showMusters: (start) => set({ context: { kind: 'musters', start } }),
  showIntercom: (tab) => set({ context: { kind: 'intercom', tab } }),
  closeContext: () => set({ context: { kind: 'none' } }),
  setScene: (scene) => set({ scene }),
  setDrawing: (drawing) => set(drawing ? { drawing, centre: 'map' } : { drawing }),
  setDialog: (dialog) => set({ dialog }),
  decide: (decision) => set({ decision }),
}));

useDesk.subscribe((desk) => keepView(sessionStorage, desk));
