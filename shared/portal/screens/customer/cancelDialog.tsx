import type { Customer } from '../../../client/operations.ts';
import { Button } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { openWay, useWayCommands } from './actions.ts';

/** Asks before an invitation is withdrawn: its link stops working. */
export function CancelDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { cancel, isRunning, problem } = useWayCommands(customer.customerTenantId);
  const way = openWay(customer);
  if (!way) return null;
  const name = customer.companyName || customer.domain;
  const run = async (): Promise<void> => {
    if (!(await cancel(way))) return;
    toast(t('customer.cancelled', { name }));
    onClose();
  };
  return (
    <Dialog
      title={t('customer.cancelTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('customer.keep')}</Button>
          <Button look="danger" isBusy={isRunning} onClick={() => void run()}>
            {t('customer.cancel')}
          </Button>
        </>
      }
    >
      <p>{t('customer.cancelText', { name })}</p>
      {problem && <ProblemNotice problem={problem} />}
    </Dialog>
  );
}
