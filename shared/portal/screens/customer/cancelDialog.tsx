import type { Customer } from '../../../client/operations.ts';
import { Button, Notice } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { openWay, useWayCommands } from './actions.ts';

/** Asks before an invitation is withdrawn: its link stops working. */
export function CancelDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { cancel, isRunning, problem } = useWayCommands(customer.customerTenantId);
  const way = openWay(customer);
  const name = customer.companyName || customer.domain;
  const run = async (): Promise<void> => {
    if (!way || !(await cancel(way))) return;
    toast(t('customer.cancelled', { name }));
    onClose();
  };
  return (
    <Dialog
      title={t('customer.cancelTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t(way ? 'customer.keep' : 'common.close')}</Button>
          {way && (
            <Button look="danger" isBusy={isRunning} onClick={() => void run()}>
              {t('customer.cancel')}
            </Button>
          )}
        </>
      }
    >
      {way ? <p>{t('customer.cancelText', { name })}</p> : <Notice tone="quiet" title={t('links.none')} />}
      {problem && <ProblemNotice problem={problem} />}
    </Dialog>
  );
}
