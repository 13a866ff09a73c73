import type { Map as MapLibreMap } from 'maplibre-gl';
import type { VideoSourceView } from '#shared/contract/video.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { DistrictInfo } from '#shared/district/files.ts';
import { bboxOf } from '#shared/geo/index.ts';
import { type Camera, cameraScale, metersPerMercator } from './camera.ts';
import { CaseLayer } from './cases/caseLayer.ts';
import { Followers, type PlaceOf } from './followers.ts';
import { ChosenLayer } from './choose/chosenLayer.ts';
import type { CaseMarker } from './cases/marker.ts';
import { NameLayer } from './labels/nameLayer.ts';
import { loadedStreetNames, type StreetName } from './cases/streetNames.ts';
import { LayerBoard } from './layers/board.ts';
import { type CameraHit, type MarkHit, pickCamera, pickMark } from './layers/pickMarks.ts';
import { keepDrawing } from './draw/keepDrawing.ts';
import { drawsSlowly } from './fleet/chooser.ts';
import type { FleetView } from './fleet/density.ts';
import { FleetLayer } from './fleet/fleetLayer.ts';
import { FleetStore } from './fleet/store.ts';
import { cameraOfMap, createMap, districtBounds, groundOf, pixelRatio } from './mapCanvas.ts';
import { MapMoves } from './moves.ts';
import type { MapScene } from '../../parts/index.ts';
import { CONES_SOURCE, conesData, conesLayers } from './style/cones.ts';
import { layOver } from './style/layOver.ts';
import type { ShownBase } from './base/shownBase.ts';
import type { MapGroundLook, MapTheme } from './style/palette.ts';
import { BASE_SOURCE } from './style/source.ts';
import { SCENE_SOURCE, sceneData, sceneLayers } from './style/scene.ts';
import { mapStyle } from './style/style.ts';

/** What a map shows. `magnify` enlarges marks and labels for the wall. */
export interface MapLook {
  /** of what lies over the ground */
  theme: MapTheme;
  ground: MapGroundLook;
  /** null: the district's own tiles */
  base: ShownBase | null;
  language: 'zh-CN' | 'en';
  workers: boolean;
  fleetView: FleetView;
  offDuty: boolean;
  cases: boolean;
  grids: boolean;
  cameras: boolean;
  magnify: number;
}

/** What lies under a point of the map. */
export type MapHit =
  | { kind: 'worker'; index: number }
  | CameraHit
  | { kind: 'cases'; ids: string[]; lon: number; lat: number }
  | MarkHit;

/** A wall beat is enough for a light to change. */
const RELIGHT_EVERY = 5_000;
/** px within which a click means a camera, a component or a department */
const REACH = 9;

/** One map with its overlays. Plain code under React: props become calls, nothing here renders. */
export class MapEngine {
  readonly map: MapLibreMap;
  readonly fleet: FleetLayer;
  readonly cases: CaseLayer;
  readonly names: NameLayer;
  readonly moves: MapMoves;
  /** layers that features and the panel lay over the ground */
  readonly board: LayerBoard;
  private readonly chosen: ChosenLayer;
  private readonly ground: number;
  private readonly now: () => number;
  private readonly followers: Followers;
  private readonly watchers = new Set<() => void>();
  private readonly relight: ReturnType<typeof setInterval>;
  private look: MapLook;
  private resting = false;
  private replaying = false;
  /** the table that the station's ticks go to */
  private readonly live: FleetStore;
  private scene: MapScene | null = null;
  private sources: readonly VideoSourceView[] = [];
  private streetNames = new Map<string, StreetName>();

