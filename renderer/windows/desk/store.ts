import { create } from 'zustand';
import type { QueueName } from '#shared/contract/queues.ts';
import { type ComposerStart, type DeskView, keepView, keptView } from './keptDesk.ts';

export interface FlyTo {
  lon: number;
  lat: number;
  zoom?: number;
  /** grows with each request, so that the same place can be flown to again */
  nonce: number;
}
export type DeskDialog = 'palette' | 'help' | 'settings' | null;

interface DeskState extends DeskView {
  flyTo: FlyTo | null;
  dialog: DeskDialog;
}
interface DeskVerbs {
  setQueue(queue: QueueName): void;
  selectCase(id: string): void;
  openCase(id: string): void;
  showMap(): void;
  showOnMap(at: { lon: number; lat: number; zoom?: number }): void;
  openWorker(worker: { workerId: string } | { workerIndex: number }): void;
  compose(initial: ComposerStart): void;
  showCommands(): void;
  closeContext(): void;
  setDialog(dialog: DeskDialog): void;
}

/** The desk's own state: what is selected and shown. Never rows: those are read where they are shown. */
export const useDesk = create<DeskState & DeskVerbs>()((set) => ({
  ...keptView(sessionStorage),
  flyTo: null,
  dialog: null,
  setQueue: (queue) => set({ queue }),
  selectCase: (id) => set({ selectedCaseId: id }),
  openCase: (id) => set({ selectedCaseId: id, centre: 'case' }),
  showMap: () => set({ centre: 'map' }),
  showOnMap: (at) => set((state) => ({ centre: 'map', flyTo: { ...at, nonce: (state.flyTo?.nonce ?? 0) + 1 } })),
  openWorker: (worker) => set({ context: { kind: 'worker', ...worker } }),
  compose: (initial) => set({ context: { kind: 'composer', initial } }),
  showCommands: () => set({ context: { kind: 'commands' } }),
  closeContext: () => set({ context: { kind: 'none' } }),
  setDialog: (dialog) => set({ dialog }),
}));

useDesk.subscribe((desk) => keepView(sessionStorage, desk));
