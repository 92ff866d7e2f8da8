import { Button, Card, Name, Notice } from '../../ui/basics.tsx';
import { setQuery } from '../../router.tsx';
import { t } from '../../words.ts';
import { columnProblems, columnsFor, isNeeded, type Column, type ColumnProblem } from './columns.ts';
import type { StepProps } from './draft.ts';

/** What each column of the file holds: found by its name, and mended by hand. */
export function ChooseColumns({ draft, onChange, onNext }: StepProps & { onNext: () => void }) {
  const { table, mapping, action } = draft;
  if (!table) return null;
  const problems = columnProblems(mapping, action);
  const set = (at: number, column: Column | null): void =>
    onChange({ action, table, mapping: mapping.map((one, index) => (index === at ? column : one)) });
  return (
    <div class="stack">
      {problems.length > 0 && (
        <Notice tone="warn" title={t('imports.columnsWrong')}>
          <ul>
            {problems.map((problem) => (
              <li key={wordOf(problem)}>{wordOf(problem)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Card title={t('imports.columns')}>
        <p class="quiet">
          <Name>{table.name}</Name> · {t('imports.rowCount', { count: table.rows.length })}
        </p>
        <div class="table-frame flat">
          <table class="stacked">
            <caption class="hidden">{t('imports.columns')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('imports.inFile')}</th>
                <th scope="col">{t('imports.readAs')}</th>
                <th scope="col">{t('imports.example')}</th>
              </tr>
            </thead>
            <tbody>
              {table.header.map((name, at) => (
                <tr key={at}>
                  <th scope="row">
                    <Name>{name || t('imports.nameless')}</Name>
                  </th>
                  <td>
                    <select
                      aria-label={t('imports.readAsFor', { name: name || t('imports.nameless') })}
                      value={mapping[at] ?? ''}
                      onChange={(event: Event) =>
                        set(at, ((event.currentTarget as HTMLSelectElement).value || null) as Column | null)
                      }
                    >
                      <option value="" selected={!mapping[at]}>
                        {t('imports.notRead')}
                      </option>
                      {columnsFor(action).map((column) => (
                        <option key={column} value={column} selected={mapping[at] === column}>
                          {t(`imports.column.${column}`)}
                          {isNeeded(column, action) ? ' *' : ''}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td class="quiet example">
                    <Name>{samplesOf(table.rows, at)}</Name>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      <div class="actions">
        <Button look="primary" disabled={problems.length > 0} onClick={onNext}>
          {t('imports.check', { count: table.rows.length })}
        </Button>
        <Button onClick={() => setQuery({ step: undefined })}>{t('common.back')}</Button>
      </div>
    </div>
  );
}

const samplesOf = (rows: readonly { readonly cells: readonly string[] }[], at: number): string =>
  rows
    .slice(0, 20)
    .map(({ cells }) => cells[at]?.trim() ?? '')
    .filter(Boolean)
    .slice(0, 2)
    .join(' · ');

function wordOf(problem: ColumnProblem): string {
  if (problem.kind === 'noCustomer') return t('imports.noCustomer');
  return t(problem.kind === 'missing' ? 'imports.missingColumn' : 'imports.twice', {
    column: t(`imports.column.${problem.column}`),
  });
}
