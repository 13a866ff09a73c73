import { app } from 'electron';
import { startConsole } from './console.ts';
import { prepareLaunch } from './launch.ts';
import { registerSchemes } from './protocols.ts';

registerSchemes();
const launch = prepareLaunch();
// Not awaited at top level: Electron says `ready` only after this module has been loaded.
if (launch) void app.whenReady().then(() => startConsole(launch));
else app.quit();
