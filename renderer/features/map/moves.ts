import type { LngLatBoundsLike, Map as MapLibreMap } from 'maplibre-gl';

const CLOSE_ZOOM = 16.5;
const STREET_ZOOM = 17;
/** Free rim around what is shown whole, CSS pixels on a desk; a case's mark needs more than the district's edge. */
const RIM = 24;
const MARK_RIM = 120;
const FLIGHT_MS = 700;

/**
 * Where the map goes on its own, and whether the operator has taken it anywhere: until then it shows the whole district,
 * however its box is resized.
 */
export class MapMoves {
  private readonly map: MapLibreMap;
  private readonly district: LngLatBoundsLike;
  /** false: every flight is a jump. A slow machine would show a row of stills and load tiles for each. */
  private readonly fluent: () => boolean;
  private readonly magnify: () => number;
  private home = true;

  constructor(map: MapLibreMap, district: LngLatBoundsLike, fluent: () => boolean, magnify: () => number) {
    this.map = map;
    this.district = district;
    this.fluent = fluent;
    this.magnify = magnify;
    map.on('movestart', ({ originalEvent }) => {
      if (originalEvent && originalEvent.type !== 'resize') this.home = false;
    });
    map.on('resize', this.refit);
  }

  /** Moves the map to a place; at once where nothing may move on its own. */
  flyTo(lon: number, lat: number, zoom = CLOSE_ZOOM): void {
    this.home = false;
    this.map.easeTo({ center: [lon, lat], zoom, duration: this.duration(), essential: false });
  }

  /** One step nearer (1) or further (−1). */
  zoomBy(step: 1 | -1): void {
    this.home = false;
    this.map.easeTo({ zoom: this.map.getZoom() + step, duration: this.duration() / 2 });
  }

  fitDistrict(): void {
    this.home = true;
    this.map.fitBounds(this.district, { padding: RIM * this.magnify(), duration: this.duration() });
  }

  /** Shows these bounds whole: as near as they need, at most to the streets. */
  fit(bounds: LngLatBoundsLike): void {
    this.home = false;
    const padding = MARK_RIM * this.magnify();
    this.map.fitBounds(bounds, { padding, maxZoom: STREET_ZOOM, duration: this.duration() });
  }

  private duration(): number {
    return this.fluent() ? FLIGHT_MS : 0;
  }

  private readonly refit = () => {
    if (this.home) this.map.fitBounds(this.district, { padding: RIM * this.magnify(), duration: 0 });
  };
}
