import { alarmOf, type CentreAlarm, ended, raised } from '#shared/domain/alarms/alarm.ts';
import { type Followed, type Step, step } from '#shared/domain/alarms/causes.ts';
import { type FenceMemory, fenceKey, fencesAfter } from '#shared/domain/alarms/fences.ts';
import { Placed } from '#shared/domain/alarms/placed.ts';
import { RULE_OF, settling } from '#shared/domain/alarms/policy.ts';
import { type Situation, sights } from '#shared/domain/alarms/rules.ts';
import type { OnDuty } from '#shared/domain/alarms/seen.ts';
import { type WelfareStage, type WelfareTimer, welfareLevel, welfareStage } from '#shared/domain/alarms/welfare.ts';
import type { WelfareTold } from '#shared/protocol/alarms.ts';
import type { Change } from '#shared/protocol/console.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import { OpenCases } from './openCases.ts';
import { alarmPolicy } from './policy.ts';
import { WatchedAreas } from './watchedAreas.ts';
import { toldOf } from './welfare.ts';

const MOST_RESTORED = 10_000;
/** More alarms of one kind at a time tell nobody anything: the rest waits until some of these have ended. */
const MOST_OF_A_KIND = 200;
/** Whoever does not answer is asked again so often. */
const ASK_AGAIN_MS = 60_000;
type RuleAlarm = CentreAlarm & { kind: keyof typeof RULE_OF };

type World = Pick<Gateway, 'storage' | 'directory' | 'fleet' | 'now' | 'newId'>;

/** Looks at the district again and again, and writes what begins, gets graver and ends as alarms. */
export class AlarmWatch {
  readonly #gateway: World;
  readonly #tell: (workerId: string, told: WelfareTold) => void;
  readonly #listeningSince: number;
  readonly #cases = new OpenCases();
  readonly #timers = new Map<string, WelfareTimer>();
  /** alarms of rules that have not ended, by the key of their cause */
  readonly #alarms = new Map<string, RuleAlarm>();
  /** what each terminal was last told, and when */
  readonly #asked = new Map<string, { level: number; at: number }>();
  readonly #areas = new WatchedAreas();
  #followed: ReadonlyMap<string, Followed> = new Map();
  #fences: FenceMemory = new Map();

  constructor(gateway: World, tell: (workerId: string, told: WelfareTold) => void) {
    this.#gateway = gateway;
    this.#tell = tell;
    this.#listeningSince = gateway.now();
    gateway.storage.onCommit((changes) => {
      for (const change of changes) this.#follow(change);
    });
  }

  /** Takes up the alarms and timers that were on when the gateway last stopped. */
  async restore(): Promise<void> {
    const { storage, now } = this.#gateway;
    for (const alarm of await storage.inState('alarm', 'on', MOST_RESTORED)) this.#keep(alarm);
    const last = now();
    const told = [...this.#alarms.values()].map(
      ({ key, kind, priority, since }) => [key, { kind, priority, since, last, told: true }] as const,
    );
    this.#followed = new Map(told);
    const timers = await storage.list('welfare-timer', '', MOST_RESTORED);
    for (const { value } of timers.rows) this.#timers.set((value as WelfareTimer).id, value as WelfareTimer);
    await this.#areas.load(storage);
    await this.#cases.load(storage, last);
    // Whoever was in a fence then may have left it meanwhile.
    const inside = [...this.#alarms.values()].flatMap(({ kind, areaId, workerIds: [id] }) =>
      kind === 'geofence-enter' && areaId !== null && id !== undefined ? [[fenceKey(areaId, id), null] as const] : [],
    );
    this.#fences = new Map(inside);
  }

