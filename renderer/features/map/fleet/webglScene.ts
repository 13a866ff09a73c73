import { affineOf, type Camera } from '../camera.ts';
import {
  FLEET_COLOURS,
  firstKind,
  type FleetLook,
  HEADING_ZOOM,
  POINTING_KINDS,
  KINDS,
  type KindIndex,
  kindSize,
} from './kinds.ts';
import { maskBytes, type WorkerMask } from './mask.ts';
import { FLEET_FRAGMENT, FLEET_VERTEX } from './shaders.ts';
import { SLIDE_BYTES, SLIDE_FLOATS } from './slides.ts';
import { type FleetStore, WORKER_BYTES } from './store.ts';

const UNIFORMS = [
  'u_affine',
  'u_view',
  'u_kind',
  'u_diameter',
  'u_ratio',
  'u_pointing',
  'u_fill',
  'u_edge',
  'u_now',
] as const;

/** The shaders' attributes that say who is shown, and from where they slide. */
const SHOWN_AT = 2;
const SLIDE_AT = 3;
/** Past the end of every slide. */
const AFTER_ALL = 2 ** 30;

/** The fleet in one WebGL 2 context: the store's table is the vertex buffer as it is. */
export class WebglScene {
  private readonly gl: WebGL2RenderingContext;
  private readonly buffer: WebGLBuffer;
  private readonly shown: WebGLBuffer;
  private readonly slides: WebGLBuffer;
  private mask: WorkerMask | null = null;
  private readonly uniforms: Record<(typeof UNIFORMS)[number], WebGLUniformLocation | null>;
  private capacity = 0;
  private count = 0;
  private known = 0;
  private epoch = 0;
  private until = 0;
  private originX = 0;
  private originY = 0;

  /** Throws when the context cannot compile or link: the caller falls back to the other painter. */
  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl;
    const program = link(gl);
    this.buffer = gl.createBuffer();
    this.shown = gl.createBuffer();
    this.slides = gl.createBuffer();
    gl.vertexAttribI4ui(SHOWN_AT, 1, 0, 0, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, WORKER_BYTES, 0);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribIPointer(1, 2, gl.UNSIGNED_BYTE, WORKER_BYTES, 8);
    gl.useProgram(program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.clearColor(0, 0, 0, 0);
    const location = (name: string) => gl.getUniformLocation(program, name);
    this.uniforms = {
      u_affine: location('u_affine'),
      u_view: location('u_view'),
      u_kind: location('u_kind'),
      u_diameter: location('u_diameter'),
      u_ratio: location('u_ratio'),
      u_pointing: location('u_pointing'),
      u_fill: location('u_fill'),
      u_edge: location('u_edge'),
      u_now: location('u_now'),
    };
  }

  /** Sends the table to the GPU: moved workers lie scattered over it, so the whole of it in one call. */
  upload(store: FleetStore): void {
    const { gl } = this;
    this.count = store.count;
    const bytes = store.count * WORKER_BYTES;
    const hasGrown = store.bytes.byteLength > this.capacity;
    if (hasGrown) {
      this.capacity = store.bytes.byteLength;
      gl.bufferData(gl.ARRAY_BUFFER, this.capacity, gl.DYNAMIC_DRAW);
      this.sendMask();
    }
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, store.bytes, 0, bytes);
    this.sendSlides(store.slides, hasGrown);
    this.epoch = store.slides.epoch;
    this.until = store.slides.until;
    this.known = store.known;
    this.originX = store.originX;
    this.originY = store.originY;
  }

  /** Draws only these workers; null: everybody. */
  show(mask: WorkerMask | null): void {
    this.mask = mask;
    this.sendMask();
  }

  /** A byte for every row of the table, or none at all: then the attribute's constant shows everybody. */
  private sendMask(): void {
    const { gl } = this;
    if (!this.mask) return gl.disableVertexAttribArray(SHOWN_AT);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.shown);
    gl.bufferData(gl.ARRAY_BUFFER, maskBytes(this.mask, this.capacity / WORKER_BYTES), gl.DYNAMIC_DRAW);
    gl.enableVertexAttribArray(SHOWN_AT);
    gl.vertexAttribIPointer(SHOWN_AT, 1, gl.UNSIGNED_BYTE, 1, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
  }

  private sendSlides({ floats }: FleetStore['slides'], hasGrown: boolean): void {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.slides);
    if (hasGrown) {
      gl.bufferData(gl.ARRAY_BUFFER, floats, gl.DYNAMIC_DRAW);
      gl.enableVertexAttribArray(SLIDE_AT);
      gl.vertexAttribPointer(SLIDE_AT, 4, gl.FLOAT, false, SLIDE_BYTES, 0);
    } else gl.bufferSubData(gl.ARRAY_BUFFER, 0, floats, 0, this.count * SLIDE_FLOATS);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
  }

  /** @param at ms of `clock`: where those who slide are drawn; infinite: at the newest place */
  draw(camera: Camera, ratio: number, look: FleetLook, at: number): void {
    const { gl, uniforms } = this;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (this.count === 0) return;
    const { scale, x0, y0 } = affineOf(camera, this.originX, this.originY);
    gl.uniform3f(uniforms.u_affine, scale, x0, y0);
    gl.uniform2f(uniforms.u_view, camera.width, camera.height);
    gl.uniform1f(uniforms.u_ratio, ratio);
    gl.uniform1f(uniforms.u_now, at >= this.until ? AFTER_ALL : at - this.epoch);
    for (let kind = firstKind(look); kind < KINDS.length; kind++) this.pass(kind as KindIndex, camera.zoom, look);
  }

  private pass(kind: KindIndex, zoom: number, look: FleetLook): void {
    const { gl, uniforms } = this;
    const { fill, edge } = FLEET_COLOURS[look.theme][KINDS[kind]];
    const pointing = zoom >= HEADING_ZOOM && POINTING_KINDS.includes(KINDS[kind]);
    gl.uniform1i(uniforms.u_kind, kind);
    gl.uniform1f(uniforms.u_diameter, kindSize(kind, zoom, look, this.known));
    gl.uniform1i(uniforms.u_pointing, pointing ? 1 : 0);
    gl.uniform3f(uniforms.u_fill, fill[0] / 255, fill[1] / 255, fill[2] / 255);
    gl.uniform3f(uniforms.u_edge, edge[0] / 255, edge[1] / 255, edge[2] / 255);
    gl.drawArrays(gl.POINTS, 0, this.count);
  }
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, FLEET_VERTEX],
    [gl.FRAGMENT_SHADER, FLEET_FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('the WebGL context is lost');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? 'shader');
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'program');
  return program;
}

/** A context for the fleet: no depth, no antialiasing, the shapes smooth their own edges. */
export function fleetContext(canvas: HTMLCanvasElement | OffscreenCanvas): WebGL2RenderingContext | null {
  return canvas.getContext('webgl2', {
    alpha: true,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: 'high-performance',
  }) as WebGL2RenderingContext | null;
}
