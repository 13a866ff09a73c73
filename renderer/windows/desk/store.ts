import { create } from 'zustand';
import type { Place } from '#shared/contract/dossierViews.ts';
import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import type { QueueName } from '#shared/contract/queues.ts';
import type { Span } from '#shared/contract/trailViews.ts';
import type { Panel } from '#shared/contract/windows.ts';
import type { IntercomTab } from '../../features/intercom/index.ts';
import type { MapDrawing, MapMark, MapPin, MapScene } from '../../parts/index.ts';
import type { Region } from './regions.ts';
import {
  type ComposerStart,
  type DeskView,
  type GroupView,
  type IntakeStart,
  keepView,
  keptView,
  type MusterStart,
} from './keptDesk.ts';

export type DeskDialog =
  | 'palette'
  | 'help'
  | 'settings'
  | 'outbox'
  | 'shift'
  | 'figures'
  | 'data'
  | 'audit'
  | 'sign-out'
  | 'supervision'
  | 'case-policy'
  | 'alarm-rules'
  | 'coverage-aims'
  | 'reply-templates'
  | 'imports'
  | 'basemaps'
  | 'overlays'
  | null;

/** Regions that stand one behind the other in a narrow window; the radio is always there. */
export type Front = Exclude<Region, 'radio'>;

interface DeskState extends DeskView {
  /** where the map is taken; its nonce grows with each request, so that the same place can be flown to again */
  flyTo: GroupView['flyTo'];
  visit: GroupView['visit'];
  follow: GroupView['follow'];
  alarmRow: GroupView['alarmRow'];
  /** laid over the map by what the right region shows */
  scene: MapScene | null;
  /** the period that the map plays in place of what is now */
  replay: Span | null;
  /** what the right region has the operator draw on the map */
  drawing: MapDrawing | null;
  /** the place the right region has the operator point at */
  pin: MapPin | null;
  /** the search on the map is open */
  finding: boolean;
  /** what it found, until the operator goes back */
  mark: GroupView['mark'];
  /** what another desk of this operator found */
  otherMark: MapMark | null;
  savedView: GroupView['savedView'];
  /** which region is seen where there is room for one */
  front: Front;
  dialog: DeskDialog;
  /** the action that came back and is decided about now; its dialog stands over any other */
  decision: string | null;
  /** what of this desk stands in windows of its own */
  panels: ReadonlySet<Panel>;
}
interface DeskVerbs {
  setQueue(queue: QueueName): void;
  setFilter(filter: QueueFilter): void;
  /** the queue shows these alone, beside what it is filtered by already */
  narrow(filter: { grid: string } | { department: string }): void;
  selectCase(id: string): void;
  openCase(id: string): void;
  showMap(): void;
  showOnMap(at: { lon: number; lat: number; zoom?: number }): void;
  /** a row was clicked: a map that is seen goes to its place, and back with the next click on the same */
  point(row: { key: string; lon: number; lat: number }): void;
  setFollow(index: number | null): void;
  /** opens the list of alarms at one of them; null: it is shown */
  setAlarmRow(id: string | null): void;
  openWorker(worker: { workerId: string } | { workerIndex: number }): void;
  compose(initial: ComposerStart): void;
  /** the list of commands, or one of them worker by worker */
  showCommands(commandId?: string | null): void;
  showMusters(start?: MusterStart): void;
  showIntercom(tab: IntercomTab): void;
  /** the dossier of a place; null: asks which */
  showPlace(place: Place | null): void;
  /** the workers that are chosen together, by their places in the fleet's table */
  choose(indices: number[]): void;
  /** what was: the district, the surroundings of the open case, the streets that were walked */
  showReplay(tab: 'district' | 'case' | 'walks'): void;
  /** which grids nobody is in */
  showZones(): void;
  /** plays a period on the map; null: back to what is now */
  setReplay(replay: Span | null): void;
  closeContext(): void;
  setScene(scene: MapScene | null): void;
  /** brings the map to the front to be drawn on; null: nothing is drawn any more */
  setDrawing(drawing: MapDrawing | null): void;
  setPin(pin: MapPin | null): void;
  /** opens the search on the map, or closes it */
  setFinding(finding: boolean): void;
  /** takes the map to a place and marks it; null: takes it back to where it was */
  setMark(mark: MapMark | null): void;
  /** takes the map to a view that was saved under a name */
  showView(name: string): void;
  /** the form for a new case, or to correct one; without either the drafts as they were left */
  intake(start?: IntakeStart): void;
  /** in a narrow window: this region comes forward */
  setFront(front: Front): void;
  setDialog(dialog: DeskDialog): void;
  decide(opId: string | null): void;
}

/** What an operator asks for is seen, also where only one region is. */
const [QUEUES, CENTRE, CONTEXT] = [{ front: 'queues' }, { front: 'centre' }, { front: 'context' }] as const;

