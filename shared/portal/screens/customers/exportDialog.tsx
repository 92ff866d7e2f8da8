import { useEffect, useRef, useState } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { columns as allColumns, type Column } from './columns.tsx';
import { csvOf, readExport, rowsOf } from './csv.ts';
import { download } from '../../ui/download.ts';
import type { Operations } from '../../../client/operations.ts';

/** Saves the selected customers, or all that the filter shows, as a file for a spreadsheet; says how many rows. */
export function ExportDialog(props: {
  selected?: readonly Customer[];
  /** The filter whose customers are saved where none are selected. */
  query?: Operations['listCustomers']['query'];
  columns: readonly Column[];
  onClose: () => void;
}) {
  const { selected, query = {} } = props;
  const [isAll, setAll] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const save = async (): Promise<void> => {
    setProblem(undefined);
    try {
      const columns = isAll ? allColumns : props.columns;
      setSaving(true);
      const text = selected
        ? csvOf(selected, columns)
        : await readExport(query, columns, stop.current.signal);
      download('customers.csv', text);
      toast(t('export.done', { count: rowsOf(text) }));
      props.onClose();
    } catch (failure) {
      if (!stop.current.signal.aborted) setProblem(asProblem(failure));
    } finally {
      setSaving(false);
    }
  };
  const choice = (all: boolean, label: string) => (
    <label class="check-line">
      <input type="radio" name="columns" checked={isAll === all} onChange={() => setAll(all)} />
      <span>{label}</span>
    </label>
  );
  return (
    <Dialog
      title={t('export.title')}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button look="primary" icon="download" isBusy={isSaving} onClick={() => void save()}>
            {t('export.save')}
          </Button>
        </>
      }
    >
      <p>{selected ? t('export.selected', { count: selected.length }) : t('export.shown')}</p>
      <fieldset class="ticks">
        <legend class="label">{t('customers.columns')}</legend>
        {choice(false, t('export.columnsShown', { count: props.columns.length }))}
        {choice(true, t('export.columnsAll'))}
      </fieldset>
      {problem && <ProblemNotice problem={problem} again={() => void save()} />}
    </Dialog>
  );
}
