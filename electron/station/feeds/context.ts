import type { FeedInput, FeedName, FeedOutput } from '#shared/contract/feeds.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import type { Alarms } from '../alarms/alarms.ts';
import type { Cache } from '../cache/cache.ts';
import type { StorageCare } from '../care/storageCare.ts';
import type { Statements } from '../db/statements.ts';
import type { FleetTable } from '../fleet/fleetTable.ts';
import type { ImportDesk } from '../imports/importDesk.ts';
import type { Knowledge } from '../intake/knowledge.ts';
import type { Media } from '../media/media.ts';
import type { OutboxItems } from '../outbox/items.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Overlays } from '../overlays/overlays.ts';
import type { Reveals } from '../vault/reveals.ts';
import type { Log } from '../log.ts';
import type { Listening } from '../recordings/listening.ts';
import type { Recordings } from '../recordings/recordings.ts';
import type { Radio } from '../radio/radio.ts';
import type { Window } from '../serve/windows.ts';
import type { Session } from '../session/session.ts';
import type { LookUps } from '../trails/lookUps.ts';
import type { Trails } from '../trails/trails.ts';
import type { VideoDesk } from '../video/videoDesk.ts';
import type { CoverageWatch } from '../zones/coverageWatch.ts';
import type { CommandLives } from './commandLives.ts';

/** What a feed may read. */
export interface FeedContext {
  statements: Statements;
  cache: Cache;
  outbox: Outbox;
  /** the outbox as windows see it */
  items: OutboxItems;
  fleet: FleetTable;
  /** who is in which grid */
  coverage: Pick<CoverageWatch, 'known'>;
  /** how far commands are, kept between two readings */
  lives: CommandLives;
  /** what the intake form proposes from */
  knowledge: Knowledge;
  imports: ImportDesk;
  overlays: Overlays;
  session: Session;
  alarms: Alarms;
  media: Media;
  care: StorageCare;
  /** null where they cannot be kept */
  trails: Trails | null;
  lookUps: LookUps;
  radio: Radio;
  recordings: Recordings;
  listening: Listening;
  log: Log;
  /** who asks; null: nobody in particular */
  window: Window | null;
  video: VideoDesk;
  /** what was revealed here; null for windows that others look at */
  reveals: Reveals | null;
  /** Asks the centre something beyond the cache; rejects when no answer comes. */
  askCentre(event: 'query', payload: unknown): Promise<unknown>;
  status(): StationStatus;
  /** this machine's clock */
  now(): number;
  /** how old something is within this process is told by it */
  monotonic(): number;
  /** the best estimate of the centre's clock */
  serverNow(): number;
}

/** One feed: its input has been validated. */
export type Feed<K extends FeedName> = (
  context: FeedContext,
  input: ParsedInput<K>,
) => FeedOutput<K> | Promise<FeedOutput<K>>;
export type ParsedInput<K extends FeedName> = FeedInput<K>;
export type Feeds = { [K in FeedName]: Feed<K> };
