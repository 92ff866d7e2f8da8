import { Button, Name, Notice } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { problemTitle } from '../../ui/problem.tsx';
import { Problem } from '../../api/problem.ts';
import { t } from '../../words.ts';
import type { Outcome } from './bulk.ts';

/** Asks before many invitations are withdrawn; the button says how many. */
export function CancelMany(props: { count: number; onClose: () => void; onConfirm: () => void }) {
  return (
    <Dialog
      title={t('bulk.cancelTitle', { count: props.count })}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('bulk.keep')}</Button>
          <Button look="danger" onClick={props.onConfirm}>
            {t('bulk.cancel', { count: props.count })}
          </Button>
        </>
      }
    >
      <p>{t('bulk.cancelText')}</p>
    </Dialog>
  );
}

/** What became of each customer, where not all went well: the refused ones by name, with the reason. */
export function Outcomes({ outcomes, onClose }: { outcomes: readonly Outcome[]; onClose: () => void }) {
  const refused = outcomes.filter(({ result }) => result instanceof Problem);
  const count = (wanted: Outcome['result']) => outcomes.filter(({ result }) => result === wanted).length;
  return (
    <Dialog
      title={t('bulk.outcome')}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <Notice
        tone={refused.length > 0 ? 'warn' : 'quiet'}
        title={t('bulk.counts', {
          done: count('done'),
          skipped: count('skipped'),
          refused: refused.length,
        })}
      />
      <ul class="outcomes">
        {refused.map(({ customer, result }) => (
          <li key={customer.customerTenantId}>
            <strong>
              <Name>{customer.companyName || customer.domain}</Name>
            </strong>{' '}
            {result instanceof Problem && problemTitle(result)}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
