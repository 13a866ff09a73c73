// Runs inside Electron for scripts/doctor/probe.ts: one hidden window, one line of facts, and out.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

/** No window within this time means that none will come. */
const patienceMs = 20_000;

/** The driver by the station's rule: Node-API 10 and newer load the npm package, older runtimes bring their own. */
function sqliteFacts() {
  const own = join(process.resourcesPath, 'sqlite-driver', 'package.json');
  const from =
    Number(process.versions.napi) < 10 && existsSync(join(own, '..', 'node_modules')) ? own : import.meta.url;
  try {
    const load = createRequire(from);
    const Database = load('better-sqlite3');
    const db = new Database(':memory:');
    const { version } = db.prepare('SELECT sqlite_version() AS version').get();
    db.close();
    return { driver: load('better-sqlite3/package.json').version, sqlite: version };
  } catch (error) {
    return { driver: error instanceof Error ? error.message : String(error), sqlite: '' };
  }
}

const askPage = `(() => {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  return { webgl2: Boolean(gl), renderer: names ? gl.getParameter(names.UNMASKED_RENDERER_WEBGL) : '' };
})()`;

async function tell() {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<title>doctor</title>');
  const page = await window.webContents.executeJavaScript(askPage);
  const { chrome, node, napi } = process.versions;
  process.stdout.write(`FACTS ${JSON.stringify({ chrome, node, napi, ...sqliteFacts(), ...page })}\n`);
  app.exit(0);
}

setTimeout(() => {
  process.stderr.write(`no window within ${patienceMs / 1000} s\n`);
  app.exit(1);
}, patienceMs);
void app.whenReady().then(tell, () => app.exit(1));
