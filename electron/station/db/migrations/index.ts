import { migration as first } from './0001.ts';
import { migration as search } from './0002.ts';
import { migration as outbox } from './0003.ts';
import { migration as history } from './0004.ts';
import { migration as contacts } from './0005.ts';
import { migration as operators } from './0006.ts';
import { migration as filters } from './0007.ts';
import { migration as markers } from './0008.ts';
import { migration as recordings } from './0009.ts';
import { migration as pressure } from './0010.ts';
import { migration as handOvers } from './0011.ts';
import { migration as facts } from './0012.ts';
import { migration as lists } from './0013.ts';
import { migration as dutyDays } from './0014.ts';
import { migration as heat } from './0015.ts';

/** Migrations in order; number n brings a database from `user_version` n−1 to n. */
export const MIGRATIONS: readonly string[] = [
  first,
  search,
  outbox,
  history,
  contacts,
  operators,
  filters,
  markers,
  recordings,
  pressure,
  handOvers,
  facts,
  lists,
  dutyDays,
  heat,
];
