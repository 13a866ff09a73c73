import type { Settings } from '#shared/contract/settings.ts';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { cameraOf } from '../camera.ts';
import { FIRST_LOOK } from './kinds.ts';
import type { PainterKind } from './painter.ts';
import { FleetStore } from './store.ts';
import { fullTick } from './fullTick.ts';
import { fleetContext, WebglScene } from './webglScene.ts';

/** Above this the GPU path is no gain: the Worker's picture costs the main thread less. */
export const WEBGL_LIMIT_MS = 6;
const SAMPLE_WORKERS = 16_000;
const SAMPLE_SIZE = 720;
const ROUNDS = 5;

/** What was found out about this machine; kept so that it is measured once, and shown by the doctor. */
export interface PainterChoice {
  painter: PainterKind;
  /** why: set by hand, measured, or no WebGL 2 at all */
  because: 'setting' | 'measured' | 'no-webgl';
  /** ms to draw 16,000 marks with WebGL; null when not measured */
  webglMs: number | null;
  renderer: string;
}

/** Chooses from what is known. Pure: the measuring is done by `measureWebgl`. */
export function choosePainter(
  setting: Settings['fleetPainter'],
  measured: { renderer: string; webglMs: number } | null,
): PainterChoice {
  const facts = { webglMs: measured?.webglMs ?? null, renderer: measured?.renderer ?? '' };
  if (!measured) return { painter: 'worker', because: 'no-webgl', ...facts };
  if (setting !== 'auto') return { painter: setting, because: 'setting', ...facts };
  return { painter: measured.webglMs <= WEBGL_LIMIT_MS ? 'webgl' : 'worker', because: 'measured', ...facts };
}

/** The choice on one line, for the doctor: `worker · measured · 71.2 ms · ANGLE …`. */
export function describeChoice({ painter, because, webglMs, renderer }: PainterChoice): string {
  const facts = [painter, because, webglMs === null ? '' : `${webglMs.toFixed(1)} ms by WebGL`, renderer];
  return facts
    .filter((fact) => fact !== '')
    .join(' · ')
    .slice(0, 300);
}

/** No GPU worth the name: every frame of the base map is dear too, and a flight over it is a row of stills. */
export function drawsSlowly(choice: PainterChoice): boolean {
  return (choice.webglMs ?? Number.POSITIVE_INFINITY) > WEBGL_LIMIT_MS;
}

/** Draws 16,000 marks a few times, waits for each picture, and gives the median; null without WebGL 2. */
export function measureWebgl(): { renderer: string; webglMs: number } | null {
  const gl = fleetContext(new OffscreenCanvas(SAMPLE_SIZE, SAMPLE_SIZE));
  if (!gl) return null;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const store = sampleStore();
  const camera = cameraOf(0, 0, 13, SAMPLE_SIZE, SAMPLE_SIZE);
  const pixel = new Uint8Array(4);
  try {
    const scene = new WebglScene(gl);
    const times = Array.from({ length: ROUNDS }, () => {
      const start = performance.now();
      scene.upload(store);
      scene.draw(camera, 1, FIRST_LOOK, Number.POSITIVE_INFINITY);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      return performance.now() - start;
    }).sort((a, b) => a - b);
    return { renderer, webglMs: times[ROUNDS >> 1] ?? Number.POSITIVE_INFINITY };
  } catch (error) {
    console.warn('the fleet cannot be drawn with WebGL', error);
    return null;
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

/** Workers spread evenly over the sample picture. */
function sampleStore(): FleetStore {
  const store = new FleetStore(SAMPLE_WORKERS);
  const step = 1 / (512 * 2 ** 13);
  const side = Math.ceil(Math.sqrt(SAMPLE_WORKERS));
  store.take(
    fullTick(
      { originX: mercatorX(0), originY: mercatorY(0), time: 0 },
      Array.from({ length: SAMPLE_WORKERS }, (_, index) => ({
        index,
        dx: ((index % side) / side - 0.5) * SAMPLE_SIZE * step,
        dy: (Math.floor(index / side) / side - 0.5) * SAMPLE_SIZE * step,
        heading: index & 255,
        status: index % 3 === 0 ? 7 : 3,
        speed: 0,
      })),
    ),
  );
  return store;
}
