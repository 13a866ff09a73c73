import { affineOf, type Camera } from '../camera.ts';
import type { FleetLayer } from '../fleet/fleetLayer.ts';
import { kindSize, ON_DUTY_FROM, SOS } from '../fleet/kinds.ts';
import { overlayCanvas } from '../fleet/painter.ts';
import { POINTER } from '../fleet/sprites.ts';
import { MAP_PALETTES, type MapTheme } from '../style/palette.ts';
import { nearestInView } from './nearest.ts';
import { type Box, placeNames, type Placed, type Side, type Wish } from './placing.ts';

/** In the streets those nearby have names; further away only who was chosen and who calls for help. */
const STREET_ZOOM = 16;
const MOST_NAMES = 60;
/** More than are shown: a name that has its place keeps it while others come nearer. */
const MOST_NEAR = 90;
const SIZE = 12;
const HALO = 3;
/** px the mouse goes before other names are looked for */
const FOCUS_STEP = 30;
const MOST_SPRITES = 400;
/** What the tag of the selected worker covers, px on a desk. */
const TAG: Box = { left: 8, top: -16, width: 130, height: 32 };

interface NameLook {
  theme: MapTheme;
  magnify: number;
}
interface Point {
  x: number;
  y: number;
}

/** Names beside workers' marks: of those chosen, calling for help, and near the mouse or the middle of the map. */
export class NameLayer {
  /** Names are wanted of these workers. */
  onWanted: ((indices: number[]) => void) | null = null;
  private readonly host: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D | null;
  private readonly ratio: number;
  private readonly font: string;
  private readonly names = new Map<number, string>();
  private readonly sprites = new Map<string, OffscreenCanvas>();
  private sides = new Map<number, Side>();
  private wanted = '';
  private chosen: readonly number[] = [];
  private selected: number | null = null;
  private focus: Point | null = null;

  constructor(host: HTMLElement, ratio: number) {
    this.host = host;
    this.canvas = overlayCanvas(host, 'map-overlay-names');
    this.context = this.canvas.getContext('2d');
    this.ratio = ratio;
    this.font = getComputedStyle(host).fontFamily;
  }

  /** These are named wherever they are. */
  choose(indices: readonly number[]): void {
    this.chosen = indices;
  }

  /** This one has a tag of its own. */
  select(index: number | null): void {
    this.selected = index;
  }

  /** @returns whether the mouse went far enough for other names */
  point(focus: Point | null): boolean {
    if (this.focus && focus && Math.hypot(this.focus.x - focus.x, this.focus.y - focus.y) < FOCUS_STEP) return false;
    if (this.focus === focus) return false;
    this.focus = focus;
    return true;
  }

  name(workers: readonly { index: number; name: string }[]): void {
    for (const { index, name } of workers) this.names.set(index, name);
  }

  /** A look that changed: names are drawn anew. */
  restyle(): void {
    this.sprites.clear();
  }

  draw(fleet: FleetLayer, camera: Camera, look: NameLook): void {
    const wishes = this.wishes(fleet, camera, look);
    const taken = this.tag(fleet, look);
    // Beyond the pointer of whoever heads towards the name.
    const mark = kindSize(ON_DUTY_FROM, camera.zoom, fleet.painterLook, fleet.store.known);
    const gap = mark * (0.5 + POINTER) + 2 * look.magnify;
    const placed = placeNames(wishes, gap, camera, this.sides, taken).slice(0, MOST_NAMES);
    this.sides = new Map(placed.map(({ index, side }) => [index, side]));
    const many = String(placed.length);
    if (this.host.dataset['fleetNames'] !== many) this.host.dataset['fleetNames'] = many;
    this.paint(placed, camera, look);
  }

  dispose(): void {
    this.canvas.remove();
  }

