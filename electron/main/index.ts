import { app } from 'electron';
import { startConsole } from './console.ts';
import { registerSchemes } from './protocols.ts';

registerSchemes();
// Not awaited at top level: Electron says `ready` only after this module has been loaded.
void app.whenReady().then(startConsole);
