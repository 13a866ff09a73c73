import { affineOf, type Camera, sameCamera } from '../camera.ts';
import { overlayCanvas } from '../fleet/painter.ts';
import type { MapTheme } from '../style/palette.ts';
import { drawStreetNames, type StreetName } from './streetNames.ts';
import { drawCase, drawGroup } from './caseSprites.ts';
import {
  type CaseMark,
  type CaseMarker,
  caseMarkSize,
  CLUSTER_BELOW_ZOOM,
  countLights,
  groupCases,
  LIGHTS,
  type MarkerLight,
  markerLight,
  type PlacedCase,
  pickCases,
  placeCases,
} from './marker.ts';

export interface CaseLook {
  theme: MapTheme;
  language: 'zh-CN' | 'en';
  magnify: number;
}

/**
 * Open cases, and under them the streets' names, on a canvas above the workers. Drawn again only when the camera, the cases or a light changed; a source
 * of the map would be cut into tiles anew for every change, and would lie beneath the workers.
 */
export class CaseLayer {
  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D | null;
  private readonly ratio: number;
  private readonly font: string;
  private style: CaseLook;
  private names: readonly StreetName[] = [];
  private cases: PlacedCase[] = [];
  private marks: CaseMark[] = [];
  private groupedFor = Number.NaN;
  private camera: Camera | null = null;
  private shown = true;
  private resting = false;
  private chosenId: string | null = null;
  private sprites = new Map<string, OffscreenCanvas>();

  constructor(host: HTMLElement, ratio: number, look: CaseLook) {
    this.canvas = overlayCanvas(host, 'map-overlay-cases');
    this.context = this.canvas.getContext('2d');
    this.ratio = ratio;
    this.style = look;
    this.font = getComputedStyle(host).fontFamily;
  }

  /** Open cases, replacing those before. */
  show(markers: readonly CaseMarker[], now: number): void {
    this.cases = placeCases(markers, now);
    this.regroup();
  }

  /** The streets' names, written also while the cases are switched off. */
  name(names: readonly StreetName[]): void {
    this.names = names;
    this.draw();
  }

  /** Lights as they are now; draws only if one has changed. */
  relight(now: number): void {
    let changed = false;
    for (const each of this.cases) {
      const light = markerLight(each.marker, now);
      changed ||= light !== each.light;
      each.light = light;
    }
    if (changed) this.regroup();
  }

  /** The chosen case stands out of any group. */
  choose(id: string | null): void {
    if (id === this.chosenId) return;
    this.chosenId = id;
    this.regroup();
  }

  look(look: CaseLook): void {
    this.style = look;
    this.sprites.clear();
    this.regroup();
  }

  visible(visible: boolean): void {
    this.shown = visible;
    this.draw();
  }

  /** Draws nothing while nobody looks. */
  rest(resting: boolean): void {
    this.resting = resting;
    this.draw();
  }

  follow(camera: Camera): void {
    if (this.camera && sameCamera(this.camera, camera)) return;
    this.fit(camera);
    this.camera = camera;
    if (groupLevel(camera.zoom) !== this.groupedFor) this.regroup();
    else this.draw();
  }

  /** Marks under a point, topmost first. */
  pick(x: number, y: number): CaseMark[] {
    return this.camera && this.shown ? pickCases(this.marks, this.camera, x, y, this.style.magnify) : [];
  }

  find(id: string): PlacedCase | null {
    return this.cases.find(({ marker }) => marker.id === id) ?? null;
  }

  /** Where a case is on the map, CSS pixels; null when it is not among the open ones. */
  place(id: string): { x: number; y: number } | null {
    const found = this.camera && this.find(id);
    if (!this.camera || !found) return null;
    const { scale, x0, y0 } = affineOf(this.camera, 0, 0);
    return { x: found.x * scale + x0, y: found.y * scale + y0 };
  }

  dispose(): void {
    this.canvas.remove();
  }

  private regroup(): void {
    if (!this.camera) return;
    this.groupedFor = groupLevel(this.camera.zoom);
    this.marks = groupCases(this.cases, this.camera.zoom, this.style.magnify, this.chosenId);
    this.draw();
  }

  private fit({ width, height }: Camera): void {
    if (this.camera?.width === width && this.camera.height === height) return;
    this.canvas.width = Math.round(width * this.ratio);
    this.canvas.height = Math.round(height * this.ratio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  private draw(): void {
    const { context, camera, ratio } = this;
    if (!context || !camera || this.resting) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    drawStreetNames(context, this.names, camera, ratio, this.style, this.font);
    if (!this.shown) return;
    const { scale, x0, y0 } = affineOf(camera, 0, 0);
    for (const mark of this.marks) {
      const x = mark.x * scale + x0;
      const y = mark.y * scale + y0;
      const size = caseMarkSize(mark, this.style.magnify);
      if (x < -size || y < -size || x > camera.width + size || y > camera.height + size) continue;
      const [first] = mark.cases;
      if (mark.cases.length > 1) this.group(context, mark, x, y, size);
      else if (first) {
        const sprite = this.sprite(first.light, first.marker.urgency, size);
        context.drawImage(sprite, Math.round(x * ratio - sprite.width / 2), Math.round(y * ratio - sprite.height / 2));
      }
    }
  }

  private group(context: CanvasRenderingContext2D, mark: CaseMark, x: number, y: number, size: number): void {
    const { ratio } = this;
    context.setTransform(ratio, 0, 0, ratio, Math.round(x * ratio), Math.round(y * ratio));
    drawGroup(context, countLights(mark), LIGHTS, size, this.style.theme, this.font);
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  private sprite(light: MarkerLight, urgency: CaseMarker['urgency'], size: number): OffscreenCanvas {
    const key = `${light} ${urgency} ${size}`;
    const known = this.sprites.get(key);
    if (known) return known;
    const box = Math.ceil(size * this.ratio) + 4;
    const sprite = new OffscreenCanvas(box, box);
    const context = sprite.getContext('2d');
    if (context) {
      context.translate(box / 2, box / 2);
      drawCase(context, light, urgency, size * this.ratio, this.style.theme);
    }
    this.sprites.set(key, sprite);
    return sprite;
  }
}

/** Groups change with the whole zoom only, and are gone in the streets. */
function groupLevel(zoom: number): number {
  return zoom >= CLUSTER_BELOW_ZOOM ? Number.POSITIVE_INFINITY : Math.floor(zoom);
}
