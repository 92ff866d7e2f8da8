import { useState } from 'preact/hooks';
import type { CustomerReadiness } from '../../../client/operations.ts';
import { useRead } from '../../api/reads.ts';
import { setQuery, useAddress } from '../../router.tsx';
import { Button, LinkButton, Skeleton, Time } from '../../ui/basics.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { ReadinessCard } from '../../ui/readinessCard.tsx';
import { copy } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';

const isTenantId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** May this customer order? Asked with a domain or a tenant id; the question is in the address, to share it. */
export function Readiness() {
  const asked = useAddress().query.get('for')?.trim() ?? '';
  const [typed, setTyped] = useState(asked);
  return (
    <Page title={t('nav.readiness')} lead={t('lookup.text')}>
      <form
        class="lookup"
        onSubmit={(event: Event) => {
          event.preventDefault();
          setQuery({ for: typed.trim() || undefined });
        }}
      >
        <TextField label={t('lookup.label')} value={typed} maxLength={253} onInput={setTyped} />
        <Button type="submit" look="primary" icon="search">
          {t('lookup.ask')}
        </Button>
      </form>
      {asked &&
        (isTenantId(asked) ? <ById key={asked} id={asked} /> : <ByDomain key={asked} domain={asked} />)}
    </Page>
  );
}

function ById({ id }: { id: string }) {
  const read = useRead('getReadiness', { params: { customerTenantId: id.toLowerCase() } });
  return <Answer {...read} />;
}

function ByDomain({ domain }: { domain: string }) {
  const read = useRead('findReadiness', { query: { domain: domain.replace(/^.*@/, '') } });
  return <Answer {...read} />;
}

function Answer({ data, problem, again }: ReturnType<typeof useRead<'getReadiness'>>) {
  if (problem) return <ProblemNotice problem={problem} again={again} />;
  return data ? <Found data={data} /> : <Skeleton lines={4} />;
}

function Found({ data }: { data: CustomerReadiness }) {
  return (
    <ReadinessCard
      canOrder={data.canOrder}
      text={maybe(`readiness.${data.code}`) ?? data.detail}
      reason={data.reason}
      asOf={<Time at={data.asOf} isRelative />}
      isNews
      actions={
        <>
          <LinkButton to={`/customers/${data.customerTenantId}`}>{t('prospect.toCustomer')}</LinkButton>
          <Button icon="link" onClick={() => void copy(location.href, t('links.link'))}>
            {t('lookup.share')}
          </Button>
        </>
      }
    />
  );
}
