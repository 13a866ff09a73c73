import { app } from 'electron';
import { startConsole } from './console.ts';
import { prepareLaunch } from './launch.ts';
import type { Log } from './log.ts';
import { registerSchemes } from './protocols.ts';

registerSchemes();
const launch = prepareLaunch();
if (launch) goOnAfterErrors(launch.log);
// Not awaited at top level: Electron says `ready` only after this module has been loaded.
if (launch) void app.whenReady().then(() => startConsole(launch));
else app.quit();

/**
 * Left to Electron, an error that nobody caught opens a box that must be answered before anything goes on, quitting included.
 * Main holds no data and every window stands by itself: what broke is in the log, the rest goes on.
 */
function goOnAfterErrors(log: Log): void {
  process.on('uncaughtException', (error) => log.fatal({ err: error }, 'an uncaught error'));
  process.on('unhandledRejection', (error) => log.fatal({ err: error }, 'an unhandled rejection'));
}
