import { randomOf, type Random } from '../behaviour/random.ts';
import { Canvas } from './canvas.ts';

/** What a photo shows; chosen by the group of the case's category. */
export const SCENES = [
  'manhole',
  'lamp',
  'tree',
  'rubbish',
  'vehicle',
  'water',
  'fire',
  'building',
  'sign',
  'stall',
  'people',
] as const;
export type SceneKind = (typeof SCENES)[number];

const WIDTH = 240;
const HEIGHT = 180;
const HORIZON = 96;

/** Red, green, blue of each colour a scene may use. */
export const PALETTE: readonly (readonly [number, number, number])[] = [
  [186, 214, 232], // 0 sky
  [206, 202, 194], // 1 wall
  [120, 122, 126], // 2 asphalt
  [150, 151, 153], // 3 pavement
  [232, 232, 226], // 4 light paint
  [46, 48, 52], // 5 dark
  [86, 138, 74], // 6 leaves
  [112, 84, 58], // 7 wood
  [206, 66, 52], // 8 red
  [236, 156, 50], // 9 orange
  [64, 116, 184], // 10 blue
  [150, 190, 216], // 11 glass, water
  [242, 214, 84], // 12 yellow
  [168, 156, 138], // 13 second wall
  [92, 94, 98], // 14 shadow
  [228, 186, 154], // 15 skin
];
const [SKY, WALL, ASPHALT, PAVEMENT, LIGHT, DARK, LEAF, WOOD, RED, ORANGE, BLUE, GLASS, YELLOW, BRICK, SHADOW, SKIN] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
] as const;

type Painter = (canvas: Canvas, random: Random) => void;

/** The problem, in the middle of the picture. */
const PROBLEMS: Record<SceneKind, Painter> = {
  manhole: (canvas, random) => {
    canvas.ellipse(120, 142, 40, 17, SHADOW);
    canvas.ellipse(120, 142, 34, 14, DARK);
    canvas.ellipse(120 + random.range(12, 34), 130, 32, 12, PAVEMENT);
  },
  lamp: (canvas, random) => {
    const lean = random.range(14, 46);
    canvas.line(112, 158, 112 + lean, 40, 5, DARK);
    canvas.line(112 + lean, 40, 112 + lean + 26, 46, 5, DARK);
    canvas.ellipse(112 + lean + 28, 50, 9, 6, LIGHT);
  },
  tree: (canvas, random) => {
    canvas.line(40, 152, 190, 128 + random.range(-8, 8), 11, WOOD);
    for (let i = 0; i < 9; i++) canvas.ellipse(random.range(130, 215), random.range(102, 148), 17, 13, LEAF);
  },
  rubbish: (canvas, random) => {
    for (let i = 0; i < 16; i++) {
      const size = random.range(7, 16);
      canvas.ellipse(
        random.range(74, 170),
        random.range(124, 158),
        size,
        size * 0.7,
        random.pick([DARK, BLUE, LIGHT, WOOD]),
      );
    }
  },
  vehicle: (canvas, random) => {
    const colour = random.pick([RED, BLUE, LIGHT, YELLOW]);
    canvas.rectangle(58, 118, 124, 28, colour);
    canvas.rectangle(84, 98, 70, 24, GLASS);
    canvas.ellipse(86, 148, 13, 13, DARK);
    canvas.ellipse(154, 148, 13, 13, DARK);
  },
  water: (canvas, random) => {
    for (let i = 0; i < 7; i++)
      canvas.ellipse(random.range(80, 160), random.range(132, 160), random.range(24, 52), 9, GLASS);
    for (let i = 0; i < 6; i++) canvas.line(112 + i * 4, 134, 96 + i * 12, 104 + Math.abs(i - 3) * 6, 2, GLASS);
  },
  fire: (canvas, random) => {
    for (let i = 0; i < 7; i++) canvas.ellipse(random.range(90, 160), random.range(34, 84), 20, 15, SHADOW);
    for (let i = 0; i < 6; i++) {
      canvas.cone(random.range(88, 152), random.range(92, 112), 30, 46, i % 2 ? RED : ORANGE);
    }
    canvas.cone(120, 122, 24, 28, YELLOW);
  },
  building: (canvas, random) => {
    canvas.rectangle(66, 34, 108, 116, BRICK);
    for (let i = 0; i < 7; i++) {
      const x = random.range(72, 166);
      canvas.line(x, random.range(40, 80), x + random.range(-24, 24), random.range(90, 148), 3, DARK);
    }
    canvas.rectangle(110, 112, 22, 38, SHADOW);
  },
  sign: (canvas, random) => {
    canvas.rectangle(60, 50, 120, 52, random.pick([RED, BLUE, ORANGE]));
    for (let i = 0; i < 4; i++) canvas.rectangle(72 + i * 26, 64, 18, 24, LIGHT);
    canvas.line(66, 102, 66, 154, 4, DARK);
    canvas.line(174, 102, 174 + random.range(0, 16), 154, 4, DARK);
  },
  stall: (canvas, random) => {
    for (let i = 0; i < 6; i++) canvas.rectangle(62 + i * 20, 92, 20, 14, i % 2 ? LIGHT : RED);
    canvas.rectangle(68, 124, 108, 26, WOOD);
    for (let i = 0; i < 14; i++)
      canvas.ellipse(random.range(76, 168), 122, 6, 5, random.pick([RED, ORANGE, LEAF, YELLOW]));
  },
  people: (canvas, random) => {
    for (let i = 0; i < 4; i++) {
      const x = 70 + i * 32 + random.range(-5, 5);
      canvas.rectangle(x - 9, 112, 18, 42, random.pick([RED, BLUE, DARK, LEAF]));
      canvas.ellipse(x, 102, 8, 9, SKIN);
    }
  },
};

