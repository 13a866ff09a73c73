import { type BrowserWindow, type Display, screen } from 'electron';
import type { WindowKind } from '#shared/contract/windows.ts';
import type { Log } from '../log.ts';
import { type DisplayArea, isStranded, type Rectangle } from './bounds.ts';
import { WINDOWS } from './registry.ts';

export function areas(): DisplayArea[] {
  const primaryId = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map((display) => displayArea(display, primaryId));
}

function displayArea(display: Display, primaryId: number): DisplayArea {
  return { id: display.id, primary: display.id === primaryId, bounds: display.bounds, workArea: display.workArea };
}

interface Deps {
  all: () => { window: BrowserWindow; kind: WindowKind; name: string }[];
  /** the display on which a window was left */
  belongs: (name: string) => number | undefined;
  /** where a window goes with the displays there are now */
  place: (name: string) => { display: DisplayArea; bounds: Rectangle };
  /** a window was moved by this class, not by its operator */
  moved: (name: string) => void;
  log: Log;
}

/** Keeps every window on a display that is there: brings home what stood on one that is lost, and back when it returns. */
export class DisplayWatch {
  readonly #deps: Deps;
  readonly #away = new Set<string>();

  constructor(deps: Deps) {
    this.#deps = deps;
    screen.on('display-removed', () => this.#rescue());
    screen.on('display-added', () => this.#bringBack());
    screen.on('display-metrics-changed', () => this.#refit());
  }

  /** Whether a window's display is gone: what is remembered of it is where it belongs. */
  isAway(name: string): boolean {
    return this.#away.has(name);
  }

  forget(name: string): void {
    this.#away.delete(name);
  }

  /** A display is gone: what stood on it comes to one that is left. Windows on the others stay as they are. */
  #rescue(): void {
    const displays = areas();
    for (const { window, name, kind } of this.#deps.all()) {
      const gone = !displays.some(({ id }) => id === this.#deps.belongs(name));
      // The system may have moved a wall already: it then fills the display of a desk.
      if (!isStranded(window.getBounds(), displays) && !(gone && kind === 'wall')) continue;
      this.#away.add(name);
      this.#deps.log.warn({ name }, 'the display of a window is gone');
      this.#moveTo(window, name, kind);
    }
  }

  /** A display is there (again): windows that belong on it go back. */
  #bringBack(): void {
    const displays = areas();
    for (const { window, name, kind } of this.#deps.all()) {
      if (!this.#away.has(name)) continue;
      if (!displays.some(({ id }) => id === this.#deps.belongs(name))) continue;
      this.#deps.log.info({ name }, 'the display of a window is back');
      this.#moveTo(window, name, kind);
      this.#away.delete(name);
    }
  }

  /** A display has another size, place or scale: walls fill it, what can no longer be got hold of comes home. */
  #refit(): void {
    const displays = areas();
    for (const { window, name, kind } of this.#deps.all()) {
      if (kind === 'wall' || isStranded(window.getBounds(), displays)) this.#moveTo(window, name, kind);
    }
  }

  #moveTo(window: BrowserWindow, name: string, kind: WindowKind): void {
    const { display, bounds } = this.#deps.place(name);
    const { ownDisplay } = WINDOWS[kind];
    if (ownDisplay) window.setKiosk(false);
    window.setBounds(bounds);
    if (ownDisplay && !display.primary) window.setKiosk(true);
    this.#deps.moved(name);
  }
}
