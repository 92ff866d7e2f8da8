import { useState } from 'preact/hooks';
import type { RelationshipInvitation } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { Link } from '../../router.tsx';
import { AsOf, Badge, Button, Empty, LinkButton, Name, Skeleton, Time, type Tone } from '../../ui/basics.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';

const tones: Readonly<Record<RelationshipInvitation['state'], Tone>> = {
  open: 'busy',
  undeliverable: 'bad',
  ambiguous: 'warn',
  linked: 'good',
  expired: 'warn',
  declined: 'warn',
  cancelled: 'quiet',
  failed: 'bad',
};

export function ProspectState({ state }: { state: RelationshipInvitation['state'] }) {
  return <Badge tone={tones[state]}>{t(`prospect.state.${state}`)}</Badge>;
}

/** The invitations to people who are no customers yet, newest first. */
export function Prospects() {
  const first = useRead('listProspects', {}, { every: 30_000 });
  const [more, setMore] = useState<{ items: readonly RelationshipInvitation[]; token: string | null }>();
  const token = more ? more.token : (first.data?.continuationToken ?? null);
  const items = first.data && [...first.data.items, ...(more?.items ?? [])];
  const readOn = async (continuationToken: string): Promise<void> => {
    const page = await call('listProspects', { query: { continuationToken } }).catch(() => undefined);
    if (page) setMore({ items: [...(more?.items ?? []), ...page.items], token: page.continuationToken });
    else toast(t('customer.notDone'));
  };
  const invite = may('inviteProspect') && (
    <LinkButton to="/relationship-invitations/new" look="primary" icon="plus">
      {t('prospect.new')}
    </LinkButton>
  );
  return (
    <Page title={t('nav.relationships')} lead={<AsOf at={first.at} />} actions={invite}>
      {first.problem && <ProblemNotice problem={first.problem} again={first.again} />}
      {!items && !first.problem && <Skeleton lines={8} />}
      {items?.length === 0 && (
        <Empty icon="relationship" title={t('prospect.none')} text={t('prospect.noneText')}>
          {invite}
        </Empty>
      )}
      {items && items.length > 0 && <Table items={items} />}
      {token && (
        <p class="after-table">
          <Button onClick={() => void readOn(token)}>{t('common.loadMore')}</Button>
        </p>
      )}
    </Page>
  );
}

function Table({ items }: { items: readonly RelationshipInvitation[] }) {
  return (
    <div class="table-frame">
      <table class="cards">
        <caption class="hidden">{t('nav.relationships')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('prospect.invited')}</th>
            <th scope="col">{t('customers.status')}</th>
            <th scope="col">{t('common.domain')}</th>
            <th scope="col">{t('way.created')}</th>
            <th scope="col">{t('way.expires')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to={`/relationship-invitations/${one.id}`}>
                  <Name>{one.companyName ?? one.recipient.email}</Name>
                </Link>
                <span class="under">
                  <Name>{one.recipient.email}</Name>
                </span>
              </th>
              <td class="in-card">
                <ProspectState state={one.state} />
              </td>
              <td class="spare">
                <Name>{one.domain ?? '–'}</Name>
              </td>
              <td class="spare nowrap">
                <Time at={one.createdAt} isRelative />
              </td>
              <td class="spare nowrap">
                <Time at={one.expiresAt} isRelative />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
