import { useEffect, useRef, useState } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { columns as allColumns, type Column } from './columns.tsx';
import { csvOf } from './csv.ts';
import { download } from '../../ui/download.ts';
import { readEvery } from './readEvery.ts';
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
  const [read, setRead] = useState<number | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const save = async (): Promise<void> => {
    setProblem(undefined);
    try {
      const rows = selected ?? (await readEvery(query, { signal: stop.current.signal, onRead: setRead }));
      download('customers.csv', csvOf(rows, isAll ? allColumns : props.columns));
      toast(t('export.done', { count: rows.length }));
      props.onClose();
    } catch (failure) {
      if (!stop.current.signal.aborted) setProblem(asProblem(failure));
    } finally {
      setRead(undefined);
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
          <Button look="primary" icon="download" isBusy={read !== undefined} onClick={() => void save()}>
            {read === undefined ? t('export.save') : t('export.read', { count: read })}
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
