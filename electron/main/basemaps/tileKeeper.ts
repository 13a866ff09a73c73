import type { UtilityProcess } from 'electron';
import {
  type KeptTile,
  tileAnswerSchema,
  type TileAnswer,
  type TileKeeperStart,
  type TileQuestion,
} from '#shared/contract/tileKeeper.ts';
import type { TilesAbout } from '#shared/contract/basemaps.ts';
import type { TileId } from '#shared/geo/index.ts';
import { ChildProcess } from '../childProcess.ts';
import type { Log } from '../log.ts';

const PATIENCE_MS = 10_000;
const FAILED: TileAnswer = { is: 'failed', code: 'no-answer' };

/** The process that reads MBTiles and keeps tiles; started by the first question, since most desks never ask one. */
export class TileKeeper {
  readonly #child: ChildProcess;
  readonly #log: Log;
  readonly #asked = new Map<number, (answer: TileAnswer) => void>();
  #started = false;
  #n = 0;

  constructor(entry: string, start: TileKeeperStart, log: Log) {
    this.#log = log;
    this.#child = new ChildProcess({
      ...{ name: 'street-tiles', entry, args: [], log },
      started: (child: UtilityProcess) => {
        child.once('exit', () => this.#failAll());
        child.postMessage(start);
      },
      message: (message) => this.#heard(message),
    });
  }

  async tile(path: string, tile: TileId): Promise<Uint8Array | null> {
    const answer = await this.#ask({ ask: 'tile', path, ...tile });
    if (answer.is !== 'tile') throw new Error(answer.is === 'failed' ? answer.code : 'answer');
    return answer.bytes;
  }

  async about(path: string): Promise<TilesAbout> {
    const answer = await this.#ask({ ask: 'about', path });
    if (answer.is !== 'about') throw new Error(answer.is === 'failed' ? answer.code : 'answer');
    return answer.about;
  }

  /** Null too when it cannot be told: what is kept is only a help. */
  async kept(source: string, tile: TileId): Promise<KeptTile | null> {
    const answer = await this.#ask({ ask: 'kept', source, ...tile });
    return answer.is === 'kept' ? answer.tile : null;
  }

  keep(source: string, tile: TileId, kept: KeptTile): void {
    void this.#ask({ ask: 'keep', source, ...tile, ...kept });
  }

  async stop(): Promise<void> {
    if (this.#started) await this.#child.stop(1000);
  }

  #ask(question: TileQuestion): Promise<TileAnswer> {
    if (!this.#started) {
      this.#started = true;
      this.#child.start();
    }
    const n = (this.#n += 1);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#take(n, FAILED), PATIENCE_MS);
      this.#asked.set(n, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#child.post({ n, question });
    });
  }

  #take(n: number, answer: TileAnswer): void {
    const resolve = this.#asked.get(n);
    this.#asked.delete(n);
    resolve?.(answer);
  }

  #failAll(): void {
    for (const n of this.#asked.keys()) this.#take(n, FAILED);
  }

  #heard(message: unknown): void {
    const parsed = tileAnswerSchema.safeParse(message);
    if (parsed.success) this.#take(parsed.data.n, parsed.data.answer);
    else this.#log.error({ issues: parsed.error.issues }, 'the keeper of tiles said something unknown');
  }
}
