import type { Heard, Intent } from './behaviour/intents.ts';
import { randomOf } from './behaviour/random.ts';
import type { WorkerState } from './behaviour/state.ts';
import { createWorker, hear, nextWakeAt, wake } from './behaviour/worker.ts';
import type { BehaviourSettings, World } from './behaviour/world.ts';
import { type DistrictFiles, readSpeech } from './districtFiles.ts';
import type { SimulatorOptions } from './options.ts';
import { TimerWheel } from './scheduler.ts';
import { StreetNetwork } from '#shared/district/streets/network.ts';
import { Router } from '#shared/district/streets/route.ts';
import { deviceOf } from './wire/device.ts';
import { DryLink } from './wire/dryLink.ts';
import { Gate } from './wire/gate.ts';
import { type Counters, type Link, type LinkEvents, newCounters } from './wire/link.ts';
import { TerminalLink } from './wire/terminalLink.ts';

/** One timer moves everything, this often (milliseconds). */
const TICK = 20;
/** Logins and handshakes under way at once, and uploads at once and a second. */
const CONNECTING_AT_ONCE = 32;
const UPLOADS_AT_ONCE = 6;
const UPLOADS_PER_SECOND = 100;
/** Positions all handhelds together may keep while they are offline: some 150 MB at worst. */
const BUFFERED_IN_ALL = 1_200_000;
/** Thousands of handhelds have the same trouble: it is told this often at most (milliseconds). */
const TROUBLE_EVERY = 5000;

interface Person {
  state: WorkerState;
  link: Link;
  live: boolean;
}

/** All simulated people of a run with their handhelds, driven by one timer. */
export class Simulation {
  readonly counters: Counters = newCounters();
  private readonly options: SimulatorOptions;
  private readonly sound: readonly Uint8Array[];
  private readonly world: World;
  private readonly people: Person[];
  private readonly wheel: TimerWheel;
  private readonly gate: Gate;
  private readonly uploads: Gate;
  private readonly luck = randomOf(0x51a7, Date.now() >>> 0);
  private timer: NodeJS.Timeout | null = null;
  private settled = 0;
  private refused = 0;
  private whenSettled: (() => void) | null = null;
  private readonly onTrouble: (reason: string) => void;
  private troubleAt = 0;

  constructor(options: SimulatorOptions, district: DistrictFiles, onTrouble: (reason: string) => void = () => {}) {
    const now = Date.now();
    this.options = options;
    this.sound = options.radio > 0 ? readSpeech() : [];
    this.onTrouble = onTrouble;
    const roster = district.roster.slice(options.first, options.first + options.workers);
    this.world = worldOf(district, settingsOf(options, roster.length));
    this.wheel = new TimerWheel(roster.length, TICK, now);
    this.gate = new Gate(CONNECTING_AT_ONCE, options.ramp, now);
    this.uploads = new Gate(UPLOADS_AT_ONCE, UPLOADS_PER_SECOND, now);
    const bufferRoom = Math.min(500, Math.floor(BUFFERED_IN_ALL / Math.max(1, roster.length)));
    this.people = roster.map((profile, place) => ({
      state: createWorker(profile, options.seed, (place + 0.5) / roster.length, now, this.world),
      link: this.makeLink(profile.id, profile.index, place, bufferRoom),
      live: false,
    }));
  }

  /** Turns every handheld on. Resolves when each has connected once or was refused for good. */
  start(): Promise<{ connected: number; refused: number }> {
    this.timer = setInterval(() => this.tick(), TICK);
    const settled = new Promise<void>((resolve) => {
      this.whenSettled = resolve;
    });
    for (const { link } of this.people) link.start(Date.now());
    if (this.people.length === 0) this.whenSettled?.();
    return settled.then(() => ({ connected: this.settled - this.refused, refused: this.refused }));
  }

