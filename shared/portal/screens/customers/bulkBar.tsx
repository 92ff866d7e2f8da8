import { useRef, useState } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { cache, useCommand } from '../../api/reads.ts';
import { useGo } from '../../router.tsx';
import { Button } from '../../ui/basics.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { fits, forEach, keepNames, mostByItself, type BulkAct, type Outcome } from './bulk.ts';
import { CancelMany, Outcomes } from './bulkDialogs.tsx';
import type { Column } from './columns.tsx';
import { ExportDialog } from './exportDialog.tsx';
import { InviteMany } from './inviteMany.tsx';

type Open = 'invite' | 'cancel' | 'export' | undefined;

/** What can be done with all that is selected; it says how many that is. */
export function BulkBar(props: {
  selected: readonly Customer[];
  columns: readonly Column[];
  onClear: () => void;
}) {
  const { selected, onClear } = props;
  const [open, setOpen] = useState<Open>();
  const [done, setDone] = useState<number | undefined>();
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | undefined>();
  const stop = useRef(new AbortController());
  const goOn = useGo();
  const close = (): void => setOpen(undefined);
  const job = useCommand('createImport', { isQuiet: true });
  const runAsImport = async (act: BulkAct, customers: readonly Customer[]): Promise<void> => {
    const customerTenantIds = customers.map((one) => one.customerTenantId);
    const made = await job.run({ query: { action: act }, body: { customerTenantIds } });
    if (!made || !('id' in made)) return;
    // Without the names the page of the import shows ids.
    await keepNames(made.id, customers).catch(() => undefined);
    toast(t(`bulk.done.${act}`, { count: customers.length }));
    goOn(`/imports/${made.id}`);
  };
  const run = async (act: BulkAct): Promise<void> => {
    const fitting = selected.filter((one) => fits(act, one));
    if (fitting.length > mostByItself && may('createImport')) return runAsImport(act, fitting);
    stop.current = new AbortController();
    setDone(0);
    const all = await forEach(act, selected, { signal: stop.current.signal, onDone: setDone });
    setDone(undefined);
    void cache.invalidateQueries();
    const isAllDone = all.length === selected.length && all.every(({ result }) => result === 'done');
    if (isAllDone) toast(t(`bulk.done.${act}`, { count: all.length }));
    else setOutcomes(all);
  };
  const resendable = selected.filter((one) => fits('resend', one)).length;
  const cancellable = selected.filter((one) => fits('cancel', one)).length;
  const more: MenuItem[] = [];
  if (may('resendInvitation') && resendable > 0) {
    more.push({
      label: t('bulk.resend', { count: resendable }),
      icon: 'refresh',
      act: () => void run('resend'),
    });
  }
  if (may('cancelInvitation') && cancellable > 0) {
    more.push({
      label: t('bulk.cancel', { count: cancellable }),
      icon: 'close',
      isDangerous: true,
      act: () => setOpen('cancel'),
    });
  }
  return (
    <>
      {selected.length > 0 && (
        <div class="bulk" role="region" aria-label={t('bulk.title')}>
          <strong>
            {done === undefined
              ? t('bulk.selected', { count: selected.length })
              : t('bulk.progress', { done, of: selected.length })}
          </strong>
          {done !== undefined ? (
            <Button onClick={() => stop.current.abort()}>{t('bulk.stop')}</Button>
          ) : (
            <span class="actions">
              {may('createImport') && (
                <Button look="primary" icon="invite" onClick={() => setOpen('invite')}>
                  {t('bulk.invite')}
                </Button>
              )}
              {may('requestCheck') && (
                <Button icon="readiness" isBusy={job.isRunning} onClick={() => void run('check')}>
                  {t('bulk.check')}
                </Button>
              )}
              <Button icon="download" onClick={() => setOpen('export')}>
                {t('bulk.export')}
              </Button>
              {more.length > 0 && <Menu label={t('bulk.more')} items={more} />}
              <Button look="subtle" icon="close" onClick={onClear}>
                {t('bulk.clear')}
              </Button>
            </span>
          )}
        </div>
      )}
      {open === 'invite' && (
        <InviteMany
          customers={selected}
          onClose={close}
          onSent={() => {
            close();
            onClear();
          }}
        />
      )}
      {open === 'cancel' && (
        <CancelMany
          count={cancellable}
          onClose={close}
          onConfirm={() => {
            close();
            void run('cancel');
          }}
        />
      )}
      {open === 'export' && <ExportDialog selected={selected} columns={props.columns} onClose={close} />}
      {outcomes && <Outcomes outcomes={outcomes} onClose={() => setOutcomes(undefined)} />}
    </>
  );
}
