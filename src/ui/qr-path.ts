/** A QR symbol as the path of one SVG drawing. Pure. */

/** Light modules that must surround a symbol for readers to find it; ISO/IEC 18004, section 5.3.8. */
export const QUIET_MODULES = 4;

/**
 * Every run of dark modules of every row as one rectangle, so that no seams show between neighbours.
 * @param rows of modules, quiet zone included; `true` is dark
 */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
  return rows.map((row, y) => rowPath(row, y)).join('');
}

function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x++;
    const run = x + 1 - from;
    path += `M${from} ${y}h${run}v1h-${run}z`;
  }
  return path;
}
