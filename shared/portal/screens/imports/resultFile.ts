import { download } from '../../ui/download.ts';
import { asText, csvLine } from '../customers/csv.ts';
import { t } from '../../words.ts';
import { reasonsOf, type ResultRow } from './rowProblem.ts';
import type { Table } from './table.ts';

/** The person's own rows with what became of each behind them: all of them, or the refused ones alone to be mended. */
export function downloadRows(table: Table, results: readonly ResultRow[], which: 'all' | 'refused'): void {
  const byRow = new Map(results.map((one) => [one.row, one] as const));
  const lines = table.rows.flatMap(({ number, cells }) => {
    const result = byRow.get(number);
    if (which === 'refused' && result?.result !== 'refused') return [];
    const width = table.header.map((_, at) => cells[at] ?? '');
    return [csvLine([...width, ...added(result)])];
  });
  const header = csvLine([...table.header, t('imports.result'), t('imports.reason'), t('links.link')]);
  const base = table.name.replace(/\.\w+$/, '');
  download(`${base}-${which === 'all' ? 'result' : 'refused'}.csv`, [header, ...lines, ''].join('\r\n'));
}

/** The outcome of each row where the file itself is not at hand. */
export function downloadResults(results: readonly ResultRow[]): void {
  const lines = results.map((one) => csvLine([String(one.row), one.customerTenantId, ...added(one)]));
  const header = ['row', 'customerTenantId', t('imports.result'), t('imports.reason'), t('links.link')];
  download('import-result.csv', [csvLine(header), ...lines, ''].join('\r\n'));
}

function added(result: ResultRow | undefined): (string | null)[] {
  if (!result) return ['', '', ''];
  const reasons = result.result === 'refused' ? reasonsOf(result).join(' ') : '';
  return [t(`imports.result.${result.result}`), asText(reasons), result.url];
}
