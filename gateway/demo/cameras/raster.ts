import { PNG } from 'pngjs';

type Rgb = readonly [red: number, green: number, blue: number];

/** A small picture of indexed colours, painted in plain shapes. */
export class Raster {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Uint8Array;
  readonly #palette: readonly Rgb[];

  constructor(width: number, height: number, palette: readonly Rgb[]) {
    this.width = width;
    this.height = height;
    this.#palette = palette;
    this.#pixels = new Uint8Array(width * height);
  }

  /** A filled rectangle, cut off at the picture's edges; measures in px, `colour` of the palette. */
  box(left: number, top: number, width: number, height: number, colour: number): void {
    const from = Math.max(0, Math.round(left));
    const to = Math.min(this.width, Math.round(left + width));
    const end = Math.min(this.height, Math.round(top + height));
    if (to <= from) return;
    for (let y = Math.max(0, Math.round(top)); y < end; y += 1) {
      this.#pixels.fill(colour, y * this.width + from, y * this.width + to);
    }
  }

  /** A quarter of a millisecond a thousand pixels: little is packed hard, since each picture is shown once. */
  png(): Buffer {
    const { width, height } = this;
    const png = new PNG({ width, height, colorType: 2, inputHasAlpha: false, bitDepth: 8 });
    const data = Buffer.alloc(width * height * 3);
    this.#pixels.forEach((colour, at) => {
      const [red, green, blue] = this.#palette[colour] ?? [0, 0, 0];
      data[at * 3] = red;
      data[at * 3 + 1] = green;
      data[at * 3 + 2] = blue;
    });
    png.data = data;
    return PNG.sync.write(png, {
      colorType: 2,
      inputHasAlpha: false,
      filterType: 0,
      deflateLevel: 3,
      deflateStrategy: 0,
    });
  }
}

/** Digits and signs of a clock, 3×5 dots each, a row as three bits. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  '0': [7, 5, 5, 5, 7],
  '1': [2, 6, 2, 2, 7],
  '2': [7, 1, 7, 4, 7],
  '3': [7, 1, 7, 1, 7],
  '4': [5, 5, 7, 1, 1],
  '5': [7, 4, 7, 1, 7],
  '6': [7, 4, 7, 5, 7],
  '7': [7, 1, 1, 2, 2],
  '8': [7, 5, 7, 5, 7],
  '9': [7, 5, 7, 1, 7],
  ':': [0, 2, 0, 2, 0],
  '-': [0, 0, 7, 0, 0],
  '.': [0, 0, 0, 0, 2],
  ' ': [0, 0, 0, 0, 0],
  D: [6, 5, 5, 5, 6],
  E: [7, 4, 6, 4, 7],
  M: [5, 7, 7, 5, 5],
  O: [7, 5, 5, 5, 7],
};

/** Writes digits with dots of so many px; a sign that has no glyph is a gap. */
export function writeDigits(
  raster: Raster,
  text: string,
  left: number,
  top: number,
  dot: number,
  colour: number,
): void {
  [...text].forEach((sign, at) => {
    const x = left + at * 4 * dot;
    (GLYPHS[sign] ?? []).forEach((bits, row) => {
      for (let column = 0; column < 3; column += 1) {
        if (bits & (4 >> column)) raster.box(x + column * dot, top + row * dot, dot, dot, colour);
      }
    });
  });
}
