/** The numbers of a row. */

/** What the load generator tells the bench. */
export interface LoadResult {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Messages that should have arrived, and did. */
  readonly expected: number;
  readonly delivered: number;
}

export interface Row {
  readonly name: string;
  readonly clients: number;
  readonly deliveredMs: { readonly p50: number; readonly p99: number };
  readonly rssMb: number;
}

/** The value below which `share` of all lie, by nearest rank. @param sorted ascending, not empty */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

const COLUMNS = ['relay', 'clients', 'p50 ms', 'p99 ms', 'MB'] as const;

export function writeTable(rows: readonly Row[]): string {
  const cells = rows.map(({ name, clients, deliveredMs, rssMb }) => [
    name,
    String(clients),
    deliveredMs.p50.toFixed(1),
    deliveredMs.p99.toFixed(1),
    rssMb.toFixed(0),
  ]);
  const widths = COLUMNS.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
  return [COLUMNS, ...cells].map(line).join('\n');
}
