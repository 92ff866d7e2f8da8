import type { Customer } from '../../../client/operations.ts';
import { Name } from '../../ui/basics.tsx';
import { t } from '../../words.ts';
import type { Recipient } from './recipientOf.ts';

export type Row = { readonly customer: Customer; readonly recipient: Recipient };

/** The recipient at one customer, to type or paste, with what the dry run said of it. */
export function RecipientRow(props: {
  row: Row;
  refusal: string | undefined;
  onChange: (recipient: Recipient) => void;
}) {
  const { customer, recipient } = props.row;
  const name = customer.companyName || customer.domain;
  const input = (field: keyof Recipient, label: string) => (
    <td>
      <input
        inputMode={field === 'email' ? 'email' : 'text'}
        value={recipient[field]}
        maxLength={field === 'email' ? 254 : 50}
        aria-label={`${label}: ${name}`}
        dir={field === 'email' ? 'ltr' : 'auto'}
        onInput={(event: Event) =>
          props.onChange({ ...recipient, [field]: (event.currentTarget as HTMLInputElement).value })
        }
      />
    </td>
  );
  return (
    <tr>
      <th scope="row">
        <Name>{name}</Name>
        {props.refusal && <span class="field-error under">{props.refusal}</span>}
      </th>
      {input('email', t('common.email'))}
      {input('firstName', t('common.firstName'))}
      {input('lastName', t('common.lastName'))}
    </tr>
  );
}
