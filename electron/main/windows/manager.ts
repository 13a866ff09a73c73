import { join } from 'node:path';
import { BrowserWindow, type Display, screen } from 'electron';
import type { WindowKind } from '#shared/contract/bridge.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { loadJson, saveJson } from '../jsonFile.ts';
import type { Log } from '../log.ts';
import {
  type DisplayArea,
  isStranded,
  placeWindow,
  type SavedWindows,
  savedWindowsSchema,
  wallDisplay,
} from './bounds.ts';
import { WINDOWS } from './registry.ts';
import { ReloadPauses } from './reload.ts';

const SURFACE = { dark: '#0d1319', light: '#eef1f4' };

interface Deps {
  home: string;
  preload: string;
  settings: () => Settings;
  /** gives the page its port to the station; called at every load of a page */
  connect: (window: BrowserWindow, kind: WindowKind) => void;
  log: Log;
}

/** Opens, places and remembers the windows; brings a crashed page back where it was. */
export class WindowManager {
  readonly #deps: Deps;
  readonly #file: string;
  readonly #kinds = new Map<number, WindowKind>();
  #saved: SavedWindows;
  /** where a damaged file of window places was set aside at start, or null */
  readonly damaged: string | null;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#file = join(deps.home, 'windows.json');
    const loaded = loadJson<SavedWindows>(this.#file, savedWindowsSchema, {}, Date.now());
    this.#saved = loaded.value;
    this.damaged = loaded.damaged;
    if (loaded.damaged) deps.log.warn({ file: loaded.damaged }, 'window places were damaged and set aside');
    screen.on('display-removed', () => this.#rescue());
  }

  all(): { window: BrowserWindow; kind: WindowKind }[] {
    return BrowserWindow.getAllWindows().flatMap((window) => {
      const kind = this.#kinds.get(window.id);
      return kind ? [{ window, kind }] : [];
    });
  }

  /** The kind of the window that shows a page; null when it is none of ours. */
  kindOf(webContentsId: number): WindowKind | null {
    return this.all().find(({ window }) => window.webContents.id === webContentsId)?.kind ?? null;
  }

  /** Opens a window of a kind; a wall or video window that is open already is brought to the front instead. */
  open(kind: WindowKind): BrowserWindow {
    const open = kind === 'desk' ? undefined : this.all().find((entry) => entry.kind === kind);
    if (open) {
      open.window.focus();
      return open.window;
    }
    const row = WINDOWS[kind];
    const settings = this.#deps.settings();
    const { display, bounds } = this.#place(kind);
    const kiosk = row.ownDisplay && !display.primary;
    const window = new BrowserWindow({
      ...row.options,
      ...bounds,
      title: row.title[settings.language],
      backgroundColor: SURFACE[settings.theme],
      autoHideMenuBar: true,
      fullscreen: kiosk,
      kiosk,
      show: true,
      webPreferences: {
        preload: this.#deps.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        // An alarm must sound though nobody has clicked in this window yet.
        autoplayPolicy: 'no-user-gesture-required',
        // A wall on another display is never focused; its map must go on all the same. Video that nobody sees must not: its page
        // has to hear that it is hidden.
        backgroundThrottling: kind === 'video',
      },
    });
    this.#kinds.set(window.id, kind);
    if (this.#saved[kind]?.maximized && !kiosk) window.maximize();
    this.#watch(window, kind);
    void this.#load(window, row.page);
    return window;
  }

  /** Names every window anew in a language just chosen. */
  retitle(language: Settings['language']): void {
    for (const { window, kind } of this.all()) window.setTitle(WINDOWS[kind].title[language]);
  }

  #place(kind: WindowKind): { display: DisplayArea; bounds: Electron.Rectangle } {
    const row = WINDOWS[kind];
    const saved = this.#saved[kind];
    const primaryId = screen.getPrimaryDisplay().id;
    const displays = screen.getAllDisplays().map((display) => displayArea(display, primaryId));
    const home = row.ownDisplay
      ? wallDisplay(displays, saved?.displayId)
      : (displays.find((display) => display.primary) ?? wallDisplay(displays, undefined));
    if (row.ownDisplay) return { display: home, bounds: home.bounds };
    const wished = { width: row.options.width ?? 1280, height: row.options.height ?? 800 };
    return { display: home, bounds: placeWindow(saved?.bounds, wished, displays, home) };
  }

  async #load(window: BrowserWindow, page: string): Promise<void> {
    const dev = process.env.ELECTRON_RENDERER_URL;
    try {
      await window.loadURL(dev ? `${dev}/${page}` : `app://street/${page}`);
    } catch (error) {
      this.#deps.log.error({ page, error: String(error) }, 'page could not be loaded');
    }
  }

  #watch(window: BrowserWindow, kind: WindowKind): void {
    const { log } = this.#deps;
    const { id, webContents } = window;
    const pauses = new ReloadPauses();
    webContents.on('dom-ready', () => this.#deps.connect(window, kind));
    window.on('page-title-updated', (event) => event.preventDefault());
    webContents.on('render-process-gone', (_event, details) => {
      if (details.reason === 'clean-exit') return;
      const pause = pauses.next(Date.now());
      log.error({ kind, reason: details.reason, pause }, 'page process gone; reloading');
      const reload = () => {
        if (!window.isDestroyed()) webContents.reload();
      };
      if (pause === 0) reload();
      else setTimeout(reload, pause);
    });
    webContents.on('unresponsive', () => log.warn({ kind }, 'page does not respond'));
    const remember = () => this.#remember(window, kind);
    window.on('resized', remember);
    window.on('moved', remember);
    window.on('close', remember);
    window.on('closed', () => this.#kinds.delete(id));
  }

  #remember(window: BrowserWindow, kind: WindowKind): void {
    if (window.isDestroyed()) return;
    // A wall always fills its display: which one that is, is all there is to remember. A desk is full screen for a while only.
    const fills = window.isFullScreen();
    if (fills && !WINDOWS[kind].ownDisplay) return;
    const bounds = fills ? window.getBounds() : window.getNormalBounds();
    this.#saved = {
      ...this.#saved,
      [kind]: { bounds, displayId: screen.getDisplayMatching(bounds).id, maximized: window.isMaximized() },
    };
    try {
      saveJson(this.#file, this.#saved);
    } catch (error) {
      this.#deps.log.warn({ error: String(error) }, 'window bounds could not be saved');
    }
  }

  /** A display is gone: what stood on it comes to one that is left. Windows on the others stay as they are. */
  #rescue(): void {
    const displays = screen.getAllDisplays();
    const primaryId = screen.getPrimaryDisplay().id;
    for (const { window, kind } of this.all()) {
      const place = window.getBounds();
      // The system may have moved a wall already: it then fills the display of a desk.
      const coversDesk = window.isKiosk() && screen.getDisplayMatching(place).id === primaryId;
      if (!coversDesk && !isStranded(place, displays)) continue;
      const { display, bounds } = this.#place(kind);
      const { ownDisplay } = WINDOWS[kind];
      if (ownDisplay) window.setKiosk(false);
      window.setBounds(bounds);
      if (ownDisplay && !display.primary) window.setKiosk(true);
    }
  }
}

function displayArea(display: Display, primaryId: number): DisplayArea {
  return { id: display.id, primary: display.id === primaryId, bounds: display.bounds, workArea: display.workArea };
}