  /** Turns every handheld off. */
  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    for (const { link } of this.people) link.stop();
  }

  private makeLink(workerId: string, index: number, place: number, bufferRoom: number): Link {
    const events: LinkEvents = {
      settled: (connected) => this.settle(place, connected),
      heard: (heard) => this.hear(place, heard),
      trouble: (reason) => this.trouble(reason),
      due: () => this.schedule(place),
    };
    if (this.options['dry-run']) return new DryLink(events, this.counters);
    const { gateway: url, password } = this.options;
    const { gate, uploads, luck, sound } = this;
    const device = deviceOf(workerId, index);
    const settings = { url, workerId, password, device, gate, uploads, bufferRoom, sound, jitter: luck.next };
    return new TerminalLink(settings, events, this.counters);
  }

  private tick(): void {
    const now = Date.now();
    this.gate.pump(now);
    this.uploads.pump(now);
    this.wheel.advance(now, (place) => this.wake(place, now));
  }

  private wake(place: number, now: number): void {
    const person = this.people[place];
    if (!person) return;
    if (now >= person.link.nextDueAt) person.link.tick(now);
    if (person.live && now >= nextWakeAt(person.state)) this.carryOut(person, wake(person.state, now, this.world), now);
    this.schedule(place);
  }

  private hear(place: number, heard: Heard): void {
    const person = this.people[place];
    if (!person) return;
    const now = Date.now();
    this.carryOut(person, hear(person.state, heard, now, this.world), now);
    this.schedule(place);
  }

  private carryOut({ link }: Person, intents: readonly Intent[], now: number): void {
    for (const intent of intents) {
      if (intent.type === 'position') link.position(intent.position, now);
      else if (intent.type === 'talk') link.talk(intent.to, intent.ms, now);
      else if (intent.type === 'coverage') link.cover(intent.covered, now);
      else link.message(intent, now);
    }
  }

  private trouble(reason: string): void {
    const now = Date.now();
    if (now - this.troubleAt < TROUBLE_EVERY) return;
    this.troubleAt = now;
    this.onTrouble(reason);
  }

  private schedule(place: number): void {
    const person = this.people[place];
    if (!person) return;
    const own = person.live ? nextWakeAt(person.state) : Number.POSITIVE_INFINITY;
    this.wheel.set(place, Math.min(own, person.link.nextDueAt));
  }

  /** A handheld is on: its person begins to live now, at the worker's own place in the interval. */
  private settle(place: number, connected: boolean): void {
    const person = this.people[place];
    if (person && connected) {
      person.live = true;
      const now = Date.now();
      const { positionInterval } = this.world.settings;
      person.state.movedAt = now;
      while (person.state.nextPositionAt <= now) person.state.nextPositionAt += positionInterval;
      this.schedule(place);
    }
    this.settled++;
    if (!connected) this.refused++;
    if (this.settled === this.people.length) this.whenSettled?.();
  }
}

function settingsOf(options: SimulatorOptions, workers: number): BehaviourSettings {
  const reliable = options.reliable;
  const onDuty = reliable ? 1 : options['on-duty'];
  const patrolling = Math.max(1, workers * onDuty);
  return {
    speed: options.speed,
    positionInterval: options['position-interval'] * 1000,
    reportMean: options.rate > 0 ? (patrolling / options.rate) * 60_000 : Number.POSITIVE_INFINITY,
    talkMean: options.radio > 0 ? (patrolling / options.radio) * 3_600_000 : Number.POSITIVE_INFINITY,
    sosMean: options.sos > 0 ? (patrolling / options.sos) * 3_600_000 : Number.POSITIVE_INFINITY,
    onDuty,
    coverageLoss: !reliable,
    reliableThink: reliable ? options['think-ms'] : null,
  };
}

function worldOf(district: DistrictFiles, settings: BehaviourSettings): World {
  const streets = new StreetNetwork(district.streets);
  return { streets, router: new Router(streets), catalogue: district.catalogue, settings };
}
