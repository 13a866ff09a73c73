// Runs inside Electron for scripts/buildRadioSound.ts: a hidden page encodes the sound, one line says it.
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

async function tell() {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  // WebCodecs is there for pages of a trustworthy origin only: a file is one.
  await window.loadFile(join(import.meta.dirname, 'page.html'));
  const packets = await window.webContents.executeJavaScript('encodeChirps()');
  process.stdout.write(`PACKETS ${JSON.stringify(packets)}\n`);
  app.exit(0);
}

void app.whenReady().then(tell, () => app.exit(1));
