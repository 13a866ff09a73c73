import { v7 as uuidv7 } from 'uuid';
import type { Topic } from '#shared/contract/feeds.ts';
import { isDiskFull } from '../care/disk.ts';
import type { Log } from '../log.ts';
import type { OpenChannel } from '../radio/channels.ts';
import type { Recording } from '../radio/radioWorld.ts';
import type { Talk } from '../radio/talks.ts';
import type { About, Kept } from './about.ts';
import { type Sound, toOgg } from './ogg.ts';
import type { RecordingRows } from './recordingRows.ts';
import type { SoundFiles } from './soundFiles.ts';

/** a kill loses so much of a talk at most */
const WRITE_EVERY_MS = 1000;
/** a talk without a frame for so long is over for this desk, whatever the centre says later */
const QUIET_MS = 10_000;
/** a quarter of an hour: a centre that never ends a talk does not fill the memory */
const MOST_FRAMES = 45_000;

export interface RecorderWorld {
  rows: RecordingRows;
  files: SoundFiles;
  log: Log;
  serverNow(): number;
  monotonic(): number;
  /** where the talker is now */
  placeOf(talker: Talk['talker']): { lon: number; lat: number } | null;
  changed(topics: Topic[]): void;
  /** the disk is full, by a file or by the database */
  full(): void;
}

interface Take {
  about: About;
  frames: Uint8Array[];
  /** so many frames lie on the disk */
  written: number;
  pieces: number;
  heardAt: number;
}

/**
 * Keeps the sound of every talk that is heard here, whether a window is open or not: on the disk within a second, as a file of
 * its own once the talk is over. Whatever the disk does, the talk goes on.
 */
export class Recorder implements Recording {
  readonly #world: RecorderWorld;
  /** by the talk's id */
  readonly #takes = new Map<string, Take>();
  /** what is being put into its file */
  readonly #finishing = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(world: RecorderWorld) {
    this.#world = world;
  }

  /** A talk that runs here, or is being put into its file. */
  isBusy(id: string): boolean {
    return this.#finishing.has(id) || [...this.#takes.values()].some(({ about }) => about.id === id);
  }

  heard(talk: Talk, channel: OpenChannel, frame: Uint8Array): void {
    if (this.#stopped) return;
    const take = this.#takes.get(talk.id) ?? this.#begin(talk, channel);
    take.frames.push(Uint8Array.from(frame));
    take.heardAt = this.#world.monotonic();
    if (take.frames.length >= MOST_FRAMES) this.#end(talk.id, take, false);
  }

  ended(talk: Talk, whole: boolean): void {
    const take = this.#takes.get(talk.id);
    if (take) this.#end(talk.id, take, whole);
  }

  /** Writes what was broken off, by a kill or a full disk, into files of their own. */
  async recover(): Promise<void> {
    const { files, rows, log } = this.#world;
    const { whole, parts } = await files.list();
    for (const id of parts) {
      if (this.#stopped) return;
      if (this.isBusy(id)) continue;
      const part = await files.readPart(id);
      if (part) await this.#finish({ ...part.about, cut: true }, part.frames);
      else await files.removePart(id);
      log.info({ recording: id, readable: part !== null }, 'a recording that was broken off');
    }
    for (const row of rows.unended()) {
      if (!this.isBusy(row.id) && !parts.includes(row.id)) this.#write(() => rows.endCut(row));
    }
    // The database may be older than the files: an operator put a backup back.
    for (const id of whole) {
      if (this.#stopped) return;
      if (rows.has(id)) continue;
      const read = await files.read(id);
      if (typeof read !== 'string') this.#write(() => rows.put(read.about, read.kept));
    }
  }

  /** Ends what runs; resolves when all of it is in files. */
  async stop(): Promise<void> {
    for (const [talkId, take] of [...this.#takes]) this.#end(talkId, take, false);
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await Promise.all(this.#finishing.values());
  }

  #begin(talk: Talk, channel: OpenChannel): Take {
    const { rows, files, serverNow, monotonic, placeOf, changed } = this.#world;
    const place = placeOf(talk.talker);
    // A talk that is heard again after this desk was cut off for long has a recording already.
    const known = rows.has(talk.id) || this.#finishing.has(talk.id);
    const about: About = {
      ...{ id: known ? uuidv7() : talk.id, channelId: channel.id, channelName: channel.name, talker: talk.talker },
      ...{ startedAt: talk.since, soundAt: Math.round(serverNow()), endedAt: null, emergency: talk.emergency },
      ...{ lon: place?.lon ?? null, lat: place?.lat ?? null, caseId: channel.caseId ?? null, cut: false },
    };
    const take = { about, frames: [], written: 0, pieces: 0, heardAt: monotonic() };
    this.#takes.set(talk.id, take);
    this.#write(() => files.begin(about));
    this.#write(() => rows.put(about, null));
    this.#timer ??= setInterval(() => this.#tick(), WRITE_EVERY_MS);
    this.#timer.unref();
    changed(['recordings']);
    return take;
  }

  #tick(): void {
    const now = this.#world.monotonic();
    for (const [talkId, take] of [...this.#takes]) {
      this.#writeFrames(take);
      if (now - take.heardAt > QUIET_MS) this.#end(talkId, take, false);
    }
    if (this.#takes.size > 0 || !this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #writeFrames(take: Take): void {
    const frames = take.frames.slice(take.written);
    if (frames.length === 0) return;
    this.#write(() => {
      this.#world.files.append(take.about.id, take.pieces + 1, frames);
      take.pieces += 1;
      take.written = take.frames.length;
    });
  }

  #end(talkId: string, take: Take, whole: boolean): void {
    this.#takes.delete(talkId);
    this.#writeFrames(take);
    const { id } = take.about;
    const endedAt = Math.max(take.about.soundAt, Math.round(this.#world.serverNow()));
    const about = { ...take.about, endedAt, cut: !whole };
    const finishing = this.#finish(about, take.frames).finally(() => this.#finishing.delete(id));
    this.#finishing.set(id, finishing);
  }

  /** Never rejects: what the disk does not take stays in its pieces, if there are any, until there is room. */
  async #finish(about: About, frames: readonly Uint8Array[]): Promise<void> {
    const { files, rows, log, changed } = this.#world;
    let kept: Kept | null = null;
    let ended = about;
    try {
      const { channelName, talker, startedAt } = about;
      const sound = toOgg(frames, { title: channelName, artist: talker.name, date: new Date(startedAt) });
      ended = { ...about, endedAt: about.endedAt ?? endOf(about, sound) };
      if (sound) kept = await files.keep(ended, sound);
    } catch (error) {
      log.error({ err: error, recording: about.id }, 'a recording could not be kept');
      this.#noteFull(error);
    }
    this.#write(() => rows.put({ ...ended, endedAt: ended.endedAt ?? endOf(ended, null) }, kept));
    changed(['recordings']);
  }

  #write(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#world.log.error({ err: error }, 'a recording could not be written');
      this.#noteFull(error);
    }
  }

  #noteFull(error: unknown): void {
    if (isDiskFull(error)) this.#world.full();
  }
}

/** When a talk ended that broke off: with the last of its sound. */
function endOf({ soundAt }: About, sound: Sound | null): number {
  return soundAt + (sound?.soundMs ?? 0);
}
