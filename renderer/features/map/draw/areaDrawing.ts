import type { Map as MapLibreMap } from 'maplibre-gl';
import {
  type GeoJSONStoreFeatures,
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawModeUndoRedo,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
  TerraDrawSelectMode,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Ring } from '../../../parts/index.ts';
import type { MapTheme } from '../style/palette.ts';
import { DRAW_PREFIX } from './keepDrawing.ts';

export const DRAW_SHAPES = ['polygon', 'rectangle', 'circle'] as const;
export type DrawShape = (typeof DRAW_SHAPES)[number];
/** of an area also the middle line of a corridor */
export type DrawnShape = DrawShape | 'linestring';

/** decimals of a degree: a centimetre, as the fleet's positions */
const DECIMALS = 7;
const CIRCLE_CORNERS = 48;
const COLOURS: Record<MapTheme, { line: `#${string}`; corner: `#${string}` }> = {
  dark: { line: '#ffb347', corner: '#0d131a' },
  light: { line: '#b45309', corner: '#ffffff' },
};

export interface DrawingLook {
  theme: MapTheme;
  /** marks are so many times as large as at a desk of 1920×1080 */
  magnify: number;
}

/** One outline being drawn or changed on a map: the library's modes and gestures, asked for as one ring. */
export class AreaDrawing {
  readonly #draw: TerraDraw;

  /** @param onFinish the outline was closed with the mouse @param onChange it is not what it was */
  constructor(
    map: MapLibreMap,
    look: DrawingLook,
    { onFinish, onChange }: { onFinish: () => void; onChange: () => void },
  ) {
    this.#draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: DRAW_PREFIX, coordinatePrecision: DECIMALS }),
      modes: modesOf(stylesOf(look)),
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
    });
    this.#draw.start();
    this.#draw.on('finish', (_, { action }) => {
      if (action === 'draw') onFinish();
    });
    this.#draw.on('change', onChange);
  }

  /** Paints in another look; what was drawn so far stays. */
  restyle(look: DrawingLook): void {
    for (const [mode, styles] of Object.entries(stylesOf(look))) {
      // The library paints anew before it takes over what it is given there: it has to know it already.
      this.#draw.updateModeOptions(mode, { styles });
      this.#draw.setModeStyles(mode, styles);
    }
  }

  /** Begins anew with a shape. */
  begin(shape: DrawnShape): void {
    this.#draw.clear();
    this.#draw.setMode(shape);
  }

  /** Lays an outline on the map to be changed: corners move, new ones come out of the middle of its edges. */
  edit(ring: Ring): void {
    const id = this.#draw.getFeatureId();
    const coordinates = [ring.map(([lon, lat]) => [rounded(lon), rounded(lat)])];
    const geometry = { type: 'Polygon' as const, coordinates };
    this.#draw.clear();
    this.#draw.addFeatures([{ id, type: 'Feature', geometry, properties: { mode: 'polygon' } }]);
    this.#draw.selectFeature(id);
  }

  /** The outline as it stands, closed; of a polygon under way only the corners that were set. */
  ring(): Ring {
    const shape = this.#draw.getSnapshot().find(({ geometry }) => geometry.type === 'Polygon');
    return shape ? ringOf(shape) : [];
  }

  /** The line as it stands; of one under way only the corners that were set. */
  line(): [number, number][] {
    const shape = this.#draw.getSnapshot().find(({ geometry }) => geometry.type === 'LineString');
    return shape ? lineOf(shape) : [];
  }

  /** Takes the last corner back. */
  undo(): void {
    this.#draw.undo();
  }

  dispose(): void {
    this.#draw.stop();
  }
}

function ringOf({ geometry, properties }: GeoJSONStoreFeatures): Ring {
  if (geometry.type !== 'Polygon') return [];
  const corners = (geometry.coordinates[0] ?? []).map(([lon = 0, lat = 0]) => [rounded(lon), rounded(lat)] as const);
  const set = properties['committedCoordinateCount'];
  const open = typeof set === 'number' && properties['currentlyDrawing'] === true ? corners.slice(0, set) : corners;
  const [first] = open;
  const last = open.at(-1);
  if (!first || !last) return [];
  return first[0] === last[0] && first[1] === last[1] && open.length > 1 ? open : [...open, first];
}

function lineOf({ geometry, properties }: GeoJSONStoreFeatures): [number, number][] {
  if (geometry.type !== 'LineString') return [];
  const corners = geometry.coordinates.map(([lon = 0, lat = 0]): [number, number] => [rounded(lon), rounded(lat)]);
  const set = properties['committedCoordinateCount'];
  return typeof set === 'number' && properties['currentlyDrawing'] === true ? corners.slice(0, set) : corners;
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(DECIMALS));
}

/** What each mode paints with. */
function stylesOf({ theme, magnify }: DrawingLook) {
  const { line, corner } = COLOURS[theme];
  const [width, point, edge] = [2.5 * magnify, 5 * magnify, 2 * magnify];
  const area = { fillColor: line, fillOpacity: 0.15, outlineColor: line, outlineWidth: width };
  const closing = {
    closingPointColor: corner,
    closingPointWidth: point,
    closingPointOutlineColor: line,
    closingPointOutlineWidth: edge,
  };
  const chosen = {
    selectedPolygonColor: line,
    selectedPolygonFillOpacity: 0.15,
    selectedPolygonOutlineColor: line,
    selectedPolygonOutlineWidth: width,
    selectionPointColor: corner,
    selectionPointWidth: point,
    selectionPointOutlineColor: line,
    selectionPointOutlineWidth: edge,
    midPointColor: line,
    midPointWidth: point * 0.7,
    midPointOutlineColor: corner,
    midPointOutlineWidth: edge / 2,
  };
  return {
    polygon: { ...area, ...closing },
    rectangle: area,
    circle: area,
    linestring: { lineStringColor: line, lineStringWidth: width, ...closing },
    select: chosen,
  };
}

/** Keys are the desk's own: the library listens to none. */
function modesOf(styles: ReturnType<typeof stylesOf>) {
  return [
    new TerraDrawPolygonMode({ keyEvents: null, styles: styles.polygon }),
    new TerraDrawRectangleMode({ keyEvents: null, styles: styles.rectangle }),
    new TerraDrawCircleMode({ keyEvents: null, segments: CIRCLE_CORNERS, styles: styles.circle }),
    new TerraDrawLineStringMode({ keyEvents: null, styles: styles.linestring }),
    new TerraDrawSelectMode({
      keyEvents: null,
      styles: styles.select,
      flags: {
        polygon: { feature: { draggable: true, coordinates: { draggable: true, deletable: true, midpoints: true } } },
      },
    }),
  ];
}
