import type { ImportPage } from '../../../client/operations.ts';
import { language, maybe, t } from '../../words.ts';

export type ResultRow = ImportPage['items'][number];

/** Why a row was refused, one sentence for each place. */
export function reasonsOf({ code, message, errors }: ResultRow): readonly string[] {
  const placed = errors.map((error) => {
    const column = error.pointer.split('/')[3] ?? '';
    const name = maybe(`imports.column.${column}`);
    // The API explains in English; readers of other languages get the place.
    const what = language() === 'en' ? error.message : t('imports.badCell');
    return name ? t('imports.cellProblem', { column: name, what }) : what;
  });
  if (placed.length > 0) return placed;
  return [maybe(`imports.why.${code ?? ''}`) ?? maybe(`problem.${code ?? ''}`) ?? message ?? code ?? ''];
}