  /** What a terminal that has just connected is told of its worker's timer; null when there is none. */
  toldTo(workerId: string): WelfareTold | null {
    const timer = this.#timers.get(workerId);
    return timer ? toldOf(timer, this.#stageOf(timer)) : null;
  }

  /** Looks once. What could not be written is seen again by the next round. */
  async round(): Promise<void> {
    await this.#dropTimersOffDuty();
    this.#ask();
    const now = this.#gateway.now();
    const policy = alarmPolicy(this.#gateway.directory);
    const next = step(this.#followed, sights(this.#situation(now)), now, {
      settling: (kind) => settling(kind, policy),
      mostOfAKind: MOST_OF_A_KIND,
    });
    if (await this.#write(next, now)) this.#followed = next.followed;
  }

  async #write({ begun, graver, ended: over }: Step, now: number): Promise<boolean> {
    const { newId, directory, storage } = this.#gateway;
    const policy = alarmPolicy(directory);
    const fresh = begun.map(({ cause, since }) => {
      const keep = cause.kind === 'sos' || policy[RULE_OF[cause.kind]].keep;
      return putRow('alarm', alarmOf(cause, newId(), since, now, keep), 0);
    });
    const changed = [
      ...graver.map((cause) => ({
        before: this.#alarms.get(cause.key),
        change: (a: CentreAlarm) => raised(a, cause, now),
      })),
      ...over.map((key) => ({ before: this.#alarms.get(key), change: (a: CentreAlarm) => ended(a, now) })),
    ].flatMap(({ before, change }) => (before ? [putRow('alarm', change(before), before.version)] : []));
    const puts = [...fresh, ...changed];
    return puts.length === 0 || (await storage.commit({ puts })).ok;
  }

  #situation(now: number): Situation {
    const crowds = [...this.#alarms.values()].flatMap(({ key, kind, lon, lat }) =>
      kind === 'crowding' && lon !== null && lat !== null ? [[key, { lon, lat }] as const] : [],
    );
    const onDuty = this.#onDuty();
    const areas = this.#areas.list();
    const placed = new Placed(onDuty, now);
    this.#fences = fencesAfter(this.#fences, { now, areas, onDuty, placed });
    return {
      now,
      listeningSince: this.#listeningSince,
      policy: alarmPolicy(this.#gateway.directory),
      onDuty,
      placed,
      timers: [...this.#timers.values()],
      cases: this.#cases.list(now),
      areas,
      fences: this.#fences,
      followed: this.#followed,
      crowdsTold: new Map(crowds),
    };
  }

  #onDuty(): Map<string, OnDuty> {
    const { directory, fleet } = this.#gateway;
    const onDuty = new Map<string, OnDuty>();
    for (const { id, index, onDuty: isOn, dutySince } of directory.workers.values()) {
      if (!isOn) continue;
      const status = fleet.statusOf(index);
      const fix = fleet.lastOf(index);
      onDuty.set(id, {
        id,
        dutySince: dutySince ?? 0,
        // Where somebody was before this duty is nobody's business.
        place: fix && fix.t >= (dutySince ?? 0) ? fix : null,
        outOfGrid: (status & STATUS.outOfGrid) !== 0,
        busy: (status & STATUS.busy) !== 0,
      });
    }
    return onDuty;
  }

  #follow(change: Change): void {
    this.#cases.follow(change);
    this.#areas.follow(change);
    if (change.entity === 'alarm' && change.op === 'put') this.#keep(change.value as CentreAlarm);
    if (change.entity !== 'welfare-timer') return;
    if (change.op === 'put') this.#timers.set(change.id, change.value as WelfareTimer);
    else this.#timers.delete(change.id);
    this.#askOne(change.id, this.#timers.get(change.id) ?? null);
  }

  #keep(alarm: CentreAlarm): void {
    if (alarm.kind === 'sos') return;
    if (alarm.endedAt === null) this.#alarms.set(alarm.key, { ...alarm, kind: alarm.kind });
    else if (this.#alarms.get(alarm.key)?.id === alarm.id) this.#alarms.delete(alarm.key);
  }

  #stageOf(timer: WelfareTimer): WelfareStage {
    return welfareStage(timer, alarmPolicy(this.#gateway.directory).welfare, this.#gateway.now());
  }

  /** Reminds those whose time is near, and asks those whose time is over. */
  #ask(): void {
    for (const [id, timer] of this.#timers) {
      const asked = this.#asked.get(id);
      const level = welfareLevel(this.#stageOf(timer));
      const again = level >= 2 && this.#gateway.now() - (asked?.at ?? 0) >= ASK_AGAIN_MS;
      if (level !== asked?.level || again) this.#askOne(id, timer);
    }
  }

  #askOne(workerId: string, timer: WelfareTimer | null): void {
    const told = toldOf(timer, timer ? this.#stageOf(timer) : 'running');
    if (timer) this.#asked.set(workerId, { level: told.level, at: this.#gateway.now() });
    else this.#asked.delete(workerId);
    this.#tell(workerId, told);
  }

  /** Nobody has to say that all is well at home. */
  async #dropTimersOffDuty(): Promise<void> {
    const { directory, storage } = this.#gateway;
    const over = [...this.#timers.keys()].filter((id) => directory.workers.get(id)?.onDuty !== true);
    if (over.length > 0) await storage.commit({ dels: over.map((id) => ({ entity: 'welfare-timer', id })) });
  }
}
