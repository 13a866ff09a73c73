import { app, BrowserWindow } from 'electron';
import type { PageKind } from '#shared/contract/bridge.ts';
import type { PrintDocument, PrintJob, Rendered } from '#shared/contract/printing.ts';
import type { Log } from '../log.ts';
import { type Printed, PrintFailed } from './printFailed.ts';

const PATIENCE_MS = 90_000;
/** A4 at 96 dots an inch, without its margins */
const SHEET = { width: 794, height: 1123 };
const MARGINS = { top: 0.4, bottom: 0.6, left: 0.45, right: 0.45 };
/** Chromium fills in the numbers; nothing of the document stands here. */
const PAGE_NUMBERS =
  '<div style="width:100%;text-align:center;font-size:8px;color:#555"><span class="pageNumber"></span> / <span class="totalPages"></span></div>';

interface Deps {
  preload: string;
  connect: (window: BrowserWindow, kind: PageKind) => void;
  log: Log;
}

interface Running {
  job: PrintJob;
  window: BrowserWindow;
  end: (rendered: Rendered) => void;
}

/**
 * Makes PDFs: each document is rendered by a page of its own in a hidden window with the rights of a page that only reads, and is
 * gone with its window. One at a time: two would take twice the memory and no less time.
 */
export class PrintShop {
  readonly #deps: Deps;
  readonly #running = new Map<number, Running>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Rejects with PrintFailed. */
  make(document: PrintDocument, planned = false): Promise<Printed> {
    const made = this.#last.then(() => this.#make({ document, planned }));
    this.#last = made.catch(() => undefined);
    return made;
  }

  /** Whether a page stands in a hidden window of ours. */
  has(webContentsId: number): boolean {
    return this.#running.has(webContentsId);
  }

  jobOf(webContentsId: number): PrintJob | null {
    return this.#running.get(webContentsId)?.job ?? null;
  }

  rendered(webContentsId: number, rendered: Rendered): void {
    this.#running.get(webContentsId)?.end(rendered);
  }

  /** Every hidden window needs a fresh port: a new station stands in for a dead one. */
  reconnect(): void {
    for (const { window } of this.#running.values()) this.#deps.connect(window, 'print');
  }

  async #make(job: PrintJob): Promise<Printed> {
    const window = hiddenWindow(this.#deps.preload);
    const { webContents } = window;
    const { id } = webContents;
    const started = performance.now();
    try {
      const rendered = await new Promise<Rendered>((resolve) => {
        const timer = setTimeout(() => resolve({ ok: false, reason: 'timeout' }), PATIENCE_MS);
        const end = (answer: Rendered): void => {
          clearTimeout(timer);
          resolve(answer);
        };
        this.#running.set(id, { job, window, end });
        webContents.on('dom-ready', () => this.#deps.connect(window, 'print'));
        webContents.on('render-process-gone', () => end({ ok: false, reason: 'page-gone' }));
        const dev = process.env.ELECTRON_RENDERER_URL;
        const page = dev ? `${dev}/print.html` : 'app://street/print.html';
        window.loadURL(page).catch(() => end({ ok: false, reason: 'page-gone' }));
      });
      if (!rendered.ok) throw new PrintFailed(rendered.reason);
      const pdf = await webContents.printToPDF({
        pageSize: 'A4',
        printBackground: true,
        margins: MARGINS,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: PAGE_NUMBERS,
        generateTaggedPDF: true,
      });
      const ms = Math.round(performance.now() - started);
      this.#deps.log.info({ kind: job.document.kind, planned: job.planned, bytes: pdf.length, ms }, 'document printed');
      return { pdf, book: rendered.book, name: rendered.name };
    } finally {
      this.#running.delete(id);
      if (!window.isDestroyed()) window.destroy();
    }
  }
}

function hiddenWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    ...SHEET,
    show: false,
    paintWhenInitiallyHidden: true,
    skipTaskbar: true,
    title: app.getName(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // Nobody sees it, and it must draw all the same.
      backgroundThrottling: false,
    },
  });
  window.webContents.setAudioMuted(true);
  return window;
}
