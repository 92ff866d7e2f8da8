import type { Customer } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand } from '../../api/reads.ts';
import { setQuery } from '../../router.tsx';
import { Button, Card, Facts, LinkButton, Name, Time } from '../../ui/basics.tsx';
import { CopyableId } from '../../ui/copyableId.tsx';
import { countryName } from '../../ui/format.ts';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';

/** What is on record of a customer, and the ways to its proof. */
export function Record({ customer }: { customer: Customer }) {
  const { customerTenantId, acceptance } = customer;
  const signatory = acceptance?.signatory;
  const refusal = useCommand('noteDirectRefusal');
  const noteRefusal = async (): Promise<void> => {
    const done = await refusal.run({ params: { customerTenantId }, body: {} });
    if (done) toast(t('customer.refusalNoted'));
  };
  return (
    <Card title={t('customer.record')}>
      <Facts
        items={[
          [t('common.country'), countryName(customer.country)],
          [
            t('customer.tenantId'),
            <CopyableId key="id" id={customerTenantId} name={t('customer.tenantId')} />,
          ],
          [
            t('customer.acceptance'),
            acceptance ? (
              <span key="acceptance">
                {maybe(`acceptance.${acceptance.path}`)}{' '}
                {acceptance.acceptedAt && <Time at={acceptance.acceptedAt} />}
              </span>
            ) : (
              t('common.none')
            ),
          ],
          [
            t('customer.signatory'),
            signatory ? (
              <span key="who">
                <Name>{[signatory.firstName, signatory.lastName].filter(Boolean).join(' ')}</Name>{' '}
                <Name>{signatory.email}</Name>
              </span>
            ) : (
              '–'
            ),
          ],
          [t('customer.nextCheck'), <Time key="next" at={customer.check.nextCheckAt} isRelative />],
        ]}
      />
      <div class="actions card-foot">
        {may('getEvidence') && (
          <LinkButton to={`/customers/${customerTenantId}/evidence`} icon="shield">
            {t('evidence.title')}
          </LinkButton>
        )}
        {may('getAgreementTemplate') && (
          <Button icon="external" onClick={() => setQuery({ show: 'agreement' })}>
            {t('agreement.title')}
          </Button>
        )}
        {may('noteDirectRefusal') && ['required', 'invited', 'expired'].includes(customer.status) && (
          <Button look="subtle" isBusy={refusal.isRunning} onClick={() => void noteRefusal()}>
            {t('customer.noteRefusal')}
          </Button>
        )}
      </div>
      {refusal.problem && <ProblemNotice problem={refusal.problem} />}
    </Card>
  );
}