  constructor(
    container: HTMLElement,
    district: DistrictInfo,
    look: MapLook,
    options: {
      interactive: boolean;
      label: string;
      painter: Settings['fleetPainter'];
      now: () => number;
      store: FleetStore;
      onTrouble: () => void;
    },
  ) {
    this.ground = groundOf(district);
    this.look = look;
    this.now = options.now;
    this.live = options.store;
    this.map = createMap(container, district, look, options);
    this.followers = new Followers(this.map.getContainer());
    const host = this.map.getCanvasContainer();
    this.board = new LayerBoard(this.map);
    this.fleet = new FleetLayer(options.store, host, pixelRatio(), options.painter, {
      ...look,
      view: look.fleetView,
      ground: this.ground,
    });
    this.names = new NameLayer(host, pixelRatio());
    this.cases = new CaseLayer(host, pixelRatio(), look);
    this.chosen = new ChosenLayer(host, pixelRatio());
    this.moves = new MapMoves(
      this.map,
      districtBounds(district),
      () => !drawsSlowly(this.fleet.choice),
      () => this.look.magnify,
    );
    this.fleet.onFrame = () => this.moveFollowers();
    this.applyVisibility();
    this.map.on('render', this.follow);
    this.map.on('style.load', this.dress);
    this.map.on('mousemove', ({ point }) => this.point(point));
    this.map.on('mouseout', () => this.point(null));
    this.map.on('idle', this.readNames);
    this.map.on('error', ({ error }) => {
      console.error('the map reports', error);
      options.onTrouble();
    });
    this.relight = setInterval(() => this.cases.relight(this.now()), RELIGHT_EVERY);
    this.follow();
  }

  get camera(): Camera {
    return cameraOfMap(this.map);
  }

  /** What was is drawn until it is told again: the live cases would lie among it. */
  replay(on: boolean): void {
    if (on === this.replaying) return;
    this.replaying = on;
    this.fleet.swap(on ? new FleetStore() : this.live);
    this.applyVisibility();
    this.moveFollowers();
  }

  /** One fleet tick; `painted` when it is on the screen. */
  tick(buffer: ArrayBuffer, painted: () => void): void {
    this.fleet.tick(buffer, painted);
    for (const watch of this.watchers) watch();
  }

  /** Hears after each tick that the table has changed; answers how to stop. */
  onTick(watch: () => void): () => void {
    this.watchers.add(watch);
    return () => this.watchers.delete(watch);
  }

  /** Keeps a worker in the middle until the operator moves the map or it is ended; null: nobody. */
  keepInMiddle(index: number | null): void {
    this.moves.follow(index, () => (index === null ? null : this.fleet.lonLat(index)));
  }

  showCases(markers: readonly CaseMarker[]): void {
    this.cases.show(markers, this.now());
    this.moveFollowers();
  }

  /** The centre's cameras; shown while they are switched on. */
  showCameras(sources: readonly VideoSourceView[]): void {
    this.sources = sources;
    this.dressCameras();
  }

  /** Rings these workers, wherever they go. */
  showChosen(indices: readonly number[]): void {
    this.chosen.show(indices);
    this.names.choose(indices);
    this.moveFollowers();
  }

  /** Names that the map wanted. */
  nameWorkers(workers: readonly { index: number; name: string }[]): void {
    this.names.name(workers);
    this.moveFollowers();
  }

  /** This worker has a ring and a name of its own. */
  selectWorker(index: number | null): void {
    this.names.select(index);
    this.moveFollowers();
  }

  /** Lays a feature's scene over the map, or takes it away. */
  showScene(scene: MapScene | null): void {
    this.scene = scene;
    this.dressScene();
  }

  /** Nobody sees the map: paint nothing until it is seen again, then all at once. */
  rest(resting: boolean): void {
    if (resting === this.resting) return;
    this.resting = resting;
    this.cases.rest(resting);
    this.fleet.rest(resting);
  }

