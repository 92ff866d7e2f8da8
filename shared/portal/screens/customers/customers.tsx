import type { Customer } from '../../../client/operations.ts';
import { useState } from 'preact/hooks';
import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { usePages } from '../../api/usePages.ts';
import { setQuery, useAddress } from '../../router.tsx';
import { AsOf, Button, Empty, IconButton, Skeleton } from '../../ui/basics.tsx';
import { More } from '../../ui/more.tsx';
import { Page } from '../../ui/page.tsx';
import { Popover } from '../../ui/popover.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';
import { BulkBar } from './bulkBar.tsx';
import { ColumnTicks, useColumns } from './columns.tsx';
import { CustomerTable } from './customerTable.tsx';
import { ExportDialog } from './exportDialog.tsx';
import { countOf, isFiltered, noFilter, queryOf, readFilter, type Filter } from './filter.ts';
import { Narrower, StatusPills } from './filters.tsx';
import { SelectAll } from './selectAll.tsx';
import { useSelection } from './useSelection.ts';
import { Views } from './views.tsx';

const listed = { every: 30_000, idOf: (one: Customer) => one.customerTenantId };

/** All customers, by status and by what one types; filter and order are in the address. */
export function Customers() {
  const { query: address } = useAddress();
  const filter = readFilter(address);
  const query = queryOf(filter);
  const pages = usePages('listCustomers', { query: { ...query, pageSize: 50 } }, listed);
  const [columns, chooseColumns] = useColumns();
  const [isExporting, setExporting] = useState(false);
  const { data: summary } = useRead('getSummary', {}, { every: 30_000, isOn: may('getSummary') });
  const filterKey = JSON.stringify({ ...query, sort: undefined });
  const { selected, customers, select, clear } = useSelection(filterKey, pages.items);
  return (
    <Page title={t('customers.title')} lead={<AsOf at={pages.at} />}>
      <StatusPills filter={filter} summary={summary} />
      <div class="toolbar">
        <Narrower filter={filter} />
        <span class="grow" />
        <Views columns={columns} />
        <Popover label={t('customers.columns')} icon="columns" role="group">
          {() => <ColumnTicks shown={columns} onChoose={chooseColumns} />}
        </Popover>
        <IconButton icon="download" label={t('export.title')} onClick={() => setExporting(true)} />
      </div>
      <p class="hidden" role="status">
        {selected.size > 0 ? t('bulk.selected', { count: selected.size }) : t('bulk.noneSelected')}
      </p>
      <BulkBar selected={customers} columns={columns} onClear={clear} />
      {pages.problem && <ProblemNotice problem={pages.problem} again={pages.again} />}
      {!pages.items && !pages.problem && <Skeleton lines={10} />}
      {pages.items?.length === 0 && !pages.hasMore && <NoneFound filter={filter} />}
      {pages.items && pages.items.length > 0 && (
        <CustomerTable customers={pages.items} columns={columns} selected={selected} onSelect={select} />
      )}
      {pages.items && (pages.items.length > 0 || pages.hasMore) && (
        <p class="after-table">
          <span class="quiet" role="status">
            {t('customers.shown', { count: pages.items.length })}
          </span>
          <More pages={pages} />
          {pages.hasMore && may('inviteCustomer') && (
            <SelectAll
              key={filterKey}
              query={query}
              count={countOf(filter, summary?.byStatus)}
              onSelect={select}
            />
          )}
        </p>
      )}
      {isExporting && <ExportDialog query={query} columns={columns} onClose={() => setExporting(false)} />}
    </Page>
  );
}

function NoneFound({ filter }: { filter: Filter }) {
  return (
    <Empty
      icon="search"
      title={t('customers.none')}
      text={t(filter.q ? 'customers.noneText' : 'customers.noneYet')}
    >
      {isFiltered(filter) && <Button onClick={() => setQuery(noFilter)}>{t('customers.clear')}</Button>}
    </Empty>
  );
}
