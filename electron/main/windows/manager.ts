import { BrowserWindow, screen } from 'electron';
import { IPC } from '#shared/contract/bridge.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { fittingScale, nextScale, type Scale, type ScaleChange } from '#shared/contract/scales.ts';
import {
  type DeepLink,
  deskOf,
  freeName,
  kindOf,
  type Panel,
  panelName,
  panelOf,
  type WindowKind,
} from '#shared/contract/windows.ts';
import type { Log } from '../log.ts';
import { type DisplayArea, freeDisplay, placeWindow, type Rectangle, wallDisplay } from './bounds.ts';
import { areas, DisplayWatch } from './displays.ts';
import { SavedPlaces } from './places.ts';
import { PANEL_TITLES, WINDOWS } from './registry.ts';
import { ReloadPauses } from './reload.ts';

const SURFACE = { dark: '#0d1319', light: '#eef1f4' };
/** A window that is dragged moves many times; one whose display is going is moved by the system before the app hears of it. */
const REMEMBER_AFTER_MS = 400;

interface Deps {
  home: string;
  preload: string;
  settings: () => Settings;
  /** gives the page its port to the station; called at every load of a page */
  connect: (window: BrowserWindow, kind: WindowKind) => void;
  log: Log;
}
interface Entry {
  window: BrowserWindow;
  kind: WindowKind;
  name: string;
}