  /** Changes only what is different: a new style is laid over the old one, tiles stay. */
  setLook(look: MapLook): void {
    const before = this.look;
    this.look = look;
    const styled = (['ground', 'base', 'language', 'grids', 'magnify'] as const).some(
      (key) => before[key] !== look[key],
    );
    if (styled) this.map.setStyle(mapStyle(look), { diff: true, transformStyle: keepDrawing });
    this.fleet.look({ ...look, view: look.fleetView, ground: this.ground });
    this.cases.look(look);
    this.names.restyle();
    this.applyVisibility();
    this.dress();
  }

  /** Asks once more for the tiles of another base map. */
  refreshBase(): void {
    if (this.map.getSource(BASE_SOURCE)) this.map.refreshTiles(BASE_SOURCE);
  }

  /** Brings these cases apart: as near as they need, at most to the streets. */
  showAll(ids: readonly string[]): void {
    const markers = ids.flatMap((id) => this.cases.find(id)?.marker ?? []);
    const box = bboxOf(markers);
    if (box) this.moves.fit(box);
  }

  /** What a click or the mouse at (x, y) means; cases lie above workers. */
  pick(x: number, y: number): MapHit | null {
    const marks = this.cases.pick(x, y);
    if (marks.length > 0) {
      const ids = [...new Set(marks.flatMap((mark) => mark.cases.map(({ marker }) => marker.id)))];
      const { lng, lat } = this.map.unproject([x, y]);
      return { kind: 'cases', ids, lon: lng, lat };
    }
    const index = this.fleet.pick(x, y);
    if (index !== null) return { kind: 'worker', index };
    const reach = REACH * this.look.magnify;
    const camera = this.look.cameras ? pickCamera(this.map, this.sources, x, y, reach) : null;
    return camera ?? pickMark(this.map, x, y, reach);
  }

  /** CSS pixels of so many metres where the map is now. */
  pixelsOf(metres: number): number {
    const { camera } = this;
    return (metres / metersPerMercator(camera.centreY)) * cameraScale(camera);
  }

  /** Keeps an element over a place while the map and the workers move; ends with the returned function. */
  attach(element: HTMLElement, place: PlaceOf): () => void {
    return this.followers.attach(element, place);
  }

  dispose(): void {
    clearInterval(this.relight);
    this.fleet.dispose();
    this.cases.dispose();
    this.names.dispose();
    this.chosen.dispose();
    this.map.remove();
  }

  private readonly follow = () => {
    const { camera } = this;
    this.fleet.follow(camera);
    this.cases.follow(camera);
    this.moveFollowers();
  };

  private point(at: { x: number; y: number } | null): void {
    if (this.names.point(at)) this.moveFollowers();
  }

  private moveFollowers(): void {
    this.moves.keepUp();
    this.chosen.draw((index) => this.fleet.place(index), this.map.getContainer(), this.look.magnify);
    this.followers.move();
    if (!this.resting) this.names.draw(this.fleet, this.camera, this.look);
  }

  private applyVisibility(): void {
    this.fleet.visible(this.look.workers);
    this.cases.visible(this.look.cases && !this.replaying);
  }

  /** Streets whose tiles have come are named from now on. */
  private readonly readNames = () => {
    const known = this.streetNames.size;
    this.streetNames = new Map([...loadedStreetNames(this.map), ...this.streetNames]);
    if (this.streetNames.size > known) this.cases.name([...this.streetNames.values()]);
  };

  private readonly dress = () => {
    if (!this.map.isStyleLoaded() && !this.map.getStyle()) return;
    this.board.relay();
    this.dressCameras();
    this.dressScene();
  };

  /** Cameras lie under the names and under what a feature lays over the map. */
  private dressCameras(): void {
    const { cameras, theme, magnify } = this.look;
    const data = conesData(cameras ? this.sources : []);
    layOver(this.map, CONES_SOURCE, data, cameras ? conesLayers(theme, magnify) : null);
  }

  private dressScene(): void {
    const { theme, magnify } = this.look;
    layOver(this.map, SCENE_SOURCE, sceneData(this.scene), this.scene && sceneLayers(theme, magnify));
  }
}
