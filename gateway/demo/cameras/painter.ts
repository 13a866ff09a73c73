import { STRIP_COLUMNS, STRIP_ROWS, stripBlocks } from '#shared/domain/clockStrip.ts';
import { seededRandom } from '#shared/geo/index.ts';
import { Raster, writeDigits } from './raster.ts';

/** Pictures of cameras that do not exist: a street with traffic, a clock to read and one for machines. */

const BLOCK = 13;
const WIDTH = STRIP_COLUMNS * BLOCK;
const HEIGHT = 234;
const STRIP_HEIGHT = STRIP_ROWS * BLOCK;
const HORIZON = 110;

const PALETTE = [
  [38, 52, 70],
  [92, 98, 108],
  [122, 112, 100],
  [58, 62, 68],
  [196, 190, 150],
  [210, 212, 206],
  [70, 112, 66],
  [186, 62, 52],
  [214, 152, 60],
  [62, 108, 170],
  [0, 0, 0],
  [255, 255, 255],
] as const;
const [SKY, WALL, BRICK, ASPHALT, LIT, PAINT, LEAF, RED, ORANGE, BLUE, BLACK, WHITE] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
] as const;
const CARS = [RED, ORANGE, BLUE, PAINT, WALL];

/** Where a camera that can be turned looks: fractions of its picture, and how near. */
export interface View {
  pan: number;
  tilt: number;
  zoom: number;
}
export const STRAIGHT: View = { pan: 0, tilt: 0, zoom: 1 };

/** The picture of a camera at a moment (ms since the epoch) as PNG; the same seed is the same street. */
export function paintPicture(seed: number, at: number, view: View = STRAIGHT): Buffer {
  const raster = new Raster(WIDTH, HEIGHT, PALETTE);
  const place = (x: number, y: number) => ({
    x: (x - WIDTH / 2 - view.pan * WIDTH) * view.zoom + WIDTH / 2,
    y: (y - HEIGHT / 2 - view.tilt * HEIGHT) * view.zoom + HEIGHT / 2,
  });
  const box = (left: number, top: number, width: number, height: number, colour: number) => {
    const { x, y } = place(left, top);
    raster.box(x, y, width * view.zoom, height * view.zoom, colour);
  };
  paintStreet(box, seed);
  paintTraffic(box, seed, at);
  paintClocks(raster, at);
  return raster.png();
}

type Box = (left: number, top: number, width: number, height: number, colour: number) => void;

function paintStreet(box: Box, seed: number): void {
  const random = seededRandom(seed);
  box(-WIDTH, -HEIGHT, WIDTH * 3, HEIGHT * 3, SKY);
  for (let left = -WIDTH; left < WIDTH * 2; ) {
    const width = 40 + random() * 50;
    const top = 30 + random() * 40;
    box(left, top, width, HORIZON - top, random() < 0.5 ? WALL : BRICK);
    for (let y = top + 8; y < HORIZON - 14; y += 16) {
      for (let x = left + 6; x < left + width - 10; x += 14) box(x, y, 7, 9, random() < 0.3 ? LIT : SKY);
    }
    left += width;
  }
  box(-WIDTH, HORIZON, WIDTH * 3, HEIGHT, ASPHALT);
  for (let left = -WIDTH; left < WIDTH * 2; left += 46) {
    box(left, 168, 24, 4, PAINT);
    if (random() < 0.4) {
      box(left + 8, HORIZON - 22, 4, 28, BRICK);
      box(left, HORIZON - 44, 20, 26, LEAF);
    }
  }
}

/** Cars that drive at their own speeds, each along its lane and round again. */
function paintTraffic(box: Box, seed: number, at: number): void {
  const random = seededRandom(seed + 1);
  for (let car = 0; car < 4; car += 1) {
    const speed = 0.03 + random() * 0.05;
    const lane = car % 2;
    const way = ((at * speed + random() * 1000) % (WIDTH + 120)) - 60;
    const left = lane === 0 ? way : WIDTH - way;
    const top = lane === 0 ? 130 : 178;
    const colour = CARS[Math.floor(random() * CARS.length)] ?? RED;
    box(left, top, 52, 20, colour);
    box(left + 10, top - 12, 30, 14, LIT);
    box(left + 6, top + 16, 10, 10, BLACK);
    box(left + 36, top + 16, 10, 10, BLACK);
  }
}

function paintClocks(raster: Raster, at: number): void {
  stripBlocks(at).forEach((white, n) => {
    const [column, row] = [n % STRIP_COLUMNS, Math.floor(n / STRIP_COLUMNS)];
    raster.box(column * BLOCK, row * BLOCK, BLOCK, BLOCK, white ? WHITE : BLACK);
  });
  const text = `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 21).replace('T', ' ')} DEMO`;
  raster.box(0, STRIP_HEIGHT, WIDTH, 22, BLACK);
  writeDigits(raster, text, 10, STRIP_HEIGHT + 4, 3, WHITE);
}
