import type { Import } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { useNames } from '../../api/useNames.ts';
import { Link } from '../../router.tsx';
import { AsOf, Badge, Empty, LinkButton, Name, Skeleton, Time } from '../../ui/basics.tsx';
import { number } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';
import { isOver, lookOf } from './importState.ts';

/** Earlier imports, newest first. */
export function Imports() {
  const read = useRead(
    'listImports',
    { query: { pageSize: 100 } },
    { every: (list) => (list?.items.some((one) => !isOver(one)) ? 5000 : 30_000) },
  );
  const nameOf = useNames(read.data?.items.map(({ by }) => by) ?? []);
  return (
    <Page
      title={t('nav.imports')}
      lead={read.data && <AsOf at={read.at} />}
      actions={
        may('createImport') && (
          <LinkButton to="/imports/new" look="primary" icon="plus">
            {t('imports.new')}
          </LinkButton>
        )
      }
    >
      {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
      {!read.data && !read.problem && <Skeleton lines={6} />}
      {read.data?.items.length === 0 && (
        <Empty icon="imports" title={t('imports.none')} text={t('imports.noneText')}>
          {may('createImport') && <LinkButton to="/imports/new">{t('imports.new')}</LinkButton>}
        </Empty>
      )}
      {read.data && read.data.items.length > 0 && (
        <div class="table-frame">
          <table class="stacked">
            <caption class="hidden">{t('nav.imports')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('imports.what')}</th>
                <th scope="col">{t('imports.begun')}</th>
                <th scope="col">{t('imports.by')}</th>
                <th scope="col" class="number">
                  {t('imports.rows')}
                </th>
                <th scope="col" class="number">
                  {t('imports.result.refused')}
                </th>
                <th scope="col">{t('imports.stateTitle')}</th>
              </tr>
            </thead>
            <tbody>
              {read.data.items.map((one) => (
                <Line key={one.id} one={one} name={nameOf(one.by)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  );
}

function Line({ one, name }: { one: Import; name: string }) {
  const [tone, icon] = lookOf(one);
  return (
    <tr>
      <th scope="row">
        <Link to={`/imports/${one.id}`}>{t(`imports.title.${one.action}`)}</Link>
      </th>
      <td class="nowrap">
        <Time at={one.createdAt} />
      </td>
      <td>
        <Name>{name}</Name>
      </td>
      <td class="number" data-label={t('imports.rows')}>
        {number(one.counts.rows)}
      </td>
      <td class="number" data-label={t('imports.result.refused')}>
        {number(one.counts.refused)}
      </td>
      <td>
        <Badge tone={tone} icon={icon}>
          {t(`imports.state.${one.state}`)}
        </Badge>
      </td>
    </tr>
  );
}
