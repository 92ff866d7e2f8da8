import { useEffect, useRef, useState } from 'preact/hooks';
import type { Customer, Operations } from '../../../client/operations.ts';
import { getSession } from '../../api/permissions.ts';
import { Button } from '../../ui/basics.tsx';
import { asProblem } from '../../api/problem.ts';
import { complainOf } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { readEvery } from './readEvery.ts';

/** Selects all customers that fit the filter, also those of pages that are not shown: an act of its own, with its name. */
export function SelectAll(props: {
  query: Operations['listCustomers']['query'];
  /** How many fit, where that is known. */
  count: number | undefined;
  onSelect: (all: readonly Customer[]) => void;
}) {
  const [read, setRead] = useState<number | undefined>();
  const stop = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  // A job takes no more rows than this.
  const most = getSession().limits.importRows;
  const run = async (): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    setRead(0);
    try {
      const all = await readEvery(props.query, { signal: controller.signal, onRead: setRead, most });
      if (controller.signal.aborted) return;
      props.onSelect(all);
      if (all.length === most) toast(t('selectAll.most', { count: most }));
    } catch (failure) {
      if (!controller.signal.aborted) complainOf(asProblem(failure));
    } finally {
      setRead(undefined);
    }
  };
  if (read !== undefined) {
    return <Button onClick={() => stop.current?.abort()}>{t('selectAll.reading', { count: read })}</Button>;
  }
  return (
    <Button onClick={() => void run()}>
      {props.count === undefined
        ? t('selectAll.all')
        : t('selectAll.count', { count: Math.min(props.count, most) })}
    </Button>
  );
}