/**
 * Paints a street with the named problem in it; the same kind, seed and `after` always give the same picture.
 * `after` shows the place put in order: cones gone, a clean patch and a green tick.
 */
export function paintScene(kind: SceneKind, seed: number, after: boolean): Canvas {
  const random = randomOf(seed, SCENES.indexOf(kind));
  const canvas = new Canvas(WIDTH, HEIGHT, SKY);
  paintStreet(canvas, random);
  if (after) {
    canvas.ellipse(120, 142, 56, 20, LIGHT);
    canvas.line(96, 138, 114, 154, 9, LEAF);
    canvas.line(114, 154, 150, 116, 9, LEAF);
  } else {
    PROBLEMS[kind](canvas, random);
    if (random.chance(0.4)) canvas.cone(random.range(24, 50), 128, 18, 28, ORANGE);
  }
  grain(canvas, random);
  return canvas;
}

function paintStreet(canvas: Canvas, random: Random): void {
  for (let left = 0; left < WIDTH; ) {
    const width = random.int(34, 68);
    const top = random.int(14, 52);
    canvas.rectangle(left, top, width, HORIZON - top, random.chance(0.5) ? WALL : BRICK);
    for (let y = top + 8; y < HORIZON - 12; y += 16) {
      for (let x = left + 6; x < left + width - 10; x += 15) canvas.rectangle(x, y, 8, 9, GLASS);
    }
    left += width;
  }
  canvas.rectangle(0, HORIZON, WIDTH, 22, PAVEMENT);
  canvas.rectangle(0, HORIZON + 22, WIDTH, HEIGHT - HORIZON - 22, ASPHALT);
  for (let x = random.int(0, 24); x < WIDTH; x += 44) canvas.rectangle(x, 170, 24, 4, LIGHT);
  const tree = random.int(10, 36);
  canvas.rectangle(tree, 74, 6, 34, WOOD);
  canvas.ellipse(tree + 3, 62, 17, 20, LEAF);
}

/** A little noise on the asphalt, as a lens would give; few enough dots to keep the file small. */
function grain(canvas: Canvas, random: Random): void {
  for (let i = 0; i < 500; i++) {
    canvas.dot(random.int(0, WIDTH - 1), random.int(HORIZON + 22, HEIGHT - 1), random.chance(0.5) ? SHADOW : PAVEMENT);
  }
}
