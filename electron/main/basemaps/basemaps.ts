import { type BrowserWindow, dialog } from 'electron';
import type { BaseChange, BaseFileChosen, BasemapsView } from '#shared/contract/basemaps.ts';
import type { VaultKey } from '#shared/contract/control.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { Log } from '../log.ts';
import { askUnfollowed } from '../outside.ts';
import { derivedKey } from '../vaultFile.ts';
import { BasemapFile } from './basemapFile.ts';
import { serveBase } from './baseTiles.ts';
import { NetworkTiles } from './networkTiles.ts';
import { TileKeeper } from './tileKeeper.ts';

/** of tiles that came from a network: a city down to its houses */
const KEPT_BYTES = 512 * 1024 * 1024;
const CHOOSE = { 'zh-CN': '选择底图文件', en: 'Choose a file of map tiles' };

interface World {
  home: string;
  /** code of the process that reads and keeps tiles */
  entry: string;
  /** file of the kept tiles; null: in memory */
  cache: string | null;
  vaultKey(): VaultKey;
  log: Log;
  changed(view: BasemapsView): void;
}

/** The base maps of this workstation: their file, and the tiles behind `tiles://base/…`. */
export class Basemaps {
  readonly #world: World;
  readonly #file: BasemapFile;
  readonly #keeper: TileKeeper;
  readonly serve: (request: Request) => Promise<Response>;

  constructor(world: World) {
    const { home, entry, cache, vaultKey, log } = world;
    this.#world = world;
    this.#file = new BasemapFile({ home, log, now: Date.now, key: () => derivedKey(vaultKey(), 'basemap-tokens') });
    const { resourcesPath } = process;
    this.#keeper = new TileKeeper(entry, { cache, mostBytes: KEPT_BYTES, resourcesPath }, log);
    const keeper = this.#keeper;
    const network = new NetworkTiles({
      fetch: askUnfollowed,
      kept: (source, tile) => keeper.kept(source, tile),
      keep: (source, tile, kept) => keeper.keep(source, tile, kept),
      now: Date.now,
      log,
    });
    this.serve = serveBase({ base: (id) => this.#file.base(id), network, keeper, log });
  }

  get damaged(): string | null {
    return this.#file.damaged;
  }

  view(): BasemapsView {
    return this.#file.view();
  }

  change(change: BaseChange): BasemapsView {
    return this.#told(this.#file.change(change));
  }

  async addFile(window: BrowserWindow, language: Settings['language']): Promise<BaseFileChosen> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title: CHOOSE[language],
      properties: ['openFile'],
      filters: [{ name: 'PMTiles, MBTiles', extensions: ['pmtiles', 'mbtiles'] }],
    });
    const [path] = filePaths;
    if (canceled || path === undefined) return { state: 'cancelled' };
    const added = this.#file.addFile(path);
    if (typeof added === 'string') return { state: 'refused', reason: added };
    this.#told(this.#file.view());
    return { state: 'added', id: added.id };
  }

  async stop(): Promise<void> {
    await this.#keeper.stop();
  }

  #told(view: BasemapsView): BasemapsView {
    this.#world.changed(view);
    return view;
  }
}
