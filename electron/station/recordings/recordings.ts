import { Recorder, type RecorderWorld } from './recorder.ts';
import { OldRecordings, type OldRecordingsWorld } from './oldRecordings.ts';
import { RecordingRows } from './recordingRows.ts';
import { SoundFiles } from './soundFiles.ts';
import type { Db } from '../db/driver.ts';
import type { Vault } from '../vault/vault.ts';

export type RecordingsWorld = Omit<RecorderWorld, 'rows' | 'files' | 'changed'> &
  Omit<OldRecordingsWorld, 'rows' | 'files' | 'recorder' | 'changed'> & {
    db: Db;
    home: string;
    vault: Vault;
    changed(topics: ['recordings']): void;
  };

/** Sound of talks on this desk: the rows that are searched, the files that are played, who writes them and who forgets them. */
export interface Recordings {
  rows: RecordingRows;
  files: SoundFiles;
  recorder: Recorder;
  /** an idle task */
  old: OldRecordings;
}

export function openRecordings(world: RecordingsWorld): Recordings {
  const rows = new RecordingRows(world.db);
  const files = new SoundFiles(world.home, world.vault);
  const changed = (): void => world.changed(['recordings']);
  const recorder = new Recorder({ ...world, rows, files, changed });
  const old = new OldRecordings({ ...world, rows, files, recorder, changed });
  return { rows, files, recorder, old };
}