/** The desk's own state: what is selected and shown. Never rows: those are read where they are shown. */
export const useDesk = create<DeskState & DeskVerbs>()((set) => ({
  ...keptView(sessionStorage),
  flyTo: null,
  visit: null,
  follow: null,
  alarmRow: null,
  scene: null,
  replay: null,
  drawing: null,
  pin: null,
  finding: false,
  mark: null,
  otherMark: null,
  savedView: null,
  front: 'queues',
  dialog: null,
  decision: null,
  panels: new Set(),
  setQueue: (queue) => set({ queue, ...QUEUES }),
  setFilter: (filter) => set({ filter }),
  narrow: (filter) =>
    set((state) => ({
      ...QUEUES,
      filter: { ...state.filter, ...filter },
      queue: 'grid' in filter ? state.queue : withDepartment(state.queue),
    })),
  selectCase: (id) => set({ selectedCaseId: id }),
  openCase: (id) => set({ selectedCaseId: id, centre: 'case', ...CENTRE }),
  showMap: () => set({ centre: 'map', ...CENTRE }),
  showOnMap: (at) =>
    set((state) => ({ centre: 'map', ...CENTRE, flyTo: { ...at, nonce: (state.flyTo?.nonce ?? 0) + 1 } })),
  point: (row) =>
    set((state) =>
      showsCase(state) && !state.panels.has('map') ? {} : { visit: { ...row, nonce: (state.visit?.nonce ?? 0) + 1 } },
    ),
  setFollow: (follow) => set(follow === null ? { follow } : { follow, centre: 'map', ...CENTRE }),
  setAlarmRow: (alarmRow) => set({ alarmRow }),
  openWorker: (worker) => set({ context: { kind: 'worker', ...worker }, ...CONTEXT }),
  compose: (initial) => set({ context: { kind: 'composer', initial }, ...CONTEXT }),
  showCommands: (commandId = null) => set({ context: { kind: 'commands', commandId }, ...CONTEXT }),
  showMusters: (start) => set({ context: { kind: 'musters', start }, ...CONTEXT }),
  showIntercom: (tab) => set({ context: { kind: 'intercom', tab }, ...CONTEXT }),
  showPlace: (place) => set({ context: { kind: 'place', place }, ...CONTEXT }),
  showReplay: (tab) => set({ context: { kind: 'replay', tab }, centre: 'map', ...CONTEXT }),
  showZones: () => set({ context: { kind: 'zones' }, centre: 'map', ...CONTEXT }),
  setReplay: (replay) => set(replay ? { replay, centre: 'map', ...CENTRE } : { replay }),
  choose: (chosen) => set({ chosen }),
  intake: (start = {}) => set({ context: { kind: 'intake', start }, centre: 'map', ...CONTEXT }),
  closeContext: () => set({ context: { kind: 'none' }, ...CENTRE }),
  setScene: (scene) => set({ scene }),
  setDrawing: (drawing) =>
    set((state) => {
      if (drawing) return { drawing, centre: 'map', ...CENTRE };
      // Back to where it was asked for.
      return state.drawing ? { drawing, ...CONTEXT } : {};
    }),
  setPin: (pin) => set({ pin }),
  setFinding: (finding) => set(finding ? { finding, centre: 'map', ...CENTRE } : { finding }),
  setMark: (mark) => set(mark ? { mark, centre: 'map', ...CENTRE } : { mark }),
  showView: (name) => set({ savedView: { name, nonce: crypto.randomUUID() }, centre: 'map', ...CENTRE }),
  setFront: (front) => set({ front }),
  setDialog: (dialog) => set({ dialog }),
  decide: (decision) => set({ decision }),
}));

/** A queue in which cases can be a department's: nobody has been sent to what is not accepted yet. */
function withDepartment(queue: QueueName): QueueName {
  return queue === 'intake' || queue === 'ended' ? 'in-hand' : queue;
}

/**
 * Whether the centre shows the open case, not the map: what stands in a window of its own is not shown here as well, but the desk's own
 * map comes forward where something is looked for, drawn or pointed at on it.
 */
export function showsCase({ selectedCaseId, centre, panels, finding, drawing, pin }: DeskState): boolean {
  if (selectedCaseId === null) return false;
  if (panels.has('map') === panels.has('case')) return centre === 'case';
  if (panels.has('case')) return false;
  return !finding && drawing === null && (pin === null || centre === 'case');
}

/** The region in front: the right one, once it is closed, gives way to the centre. */
export function frontOf({ front, context }: Pick<DeskState, 'front' | 'context'>): Front {
  return front === 'context' && context.kind === 'none' ? 'centre' : front;
}

useDesk.subscribe((desk) => keepView(sessionStorage, desk));
