import { join } from 'node:path';
import { app, type BrowserWindow, dialog, utilityProcess } from 'electron';
import { diagnosticsSavedSchema, type DiagnosticsOrder, type DiagnosticsSaved } from '#shared/contract/diagnostics.ts';
import type { Log } from './log.ts';

const PATIENCE_MS = 120_000;
const TITLE = { 'zh-CN': '保存诊断包', en: 'Save the diagnostics bundle' };

export interface DiagnosticsWorld {
  /** code of the process that makes the bundle */
  entry: string;
  home: string;
  language: 'zh-CN' | 'en';
  log: Log;
  /** the station's own words; null when it does not answer */
  status(): Promise<unknown>;
}

/** Asks where to, then makes the diagnostics bundle there in a process of its own: it works although the station does not. */
export async function saveDiagnostics(window: BrowserWindow, world: DiagnosticsWorld): Promise<DiagnosticsSaved> {
  const stamp = new Date().toISOString().slice(0, 16).replaceAll(':', '');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: TITLE[world.language],
    defaultPath: join(app.getPath('downloads'), `street-diagnostics-${stamp}.zip`),
    filters: [{ name: 'ZIP', extensions: ['zip'] }],
  });
  if (canceled || !filePath) return { state: 'cancelled' };
  const { electron, chrome, node, v8 } = process.versions;
  const saved = await make(world, {
    home: world.home,
    target: filePath,
    resourcesPath: process.resourcesPath,
    versions: { app: app.getVersion(), electron, chrome, node, v8, platform: process.platform, arch: process.arch },
    status: await world.status(),
  });
  if (saved.state === 'failed') world.log.error({ code: saved.code }, 'a diagnostics bundle could not be made');
  return saved;
}

function make({ entry }: DiagnosticsWorld, order: DiagnosticsOrder): Promise<DiagnosticsSaved> {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'street-diagnostics', stdio: 'ignore' });
    const end = (saved: DiagnosticsSaved): void => {
      clearTimeout(timer);
      resolve(saved);
      child.kill();
    };
    const failed = (code: string): void => end({ state: 'failed', reason: 'bundle-failed', code });
    const timer = setTimeout(() => failed('timeout'), PATIENCE_MS);
    child.on('message', (message: unknown) => {
      const saved = diagnosticsSavedSchema.safeParse(message);
      if (saved.success) end(saved.data);
    });
    child.on('exit', (code) => failed(`exit ${code}`));
    child.postMessage(order);
  });
}
