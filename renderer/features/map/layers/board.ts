import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap, SourceSpecification } from 'maplibre-gl';
import { withOpacity } from './opacity.ts';

/** What lies on the map for one layer of the panel. Ids of its style layers begin with `over-` and the layer's own. */
export interface Laid {
  source: SourceSpecification;
  layers: LayerSpecification[];
}

const sourceOf = (id: string): string => `over-${id}`;
/** Everything on the board lies over the ground and under the grids' lines, the names and the marks. */
const ANCHOR = 'boundary-unit';

/** The layers of one map in the order of its panel. A new style drops them; they come again with `relay`. */
export class LayerBoard {
  readonly #map: MapLibreMap;
  readonly #laid = new Map<string, { now: Laid; opacity: number }>();
  #order: readonly string[] = [];

  constructor(map: MapLibreMap) {
    this.#map = map;
  }

  /** Lays a layer, or changes it. New data alone costs no new style layers. */
  lay(id: string, laid: Laid, opacity: number): void {
    const before = this.#laid.get(id);
    this.#laid.set(id, { now: laid, opacity });
    if (!this.#isReady()) return;
    const source = this.#map.getSource(sourceOf(id));
    const isNewData = source?.type === 'geojson' && laid.source.type === 'geojson';
    if (isNewData && before?.now.source !== laid.source)
      void (source as GeoJSONSource).setData((laid.source as { data: GeoJSON.GeoJSON }).data);
    const isSame =
      before?.opacity === opacity && JSON.stringify(before.now.layers) === JSON.stringify(laid.layers) && isNewData;
    if (!isSame) this.#drop(id, !isNewData);
    this.relay();
  }

  /** Takes a layer away. */
  lift(id: string): void {
    this.#laid.delete(id);
    if (this.#isReady()) this.#drop(id, true);
  }

  /** @param order ids, the uppermost first */
  arrange(order: readonly string[]): void {
    this.#order = order;
    this.relay();
  }

  /** Puts in place what is not there, in its order. */
  relay(): void {
    if (this.#laid.size === 0 || !this.#isReady()) return;
    const place = (id: string) => (this.#order.includes(id) ? this.#order.indexOf(id) : this.#order.length);
    let before = this.#map.getLayer(ANCHOR) ? ANCHOR : undefined;
    for (const id of [...this.#laid.keys()].sort((a, b) => place(a) - place(b))) {
      const laid = this.#laid.get(id);
      if (!laid) continue;
      if (!this.#map.getSource(sourceOf(id))) this.#map.addSource(sourceOf(id), laid.now.source);
      for (const layer of laid.now.layers.toReversed()) {
        if (this.#map.getLayer(layer.id)) this.#map.moveLayer(layer.id, before);
        else this.#map.addLayer(withOpacity(layer, laid.opacity), before);
        before = layer.id;
      }
    }
  }

  #drop(id: string, withSource: boolean): void {
    const source = sourceOf(id);
    for (const layer of this.#map.getStyle().layers)
      if ('source' in layer && layer.source === source) this.#map.removeLayer(layer.id);
    if (withSource && this.#map.getSource(source)) this.#map.removeSource(source);
  }

  #isReady(): boolean {
    return this.#map.isStyleLoaded() === true || this.#map.getStyle() !== undefined;
  }
}
