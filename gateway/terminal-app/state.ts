import { createStore } from 'zustand/vanilla';
import type { WelfareTold } from '#shared/protocol/alarms.ts';
import type { Position, TerminalWelcome } from '#shared/protocol/terminal.ts';
import type { Trouble, VoiceDevices } from '../../renderer/voice/index.ts';
import { type Floors, NO_FLOORS } from './core/floors.ts';
import type { Held } from './core/inbox.ts';
import type { Refused } from './device/database.ts';
import type { PlaceProblem } from './device/place.ts';
import type { Loudness } from './device/voiceSettings.ts';
import type { LinkState } from './link/link.ts';

export interface Invite {
  sessionId: string;
  from: string;
  kind: 'camera' | 'screen';
  reason?: string;
}

export interface Welfare {
  minutes: number;
  /** by when the worker has to answer, in ms of the centre's clock */
  dueAt: number;
  level: WelfareTold['level'];
}

/** What the screens show. */
export interface TerminalView {
  worker: { id: string; name: string } | null;
  link: LinkState;
  onDuty: boolean;
  place: Position | null;
  placeProblem: PlaceProblem | null;
  commands: Held[];
  /** messages that have not reached the centre */
  waiting: number;
  refused: Refused[];
  channels: TerminalWelcome['channels'];
  floors: Floors;
  /** by channel id; as spoken where nothing is said */
  loudnesses: Record<string, Loudness>;
  /** null until the worker looks at them */
  devices: VoiceDevices | null;
  /** why the radio is not heard, or does not hear */
  soundTrouble: Trouble | null;
  /** when the worker last asked the centre to call, in ms of its clock */
  callBackAt: number | null;
  /** the timer by which the worker says that all is well; null: there is none */
  welfare: Welfare | null;
  invite: Invite | null;
  /** what the worker shows now, and to whom */
  shown: { from: string; stream: MediaStream } | null;
  /** how far the centre's clock is ahead of this phone's, ms */
  clock: number;
}

const NOBODY: TerminalView = {
  worker: null,
  link: 'connecting',
  onDuty: false,
  place: null,
  placeProblem: null,
  commands: [],
  waiting: 0,
  refused: [],
  channels: [],
  floors: NO_FLOORS,
  loudnesses: {},
  devices: null,
  soundTrouble: null,
  callBackAt: null,
  welfare: null,
  invite: null,
  shown: null,
  clock: 0,
};

export const view = createStore<TerminalView>(() => NOBODY);
export const forgetView = (): void => view.setState(NOBODY, true);
