import type { CustomLayerInterface, CustomRenderMethodInput } from 'maplibre-gl';
import { readTickHeader, TICK_HEADER_BYTES, TICK_RECORD_BYTES } from '#shared/contract/fleetTick.ts';

const VERTEX = `#version 300 es
layout(location = 0) in vec2 place;
uniform mat4 matrix;
void main() { gl_Position = matrix * vec4(place, 0.0, 1.0); gl_PointSize = 6.0; }`;
const FRAGMENT = `#version 300 es
precision mediump float;
out vec4 colour;
void main() { colour = vec4(0.28, 0.85, 0.77, 1.0); }`;

/** The least a map can do to show moving points: one table to the GPU when it changed, one draw call a frame. */
export class BareLayer implements CustomLayerInterface {
  readonly id = 'bare';
  readonly type = 'custom';
  private readonly table: Float32Array;
  private origin: readonly [x: number, y: number] | null = null;
  private changed = false;
  private program: WebGLProgram | null = null;
  private buffer: WebGLBuffer | null = null;

  constructor(workers: number) {
    this.table = new Float32Array(workers * 2);
  }

  /** Takes the places of a tick as they are: relative to its origin. */
  move(tick: ArrayBuffer): void {
    const header = readTickHeader(tick);
    if (!header) throw new Error('no tick');
    this.origin = [header.originX, header.originY];
    const words = new Uint32Array(tick, TICK_HEADER_BYTES);
    const floats = new Float32Array(tick, TICK_HEADER_BYTES);
    for (let at = 0; at < words.length; at += TICK_RECORD_BYTES / 4) {
      const to = (words[at] ?? 0) * 2;
      this.table[to] = floats[at + 1] ?? 0;
      this.table[to + 1] = floats[at + 2] ?? 0;
    }
    this.changed = true;
  }

  /** One worker's place, relative to the same origin. */
  put(index: number, dx: number, dy: number): void {
    this.table[index * 2] = dx;
    this.table[index * 2 + 1] = dy;
    this.changed = true;
  }

  onAdd(_map: unknown, gl: WebGLRenderingContext | WebGL2RenderingContext): void {
    const program = gl.createProgram();
    for (const [type, source] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
      const shader = gl.createShader(type);
      if (!shader) throw new Error('no shader');
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    this.program = program;
    this.buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.table.byteLength, gl.DYNAMIC_DRAW);
  }

  render(gl: WebGLRenderingContext | WebGL2RenderingContext, { defaultProjectionData }: CustomRenderMethodInput): void {
    if (!this.program || !this.origin) return;
    gl.useProgram(this.program);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    if (this.changed) gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.table);
    this.changed = false;
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    const matrix = shifted(defaultProjectionData.mainMatrix, this.origin);
    gl.uniformMatrix4fv(gl.getUniformLocation(this.program, 'matrix'), false, matrix);
    gl.drawArrays(gl.POINTS, 0, this.table.length / 2);
  }
}

/** The matrix for places relative to an origin: in doubles, so that 32 bits are enough for the rest. */
function shifted(matrix: ArrayLike<number>, [x, y]: readonly [number, number]): Float32Array {
  const moved = Float64Array.from(matrix);
  for (let row = 0; row < 4; row += 1) {
    moved[12 + row] = (matrix[row] ?? 0) * x + (matrix[4 + row] ?? 0) * y + (matrix[12 + row] ?? 0);
  }
  return Float32Array.from(moved);
}
