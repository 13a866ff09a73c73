import { CACHE_SETS, heatIndex } from '../cacheTables.ts';

/** The map counts where cases lie without touching a row. A database made by this version has the index from its start. */
export const migration = CACHE_SETS.map(heatIndex).join('\n');
