import { breathe } from '../breathe.ts';
import type { Ground } from '../intake/district.ts';

type Walkable = NonNullable<Ground['walkable']>;

/** pieces whose grid is looked for in one go */
const PIECES_A_STEP = 2000;
/** The unit grid of each piece, found once for a district. */
const gridsOf = new WeakMap<Walkable, Promise<string[]>>();

/** The code of the unit grid each piece of street lies in, '' where it lies in none. */
export function gridsOfPieces(walkable: Walkable, grids: Ground['grids']): Promise<string[]> {
  const known = gridsOf.get(walkable) ?? findGrids(walkable, grids);
  gridsOf.set(walkable, known);
  return known;
}

/** A piece on a border counts to the grid its middle lies in. */
async function findGrids({ pieces }: Walkable, grids: Ground['grids']): Promise<string[]> {
  const codes: string[] = [];
  for (let piece = 0; piece < pieces.count; piece += 1) {
    const [a, b] = pieces.line(piece);
    codes.push(grids.gridAt((a[0] + b[0]) / 2, (a[1] + b[1]) / 2));
    if (piece % PIECES_A_STEP === 0) await breathe();
  }
  return codes;
}
