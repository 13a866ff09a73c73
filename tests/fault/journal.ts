import { appendFileSync } from 'node:fs';
import type { DeskName } from './plan.ts';

/** What the window asked of its station and what it was told, in order. A question without its answer may have worked. */
export interface Line {
  at: number;
  desk: DeskName;
  person: string;
  call: 'act' | 'undo' | 'dismiss' | 'retry' | 'amend' | 'sendNow' | 'signIn' | 'signOut';
  /** id of the action it is about; '' for sign-ins */
  id: string;
  /** of an act and an amendment: what shows that it is in effect */
  mark: string | null;
  kind: string;
  entityId: string | null;
  phase: 'asked' | 'yes' | 'no' | 'silence';
  /** the station's reason for a no, or why there was no answer */
  why: string;
}

/** The operators' memory: written down before anything else happens, by nobody who is ever killed. */
export class Journal {
  readonly #file: string;
  readonly lines: Line[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  write(line: Omit<Line, 'at'>): void {
    const whole = { at: Date.now(), ...line };
    this.lines.push(whole);
    appendFileSync(this.#file, `${JSON.stringify(whole)}\n`);
  }
}
