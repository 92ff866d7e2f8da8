import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { t } from '../../words.ts';
import type { Draft } from './draft.ts';

/** Through which reseller the customer buys: those that Partner Center names, by name; else the id is typed. */
export function Reseller(props: {
  draft: Draft;
  error: string | undefined;
  onChange: (part: Partial<Draft>) => void;
}) {
  const { draft, error } = props;
  const { data, problem } = useRead('listResellers', {}, { isOn: may('listResellers') });
  const known = (data?.items ?? []).flatMap(({ resellerTenantId: id, name }) =>
    typeof id === 'string' ? [[id, name ?? id] as const] : [],
  );
  const change = (resellerTenantId: string): void =>
    props.onChange({ resellerTenantId: resellerTenantId.trim() });
  if (!may('listResellers') || problem || (data && known.length === 0)) {
    return (
      <TextField
        label={t('newCustomer.reseller')}
        value={draft.resellerTenantId}
        maxLength={36}
        error={error}
        onInput={change}
      />
    );
  }
  return (
    <SelectField
      label={t('newCustomer.resellerName')}
      value={draft.resellerTenantId}
      error={error}
      onChange={change}
      options={[['', t('newCustomer.noReseller')], ...known]}
    />
  );
}
