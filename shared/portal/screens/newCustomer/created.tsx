import type { CreatedCustomer } from '../../../client/operations.ts';
import { Button, Card, LinkButton, Name, Notice } from '../../ui/basics.tsx';
import { dateTime } from '../../ui/format.ts';
import { copy } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';

/** How long the first credentials can be looked at. */
const shownForMs = 72 * 60 * 60_000;

// In memory only: the link shows a password, so it stands in no address.
const created = new Map<string, CreatedCustomer>();
export const keepCreated = (customer: CreatedCustomer): void =>
  void created.set(customer.customerTenantId, customer);
export const createdOf = (id: string | null): CreatedCustomer | undefined => created.get(id ?? '');

/** What is to be done with a customer that was just made: hand over its credentials, and follow its acceptance. */
export function Created({ customer }: { customer: CreatedCustomer }) {
  const { customerTenantId, companyName, domain, credentialsUrl, content } = customer;
  const until = dateTime(new Date(customer.createdAt).getTime() + shownForMs);
  return (
    <div class="stack narrow">
      <Notice tone="good" title={t('newCustomer.done', { name: companyName || domain })}>
        <p>{t(content ? 'newCustomer.doneLink' : 'newCustomer.doneMail')}</p>
      </Notice>
      <Card title={t('newCustomer.credentials')}>
        {credentialsUrl ? (
          <div class="form">
            <p>{t('newCustomer.credentialsText', { until })}</p>
            <div class="copy-head">
              <code class="grow">
                <Name>{credentialsUrl}</Name>
              </code>
              <Button icon="copy" onClick={() => void copy(credentialsUrl, t('newCustomer.credentialsLink'))}>
                {t('common.copy')}
              </Button>
            </div>
            <p class="quiet">{t('newCustomer.credentialsOnce')}</p>
          </div>
        ) : (
          <Notice tone="warn" title={t('newCustomer.noCredentials')} />
        )}
      </Card>
      <CredentialsMissed isOpen={!credentialsUrl} />
      <div class="actions">
        <LinkButton to={`/customers/${customerTenantId}${content ? '?show=links' : ''}`} look="primary">
          {t('newCustomer.open')}
        </LinkButton>
        <LinkButton to="/new-customer">{t('newCustomer.another')}</LinkButton>
      </div>
    </div>
  );
}

/** Microsoft tells the first password once: what helps when nobody saw it in time. */
export function CredentialsMissed({ isOpen = false }: { isOpen?: boolean }) {
  return (
    <Card>
      <details open={isOpen}>
        <summary>
          <strong>{t('newCustomer.missed')}</strong>
        </summary>
        <p class="quiet card-foot">{t('newCustomer.missedText')}</p>
        <ol class="todo">
          <li>{t('newCustomer.missed1')}</li>
          <li>{t('newCustomer.missed2')}</li>
          <li>{t('newCustomer.missed3')}</li>
        </ol>
      </details>
    </Card>
  );
}