  /** Who is to be named, the most important first; asks for the names that are not known. */
  private wishes(fleet: FleetLayer, camera: Camera, look: NameLook): Wish[] {
    const indices = this.candidates(fleet, camera).filter((index) => index !== this.selected);
    const key = indices.toSorted((a, b) => a - b).join();
    if (this.onWanted && key !== this.wanted) {
      this.wanted = key;
      this.onWanted(indices);
    }
    return indices.flatMap((index) => {
      const name = this.names.get(index);
      const at = name === undefined ? null : fleet.place(index);
      if (name === undefined || !at) return [];
      const sprite = this.sprite(name, look);
      return [{ index, ...at, width: sprite.width / this.ratio, height: sprite.height / this.ratio }];
    });
  }

  private candidates(fleet: FleetLayer, camera: Camera): number[] {
    const { store } = fleet;
    if (!fleet.seen || store.count === 0) return [];
    const affine = affineOf(camera, store.originX, store.originY);
    const middle = { x: camera.width / 2, y: camera.height / 2 };
    const find = (from: number, most: number, focus: Point) =>
      nearestInView(store, affine, camera, { ...fleet.shownAs(fleet.painterLook), from }, focus, most);
    const sos = find(SOS, MOST_NAMES, middle);
    const isNear = camera.zoom >= STREET_ZOOM && !fleet.dense;
    const near = isNear ? find(fleet.shownAs(fleet.painterLook).from, MOST_NEAR, this.focus ?? middle) : [];
    const kept = near.filter((index) => this.sides.has(index));
    return [...new Set([...this.chosen.slice(0, MOST_NAMES), ...sos, ...kept, ...near])];
  }

  private tag(fleet: FleetLayer, { magnify }: NameLook): Box[] {
    const at = this.selected === null ? null : fleet.place(this.selected);
    if (!at) return [];
    const { left, top, width, height } = TAG;
    return [
      { left: at.x + left * magnify, top: at.y + top * magnify, width: width * magnify, height: height * magnify },
    ];
  }

  private paint(placed: readonly Placed[], camera: Camera, look: NameLook): void {
    const { context, canvas, ratio } = this;
    const wasEmpty = canvas.hidden;
    canvas.hidden = placed.length === 0;
    if (!context || (canvas.hidden && wasEmpty)) return;
    const [across, down] = [Math.round(camera.width * ratio), Math.round(camera.height * ratio)];
    if (canvas.width !== across || canvas.height !== down) {
      Object.assign(canvas, { width: across, height: down });
      Object.assign(canvas.style, { width: `${camera.width}px`, height: `${camera.height}px` });
    }
    context.clearRect(0, 0, across, down);
    for (const { index, left, top } of placed) {
      const name = this.names.get(index);
      if (name !== undefined)
        context.drawImage(this.sprite(name, look), Math.round(left * ratio), Math.round(top * ratio));
    }
  }

  /** A name as a picture: writing sixty of them for each frame would be dear. */
  private sprite(name: string, { theme, magnify }: NameLook): OffscreenCanvas {
    const known = this.sprites.get(name);
    if (known) return known;
    if (this.sprites.size >= MOST_SPRITES) this.sprites.clear();
    const size = SIZE * magnify * this.ratio;
    const halo = HALO * magnify * this.ratio;
    const font = `500 ${size}px ${this.font}`;
    const sprite = new OffscreenCanvas(1, 1);
    const context = sprite.getContext('2d');
    if (context) {
      context.font = font;
      sprite.width = Math.ceil(context.measureText(name).width + halo);
      sprite.height = Math.ceil(size * 1.2 + halo);
      // Setting its size emptied the canvas and forgot the font.
      Object.assign(context, { font, textBaseline: 'middle', lineJoin: 'round', lineWidth: halo });
      context.strokeStyle = MAP_PALETTES[theme].halo;
      context.fillStyle = MAP_PALETTES[theme].label;
      context.strokeText(name, halo / 2, sprite.height / 2);
      context.fillText(name, halo / 2, sprite.height / 2);
    }
    this.sprites.set(name, sprite);
    return sprite;
  }
}
