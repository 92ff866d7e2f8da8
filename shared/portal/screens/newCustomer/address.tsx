import { useMemo } from 'preact/hooks';
import type { AddressRules } from '../../../client/operations.ts';
import type { SuggestedAddress } from '../../api/problem.ts';
import { Button, Card, Notice } from '../../ui/basics.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { countryName } from '../../ui/format.ts';
import { t } from '../../words.ts';
import { countries } from './countries.ts';
import type { Draft, Wrong } from './draft.ts';

type Props = {
  draft: Draft;
  wrong: Wrong;
  rules: AddressRules | undefined;
  suggestions: readonly SuggestedAddress[];
  onChange: (part: Partial<Draft>) => void;
};

/** The address by the rules of its country: what is needed, what may be chosen, and what Microsoft knows instead. */
export function Address({ draft, wrong, rules, suggestions, onChange }: Props) {
  const all = useMemo(countries, []);
  const text = (
    field: keyof Draft & ('addressLine1' | 'addressLine2' | 'city' | 'state' | 'postalCode'),
  ) => ({
    value: draft[field],
    error: wrong[field],
    onInput: (value: string) => onChange({ [field]: value }),
  });
  const optional = (label: string, isNeeded: boolean): string =>
    isNeeded ? label : t('newCustomer.optional', { label });
  return (
    <Card title={t('newCustomer.address')}>
      <div class="form">
        <SelectField
          label={t('common.country')}
          value={draft.country}
          error={wrong.country}
          onChange={(country) => onChange({ country, state: '', culture: '' })}
          options={[['', '–'], ...all]}
        />
        {suggestions.length > 0 && (
          <Notice tone="warn" title={t('newCustomer.addressUnknown')}>
            <p>{t('newCustomer.suggestions')}</p>
            <ul class="rows">
              {suggestions.map((one) => (
                <li key={JSON.stringify(one)}>
                  <bdi class="grow">{inOneLine(one)}</bdi>
                  <Button onClick={() => onChange(partOf(one))}>{t('newCustomer.take')}</Button>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <TextField label={t('newCustomer.line1')} maxLength={200} {...text('addressLine1')} />
        <TextField
          label={optional(t('newCustomer.line2'), false)}
          maxLength={200}
          {...text('addressLine2')}
        />
        <div class="form-row">
          <TextField
            label={optional(t('newCustomer.postalCode'), rules?.isPostalCodeRequired ?? false)}
            maxLength={20}
            {...text('postalCode')}
          />
          <TextField
            label={optional(t('newCustomer.city'), rules?.isCityRequired ?? true)}
            maxLength={100}
            {...text('city')}
          />
        </div>
        <State draft={draft} rules={rules} error={wrong.state} onChange={onChange} label={optional} />
      </div>
    </Card>
  );
}

function State(props: {
  draft: Draft;
  rules: AddressRules | undefined;
  error: string | undefined;
  onChange: (part: Partial<Draft>) => void;
  label: (label: string, isNeeded: boolean) => string;
}) {
  const { draft, rules, error, onChange } = props;
  const states = rules?.states ?? [];
  const isNeeded = rules?.isStateRequired ?? false;
  const label = props.label(t('newCustomer.state'), isNeeded);
  if (states.length > 0) {
    return (
      <SelectField
        label={label}
        value={draft.state}
        error={error}
        onChange={(state) => onChange({ state })}
        options={[['', '–'] as const, ...states.map((one) => [one, one] as const)]}
      />
    );
  }
  if (!isNeeded && draft.state === '') return null;
  return (
    <TextField
      label={label}
      value={draft.state}
      maxLength={100}
      error={error}
      onInput={(state) => onChange({ state })}
    />
  );
}

const inOneLine = (one: SuggestedAddress): string =>
  [
    one.addressLine1,
    one.addressLine2,
    [one.postalCode, one.city].filter(Boolean).join(' '),
    one.state,
    countryName(one.country),
  ]
    .filter(Boolean)
    .join(', ');

const partOf = (one: SuggestedAddress): Partial<Draft> => ({
  addressLine1: one.addressLine1,
  addressLine2: one.addressLine2 ?? '',
  city: one.city,
  state: one.state ?? '',
  postalCode: one.postalCode ?? '',
  country: one.country,
});
