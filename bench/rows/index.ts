import type { Row } from '../measure.ts';
import { start } from './start.ts';

/** Every row of the table, in the order of the performance page. A row may yield several lines. */
export const ROWS: Record<string, () => Promise<Row[]>> = { start };
