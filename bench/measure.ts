/** One line of the table and of the JSON file. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  /** the same work done by the barest program, in the same unit; null where the row has none */
  floor: number | null;
  /** value ÷ floor */
  ratio: number | null;
  runs: number;
  min: number;
  max: number;
}

export interface Samples {
  name: string;
  unit: string;
  values: readonly number[];
  floors: readonly number[];
  /** which of the samples stands for the row; the median unless said */
  pick?: (sorted: readonly number[]) => number;
}

/** The p-th percentile (0…1) of sorted numbers, nearest rank. */
export function percentile(sorted: readonly number[], p: number): number {
  const value = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('percentile of nothing');
  return value;
}

export const median = (sorted: readonly number[]): number => percentile(sorted, 0.5);
export const p95 = (sorted: readonly number[]): number => percentile(sorted, 0.95);

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Condenses the samples of a row and of its floor. Throws RangeError when there are none. */
export function toRow({ name, unit, values, floors, pick = median }: Samples): Row {
  const sorted = ascending(values);
  const value = pick(sorted);
  const floor = floors.length > 0 ? pick(ascending(floors)) : null;
  return {
    name,
    value,
    unit,
    floor,
    ratio: floor === null ? null : value / floor,
    runs: sorted.length,
    min: percentile(sorted, 0),
    max: percentile(sorted, 1),
  };
}

/** Runs value and floor in turn, so that a slow minute of the machine falls on both alike. */
export async function interleaved(
  runs: number,
  value: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<{ values: number[]; floors: number[] }> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let run = 0; run < runs; run++) {
    floors.push(await floor());
    values.push(await value());
  }
  return { values, floors };
}

const digits = (value: number): string => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3));

export function formatTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.name,
    `${digits(row.value)} ${row.unit}`,
    row.floor === null ? '–' : `${digits(row.floor)} ${row.unit}`,
    row.ratio === null ? '–' : row.ratio.toFixed(2),
    `${row.runs}`,
    `${digits(row.min)} … ${digits(row.max)}`,
  ]);
  const table = [['row', 'value', 'floor', 'ratio', 'runs', 'min … max'], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => (line[column] ?? '').length))) ?? [];
  return table.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
