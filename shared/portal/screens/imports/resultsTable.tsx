import type { Row } from './table.ts';
import type { Mapping } from './columns.ts';
import { cellOf } from './columns.ts';
import { reasonsOf, type ResultRow } from './rowProblem.ts';
import { Link } from '../../router.tsx';
import { Badge, Button, Name, type Tone } from '../../ui/basics.tsx';
import { number } from '../../ui/format.ts';
import type { IconName } from '../../ui/icons.tsx';
import { copy } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';

const looks: Readonly<Record<ResultRow['result'], readonly [Tone, IconName]>> = {
  ready: ['good', 'check'],
  waiting: ['quiet', 'clock'],
  done: ['good', 'check'],
  refused: ['bad', 'error'],
  cancelled: ['warn', 'close'],
};

/** What became of each row, or would; beside it what the person's own file says, where it is at hand. */
export function ResultsTable(props: {
  caption: string;
  items: readonly ResultRow[];
  file: { readonly rows: ReadonlyMap<number, Row>; readonly mapping: Mapping } | undefined;
}) {
  return (
    <div class="table-frame">
      <table class="stacked">
        <caption class="hidden">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              {t('imports.row')}
            </th>
            <th scope="col">{t('customers.name')}</th>
            {props.file && <th scope="col">{t('common.email')}</th>}
            <th scope="col">{t('imports.result')}</th>
          </tr>
        </thead>
        <tbody>
          {props.items.map((item) => (
            <ResultLine key={item.row} item={item} file={props.file} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ResultLine({ item, file }: { item: ResultRow; file: Parameters<typeof ResultsTable>[0]['file'] }) {
  const cells = file?.rows.get(item.row)?.cells ?? [];
  const cell = (column: 'companyName' | 'domain' | 'customerTenantId' | 'email'): string =>
    file ? cellOf(cells, file.mapping, column) : '';
  const name = cell('companyName') || cell('domain') || cell('customerTenantId');
  const [tone, icon] = looks[item.result];
  return (
    <tr>
      <td class="number quiet">{number(item.row)}</td>
      <th scope="row">
        {item.customerTenantId ? (
          <Link to={`/customers/${item.customerTenantId}`}>
            <Name>{name || t('imports.openCustomer')}</Name>
          </Link>
        ) : (
          <Name>{name || '–'}</Name>
        )}
      </th>
      {file && (
        <td>
          <Name>{cell('email')}</Name>
        </td>
      )}
      <td>
        <Badge tone={tone} icon={icon}>
          {t(`imports.result.${item.result}`)}
        </Badge>
        {item.url && (
          <Button look="subtle" icon="link" onClick={() => void copy(item.url ?? '', t('links.link'))}>
            {t('customer.copyLink')}
          </Button>
        )}
        {item.result === 'refused' &&
          reasonsOf(item).map((reason) => (
            <span key={reason} class="under">
              {reason}
            </span>
          ))}
      </td>
    </tr>
  );
}
