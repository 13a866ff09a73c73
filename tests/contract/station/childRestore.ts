/**
 * A restore in a process of its own that kills itself at one of its steps, for tests. Arguments: the data
 * folder, the step. The file system calls are the real ones.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import pino from 'pino';

const [home = '', step = ''] = process.argv.slice(2);
const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};
const { renameSync } = fs;
const files = { swap: join(home, 'station.db.swap'), present: join(home, 'station.db') };
fs.renameSync = (from, to) => {
  if (step === 'before-swap' && to === files.swap) die();
  renameSync(from, to);
  if (step === 'after-marker' && to === files.swap) die();
  if (step === 'present-moved' && from === files.present) die();
  if (step === 'incoming-moved' && to === files.present) die();
};
syncBuiltinESMExports();
const { settleRestore } = await import('../../../electron/station/care/restore.ts');
const { loadDriver } = await import('../../../electron/station/db/driver.ts');
settleRestore(home, loadDriver(''), Date.now(), pino({ level: 'silent' }));
process.stdout.write('done\n');