/** Opens, places and remembers the windows; brings a crashed page back where it was, and a wall when its display is back. */
export class WindowManager {
  readonly #deps: Deps;
  readonly #places: SavedPlaces;
  readonly #names = new Map<number, string>();
  readonly #remembering = new Map<string, NodeJS.Timeout>();
  readonly #displays: DisplayWatch;
  readonly #links = new Map<string, DeepLink>();
  #quitting = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#places = new SavedPlaces(deps.home, deps.log);
    this.#displays = new DisplayWatch({
      all: () => this.all(),
      belongs: (name) => this.#places.of(name)?.displayId,
      place: (name) => this.#place(name),
      moved: (name) => this.#forgetMove(name),
      log: deps.log,
    });
  }

  get damaged(): string | null {
    return this.#places.damaged;
  }

  all(): Entry[] {
    return BrowserWindow.getAllWindows().flatMap((window) => {
      const name = this.#names.get(window.id);
      return name === undefined ? [] : [{ window, name, kind: kindOf(name) }];
    });
  }

  /** The window that shows a page; undefined when it is none of ours. */
  byContents(webContentsId: number): Entry | undefined {
    return this.all().find(({ window }) => window.webContents.id === webContentsId);
  }

  /** Opens what stood open when the app ended: at least a desk. */
  restore(): void {
    const names = this.#places.open().map(({ name }) => name);
    for (const name of names.length > 0 ? names : ['desk-1']) this.#open(name);
  }

  /** The windows of one kind that stood open, or one. */
  restoreKind(kind: WindowKind): void {
    const names = this.#places.open(kind).map(({ name }) => name);
    for (const name of names.length > 0 ? names : [freeName(kind, [])]) this.#open(name);
  }

  /** Windows that close from now on close because the app does: they come back with it. */
  quitting(): void {
    this.#quitting = true;
  }

  /** Opens a window of a kind. There is one video window, and one wall for each display beside the first: then it comes to the front. */
  open(kind: WindowKind): void {
    const open = this.all().filter((entry) => entry.kind === kind);
    const another =
      open.length === 0 || kind === 'desk' || (kind === 'wall' && freeDisplay(areas(), this.#wallDisplays()));
    const names = open.map(({ name }) => name);
    if (another) this.#open(freeName(kind, names));
    else open[0]?.window.focus();
  }

  /** Takes a panel of a desk into a window of its own, or brings that window to the front. */
  tearOff(desk: string, panel: Panel): void {
    this.#open(panelName(desk, panel));
  }

  /** Closes the window of a panel, and brings its desk to the front. */
  dock(name: string): void {
    if (panelOf(name) === null) return;
    this.#find(name)?.close();
    this.#open(deskOf(name));
  }

  scaleOf(name: string): Scale {
    return this.#places.of(name)?.scale ?? 1;
  }

  /** Draws a window larger (1), smaller (-1), or as usual (0): no larger than what it shows has room. */
  zoom({ id }: { id: number }, direction: 1 | 0 | -1): void {
    const name = this.#names.get(id);
    const window = name === undefined ? undefined : this.#find(name);
    if (name === undefined || !window) return;
    const fitting = (scale: Scale) => fittingScale(scale, kindOf(name), window.getContentBounds());
    const shown = fitting(this.scaleOf(name));
    const scale = direction === 0 ? 1 : fitting(nextScale(shown, direction));
    const refused = direction === 1 && scale === shown;
    // What was chosen in a larger window holds there again.
    if (!refused) this.#save(window, name, { scale });
    window.webContents.send(IPC.scaleChanged, { scale, refused } satisfies ScaleChange);
  }

  /** Has a desk follow a link from outside: the one worked at, else any, else a new one. */
  follow(link: DeepLink): void {
    const desks = this.all().filter(({ kind, name }) => kind === 'desk' && panelOf(name) === null);
    const desk = desks.find(({ window }) => window.isFocused()) ?? desks[0];
    const name = desk?.name ?? 'desk-1';
    this.#links.set(name, link);
    const window = this.#open(name);
    if (desk) window.webContents.send(IPC.linkCame, null);
  }

  /** The link a window is to follow; once. */
  takeLink(name: string): DeepLink | null {
    const link = this.#links.get(name) ?? null;
    this.#links.delete(name);
    return link;
  }

  /** Brings the app to the front. */
  focus(): void {
    const first = this.all()[0];
    if (!first) return this.open('desk');
    toFront(first.window);
  }

  /** Names every window anew in a language just chosen. */
  retitle(): void {
    for (const { window, name } of this.all()) window.setTitle(this.#title(name));
  }

  #title(name: string): string {
    const { language } = this.#deps.settings();
    const panel = panelOf(name);
    const title = WINDOWS[kindOf(name)].title[language];
    return panel === null ? title : `${title} · ${PANEL_TITLES[panel][language]}`;
  }

  #find(name: string): BrowserWindow | undefined {
    return this.all().find((entry) => entry.name === name)?.window;
  }

  /** displays that have a wall */
  #wallDisplays(but = ''): Set<number> {
    const walls = this.all().filter(({ kind, name }) => kind === 'wall' && name !== but);
    return new Set(walls.map(({ window }) => screen.getDisplayMatching(window.getBounds()).id));
  }

  /** Opens the window of a name, or brings it to the front. */
  #open(name: string): BrowserWindow {
    const open = this.#find(name);
    if (open) {
      toFront(open);
      return open;
    }
    const kind = kindOf(name);
    const row = WINDOWS[kind];
    const { display, bounds } = this.#place(name);
    const kiosk = row.ownDisplay && !display.primary;
    const window = new BrowserWindow({
      ...row.options,
      ...bounds,
      title: this.#title(name),
      backgroundColor: SURFACE[this.#deps.settings().theme],
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
    this.#names.set(window.id, name);
    if (this.#places.of(name)?.maximized && !kiosk) window.maximize();
    this.#watch(window, name);
    this.#save(window, name, {});
    void this.#load(window, row.page);
    return window;
  }

  #place(name: string): { display: DisplayArea; bounds: Rectangle } {
    const row = WINDOWS[kindOf(name)];
    const saved = this.#places.of(name);
    const displays = areas();
    if (row.ownDisplay) {
      const display = wallDisplay(displays, saved?.displayId, this.#wallDisplays(name));
      if (!display.primary) return { display, bounds: display.bounds };
    }
    const home = displays.find(({ primary }) => primary) ?? wallDisplay(displays, undefined);
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

  #watch(window: BrowserWindow, name: string): void {
    const { log } = this.#deps;
    const { id, webContents } = window;
    const kind = kindOf(name);
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
    const moved = () => this.#rememberSoon(window, name);
    window.on('resized', moved);
    window.on('moved', moved);
    window.on('close', () => {
      this.#forgetMove(name);
      this.#save(window, name, {});
      if (!this.#quitting) for (const panel of this.#panelsOf(name)) panel.close();
    });
    window.on('closed', () => {
      this.#names.delete(id);
      if (!this.#quitting) this.#places.closed(name);
      this.#displays.forget(name);
    });
  }

  #panelsOf(desk: string): BrowserWindow[] {
    return this.all().flatMap(({ name, window }) => (panelOf(name) !== null && deskOf(name) === desk ? [window] : []));
  }

  #rememberSoon(window: BrowserWindow, name: string): void {
    this.#forgetMove(name);
    const remember = () => {
      this.#remembering.delete(name);
      if (!window.isDestroyed()) this.#save(window, name, {});
    };
    this.#remembering.set(name, setTimeout(remember, REMEMBER_AFTER_MS));
  }

  #forgetMove(name: string): void {
    clearTimeout(this.#remembering.get(name));
    this.#remembering.delete(name);
  }

  #save(window: BrowserWindow, name: string, change: { scale?: Scale }): void {
    const before = this.#places.of(name);
    // A wall always fills its display: which one that is, is all there is to remember. A desk is full screen for a while only.
    const fills = window.isFullScreen() && !WINDOWS[kindOf(name)].ownDisplay;
    const stays = before !== undefined && (this.#displays.isAway(name) || fills);
    const bounds = window.isFullScreen() ? window.getBounds() : window.getNormalBounds();
    const place = stays
      ? { bounds: before.bounds, displayId: before.displayId, maximized: before.maximized }
      : { bounds, displayId: screen.getDisplayMatching(bounds).id, maximized: window.isMaximized() };
    this.#places.save({
      name,
      ...place,
      scale: change.scale ?? before?.scale ?? 1,
      open: true,
    });
  }
}

function toFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
