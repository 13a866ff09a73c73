import type { WorkCalendar } from '#shared/domain/calendar.ts';
import type { LiveCommands } from './commands/liveCommands.ts';
import type { ContactVault } from './cases/contactVault.ts';
import type { Directory } from './directory/directory.ts';
import type { PositionFilter } from './fleet/positionFilter.ts';
import type { FleetTable } from './fleet/table.ts';
import type { TrailRecorder } from './fleet/trail.ts';
import type { Logger } from './logger.ts';
import type { MediaFiles } from './media/mediaFiles.ts';
import type { Metrics } from './http/metrics.ts';
import type { Streets } from './streets/streets.ts';
import type { Storage } from './storage/storage.ts';

/** What everything in the gateway stands on; made once in `server.ts`, the only place with a clock of its own. */
export interface Gateway {
  storage: Storage;
  /** milliseconds since the epoch */
  now: () => number;
  /** a new UUIDv7 */
  newId: () => string;
  log: Logger;
  metrics: Metrics;
  directory: Directory;
  calendar: WorkCalendar;
  vault: ContactVault;
  fleet: FleetTable;
  positions: PositionFilter;
  trail: TrailRecorder;
  streets: Streets;
  files: MediaFiles;
  commands: LiveCommands;
}
