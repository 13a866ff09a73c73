import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StationStatus } from '#shared/contract/views.ts';
import type { FeedInput, FeedName, FeedOutput } from '#shared/contract/feeds.ts';
import type { Person } from './acts/wishes.ts';
import { ConsoleLife, type Heard } from './consoleLife.ts';
import type { Journal, Line } from './journal.ts';
import type { DeskName, Part } from './plan.ts';
import type { Tallies } from './tallies.ts';

const CALL_MS = 4000;
/** the station asks the centre for 5 s before it signs in by itself, and makes a verifier on a busy machine */
const SIGN_IN_MS = 20_000;
const AGAIN_MS = 45_000;
/** how long an operator waits for a screen that is away before trying all the same */
const PATIENCE_MS = 4000;
const UNDO_SECONDS = 2;
/** small, so that the page costs little on a machine that runs two of them */
const BOUNDS = { x: 0, y: 0, width: 1180, height: 700 };

/** One workstation: a data folder that outlives every life of the app on it, and whoever sits there. */
export class Desk {
  readonly name: DeskName;
  readonly home: string;
  readonly #gateway: string;
  readonly #journal: Journal;
  readonly #tallies: Tallies;
  /** called with nothing of the app alive, before the next life */
  readonly #between: (desk: Desk) => void;
  #life: ConsoleLife | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  person: Person = 'lead';

  constructor(
    name: DeskName,
    world: { scratch: string; gateway: string; journal: Journal; tallies: Tallies; between: (desk: Desk) => void },
  ) {
    this.name = name;
    this.home = join(world.scratch, name);
    this.#gateway = world.gateway;
    this.#journal = world.journal;
    this.#tallies = world.tallies;
    this.#between = world.between;
    mkdirSync(this.home);
    writeFileSync(join(this.home, 'settings.json'), JSON.stringify({ undoSeconds: UNDO_SECONDS }));
    writeFileSync(
      join(this.home, 'windows.json'),
      JSON.stringify({ desk: { bounds: BOUNDS, displayId: 0, maximized: false } }),
    );
  }

  /** Brings the app up when it is down, and whoever sits here back to work. One thing at a time. */
  up(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#life && !this.#life.ended) return;
      if (this.#life) this.#tallies.count('lives ended by themselves');
      await this.#begin();
    });
  }

  /** Waits a little for a page and a station that answer, as somebody would whose screen is just coming back. */
  async answers(): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end && (await this.status()) === null) await pause(100);
  }

  async #begin(): Promise<void> {
    this.#between(this);
    this.#life = await ConsoleLife.start(this.home, this.#gateway);
    this.#tallies.count('app starts');
    if (!(await this.#life.answers())) throw new Error(`${this.name}: the page got no port to a station that answers`);
    await this.#signInAgain();
  }

  /** Signing in again must work whatever the link does: this person has signed in here before. A station may be away. */
  async #signInAgain(): Promise<void> {
    const end = Date.now() + AGAIN_MS;
    while (!(await this.signIn(this.person))) {
      if (Date.now() > end) throw new Error(`${this.name}: ${this.person} could not sign in again`);
      await pause(500);
    }
  }

  async signIn(person: Person): Promise<boolean> {
    const heard = await this.#noted(
      { call: 'signIn', kind: person },
      [{ username: person, password: 'demo' }],
      SIGN_IN_MS,
    );
    if (!heard.answered || !heard.answer.ok) return false;
    this.person = person;
    return true;
  }

  /** One leaves, another sits down. */
  async change(person: Person): Promise<void> {
    await this.#noted({ call: 'signOut' }, []);
    this.person = person;
    await this.#inTurn(() => this.#signInAgain());
  }

  kill(part: Part): Promise<boolean> {
    return this.#inTurn(async () => {
      const killed = (await this.#life?.kill(part)) ?? false;
      if (killed) this.#tallies.count(`kill ${part}`);
      if (killed && part === 'main') await this.#begin();
      return killed;
    });
  }

  restart(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#life?.quit();
      } finally {
        this.#tallies.count('clean restarts');
        await this.#begin();
      }
    });
  }

  /** Quits for good. */
  end(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#life?.quit();
      this.#life = null;
    });
  }

  /** Ends whatever is left, when the run itself has failed. */
  async abandon(): Promise<void> {
    await this.#life?.kill('main').catch(() => undefined);
  }

  async read<K extends FeedName>(name: K, input: FeedInput<K>): Promise<FeedOutput<K> | null> {
    const heard = await this.#call('read', [name, input]);
    return heard.answered && heard.answer.ok ? (heard.answer.value as FeedOutput<K>) : null;
  }

  status(): Promise<StationStatus | null> {
    return this.read('status', {});
  }

  /** A call that changes something: asked and answered are in the journal before anybody else knows. */
  ask(about: Partial<Line> & Pick<Line, 'call' | 'id'>, args: unknown[]): Promise<Heard> {
    return this.#noted(about, args);
  }

  async #noted(about: Partial<Line> & Pick<Line, 'call'>, args: unknown[], patienceMs = CALL_MS): Promise<Heard> {
    const line = { desk: this.name, person: this.person, id: '', mark: null, kind: '', entityId: null, ...about };
    this.#journal.write({ ...line, phase: 'asked', why: '' });
    const heard = await this.#call(about.call, args, patienceMs);
    if (!heard.answered) this.#journal.write({ ...line, phase: 'silence', why: heard.why });
    else if (heard.answer.ok) this.#journal.write({ ...line, phase: 'yes', why: '' });
    else this.#journal.write({ ...line, phase: 'no', why: heard.answer.reason });
    return heard;
  }

  #call(method: string, args: unknown[], patienceMs = CALL_MS): Promise<Heard> {
    return this.#life?.call(method, args, patienceMs) ?? Promise.resolve({ answered: false, why: 'no app' });
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(run);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
