import type { RelationshipInvitation } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { usePages } from '../../api/usePages.ts';
import { Link } from '../../router.tsx';
import { AsOf, Badge, Empty, LinkButton, Name, Skeleton, Time, type Tone } from '../../ui/basics.tsx';
import { More } from '../../ui/more.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
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

const listed = { every: 30_000, idOf: (one: RelationshipInvitation) => one.id };

/** The invitations to people who are no customers yet, newest first. */
export function Prospects() {
  const pages = usePages('listProspects', {}, listed);
  const { items } = pages;
  const invite = may('inviteProspect') && (
    <LinkButton to="/relationship-invitations/new" look="primary" icon="plus">
      {t('prospect.new')}
    </LinkButton>
  );
  return (
    <Page title={t('nav.relationships')} lead={<AsOf at={pages.at} />} actions={invite}>
      {pages.problem && <ProblemNotice problem={pages.problem} again={pages.again} />}
      {!items && !pages.problem && <Skeleton lines={8} />}
      {items?.length === 0 && (
        <Empty icon="relationship" title={t('prospect.none')} text={t('prospect.noneText')}>
          {invite}
        </Empty>
      )}
      {items && items.length > 0 && <Table items={items} />}
      <p class="after-table">
        <More pages={pages} />
      </p>
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
