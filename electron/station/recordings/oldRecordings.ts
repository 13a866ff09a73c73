import type { IdleTask } from '../care/idle.ts';
import type { Log } from '../log.ts';
import type { RecordingRows } from './recordingRows.ts';
import type { Recorder } from './recorder.ts';
import type { SoundFiles } from './soundFiles.ts';

const DAY_MS = 86_400_000;
const MEGABYTE = 1024 * 1024;
/** in one step: some milliseconds */
const STEP_ROWS = 20;

export interface OldRecordingsWorld {
  rows: RecordingRows;
  files: SoundFiles;
  recorder: Recorder;
  log: Log;
  /** the centre's clock; null while it is not known for sure: then nothing is too old */
  centreNow(): number | null;
  days(): number;
  megabytes(): number;
  changed(): void;
}

/** Forgets the sound of talks long ago, and the oldest of what is too much; and finishes what was broken off. */
export class OldRecordings implements IdleTask {
  readonly name = 'old recordings';
  readonly #world: OldRecordingsWorld;
  #recovering = false;

  constructor(world: OldRecordingsWorld) {
    this.#world = world;
  }

  step(): boolean {
    this.recover();
    for (let n = 0; n < STEP_ROWS; n += 1) if (!this.#forgetOne()) return true;
    return false;
  }

  #forgetOne(): boolean {
    const { rows, files, log, centreNow, days, megabytes, changed } = this.#world;
    const oldest = rows.oldest();
    if (!oldest) return false;
    const now = centreNow();
    const tooOld = now !== null && oldest.started_at < now - days() * DAY_MS;
    if (!tooOld && rows.bytes <= megabytes() * MEGABYTE) return false;
    rows.remove(oldest.id);
    files.remove(oldest.id).catch((error: unknown) => log.warn({ err: error }, 'a recording could not be removed'));
    changed();
    return true;
  }

  /** Also at once when a station starts: what the one before broke off. */
  recover(): void {
    if (this.#recovering) return;
    this.#recovering = true;
    const { recorder, log } = this.#world;
    recorder
      .recover()
      .catch((error: unknown) => log.warn({ err: error }, 'recordings that were broken off could not be finished'))
      .finally(() => {
        this.#recovering = false;
      });
  }
}
