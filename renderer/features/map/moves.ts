import type { LngLatBoundsLike, LngLatLike, Map as MapLibreMap } from 'maplibre-gl';

const CLOSE_ZOOM = 16.5;
const STREET_ZOOM = 17;
/** Free rim around what is shown whole, CSS pixels on a desk; a case's mark needs more than the district's edge. */
const RIM = 24;
const MARK_RIM = 120;
const FLIGHT_MS = 700;
/** Whoever is followed may leave the middle by so many pixels; a slow machine draws the map anew less often. */
const STRAY = 1;
const STRAY_SLOW = 24;

/** Where a map was: its middle and zoom, or the whole district however the window is resized. */
export interface MapView {
  home: boolean;
  center: LngLatLike;
  zoom: number;
}

/** What keeps the view where it is. */
export interface Holding {
  /** the operator moved the map by hand: nothing moves it on its own */
  locked: boolean;
  /** index of the worker who is kept in the middle */
  following: number | null;
}

/** degrees; null: not known now */
type PlaceOf = () => { lon: number; lat: number } | null;

/**
 * Where the map goes on its own, and whether the operator has taken it anywhere: until then it shows the whole district,
 * however its box is resized. Dragged or moved by the arrows it is locked until that is ended, or the operator asks to be taken
 * somewhere.
 */
export class MapMoves {
  private readonly map: MapLibreMap;
  private readonly district: LngLatBoundsLike;
  /** false: every flight is a jump. A slow machine would show a row of stills and load tiles for each. */
  private readonly fluent: () => boolean;
  private readonly magnify: () => number;
  private home = true;
  private held: Holding = { locked: false, following: null };
  private placeOf: PlaceOf = () => null;
  private readonly heard = new Set<() => void>();
  /** a button or finger is down on the map: it may become a drag, which any jump of the map would end unseen */
  private pressed = false;
  /** where a row took the map, and from where */
  private visited: { key: string; before: MapView } | null = null;

  constructor(map: MapLibreMap, district: LngLatBoundsLike, fluent: () => boolean, magnify: () => number) {
    this.map = map;
    this.district = district;
    this.fluent = fluent;
    this.magnify = magnify;
    map.on('movestart', ({ originalEvent }) => {
      if (!originalEvent || originalEvent.type === 'resize') return;
      this.home = false;
      if (originalEvent instanceof KeyboardEvent && originalEvent.key.startsWith('Arrow')) this.lock();
    });
    map.on('dragstart', () => this.lock());
    map.on('resize', this.refit);
    this.watchPress();
  }

  /** What holds the view now: the same object until it changes. */
  get holding(): Holding {
    return this.held;
  }

  onHolding(hear: () => void): () => void {
    this.heard.add(hear);
    return () => this.heard.delete(hear);
  }

  /** Moves the map to a place that the operator asked for; at once where nothing may move on its own. */
  flyTo(lon: number, lat: number, zoom = CLOSE_ZOOM): void {
    this.asked();
    this.map.easeTo({ center: [lon, lat], zoom, duration: this.duration(), essential: false });
  }

  /**
   * A row was clicked: takes the map to its place, and a second click back to where it was before. `locked`: the view is the
   * operator's, and stays.
   */
  visit(key: string, lon: number, lat: number): 'there' | 'back' | 'locked' {
    if (this.held.locked) return 'locked';
    if (this.visited?.key === key) {
      this.goBack(this.visited.before);
      return 'back';
    }
    const before = this.visited?.before ?? this.view;
    this.flyTo(lon, lat, Math.max(CLOSE_ZOOM, this.map.getZoom()));
    this.visited = { key, before };
    return 'there';
  }

  /** Keeps what is at `place` in the middle until the operator moves the map; null ends it. */
  follow(index: number | null, place: PlaceOf): void {
    if (index === this.held.following) return;
    if (index === null) return this.hold({ ...this.held, following: null });
    this.asked();
    this.placeOf = place;
    this.hold({ locked: false, following: index });
    const at = place();
    if (!at) return;
    const zoom = Math.max(CLOSE_ZOOM, this.map.getZoom());
    this.map.easeTo({ center: [at.lon, at.lat], zoom, duration: this.duration() });
  }

  /** Workers have moved: whoever is followed is brought back to the middle. */
  keepUp(): void {
    if (this.held.following === null || this.pressed || this.map.isMoving()) return;
    const at = this.placeOf();
    if (!at) return;
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { x, y } = this.map.project([at.lon, at.lat]);
    const stray = Math.hypot(x - clientWidth / 2, y - clientHeight / 2);
    if (stray > (this.fluent() ? STRAY : STRAY_SLOW)) this.map.jumpTo({ center: [at.lon, at.lat] });
  }

  unlock(): void {
    this.hold({ ...this.held, locked: false });
  }

  /** Where the map is now. */
  get view(): MapView {
    return { home: this.home, center: this.map.getCenter(), zoom: this.map.getZoom() };
  }

  goBack({ home, center, zoom }: MapView): void {
    if (home) return this.fitDistrict();
    this.asked();
    this.map.easeTo({ center, zoom, duration: this.duration() });
  }

  /** One step nearer (1) or further (−1). */
  zoomBy(step: 1 | -1): void {
    this.home = false;
    this.map.easeTo({ zoom: this.map.getZoom() + step, duration: this.duration() / 2 });
  }

  fitDistrict(): void {
    this.asked();
    this.home = true;
    this.map.fitBounds(this.district, { padding: RIM * this.magnify(), duration: this.duration() });
  }

  /** Shows these bounds whole: as near as they need, at most to the streets. */
  fit(bounds: LngLatBoundsLike): void {
    this.asked();
    const padding = MARK_RIM * this.magnify();
    this.map.fitBounds(bounds, { padding, maxZoom: STREET_ZOOM, duration: this.duration() });
  }

  private watchPress(): void {
    const over = new AbortController();
    const press = (pressed: boolean) => () => {
      this.pressed = pressed;
    };
    this.map.getCanvasContainer().addEventListener('pointerdown', press(true), { signal: over.signal });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      window.addEventListener(end, press(false), { signal: over.signal });
    }
    this.map.once('remove', () => over.abort());
  }

  /** The operator asked for another view: what held the one before is over. */
  private asked(): void {
    this.home = false;
    this.visited = null;
    this.hold({ locked: false, following: null });
  }

  private lock(): void {
    this.visited = null;
    this.hold({ locked: true, following: null });
  }

  private hold(next: Holding): void {
    if (next.locked === this.held.locked && next.following === this.held.following) return;
    this.held = next;
    for (const hear of this.heard) hear();
  }

  private duration(): number {
    return this.fluent() ? FLIGHT_MS : 0;
  }

  private readonly refit = () => {
    if (this.home) this.map.fitBounds(this.district, { padding: RIM * this.magnify(), duration: 0 });
  };
}
