import { useEffect, useState } from 'preact/hooks';
import type { Customer, ImportJudgement } from '../../../client/operations.ts';
import { useCommand } from '../../api/reads.ts';
import { Button, Name, Notice } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';
import { csvLine } from './csv.ts';
import { readPasted } from './readPasted.ts';
import { recipientOf, type Recipient } from './recipientOf.ts';

type Row = { readonly customer: Customer; readonly recipient: Recipient };

/** Invites many customers at once: their recipients are typed or pasted as a table, and looked at before anything is sent. */
export function InviteMany(props: {
  customers: readonly Customer[];
  onClose: () => void;
  onSent: () => void;
}) {
  const [rows, setRows] = useState<readonly Row[]>(() =>
    props.customers.map((customer) => ({ customer, recipient: recipientOf(customer) })),
  );
  const [judged, setJudged] = useState<ImportJudgement | undefined>();
  const judge = useCommand('createImport');
  const send = useCommand('createImport');
  const file = fileOf(rows);
  const ready = rows.filter(({ recipient }) => recipient.email !== '').length;
  const change = (at: number, recipient: Recipient): void => {
    setJudged(undefined);
    setRows(rows.map((row, index) => (index === at ? { ...row, recipient } : row)));
  };
  const paste = (event: ClipboardEvent): void => {
    const found = readPasted(event.clipboardData?.getData('text/plain') ?? '', props.customers);
    if (!found) return;
    event.preventDefault();
    setJudged(undefined);
    setRows(rows.map((row, at) => ({ ...row, recipient: found(row.customer, at) ?? row.recipient })));
  };
  const check = async (): Promise<void> => {
    const answer = await judge.run({ query: { action: 'invite', dryRun: true }, body: file });
    if (answer && 'items' in answer) setJudged(answer);
  };
  // The next step takes the focus, so that nobody has to go through all the fields to reach it.
  useEffect(() => {
    if (judged) document.querySelector<HTMLElement>('dialog[open] footer .primary')?.focus();
  }, [judged]);
  const checkOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || ready === 0) return;
    event.preventDefault();
    void check();
  };
  const start = async (): Promise<void> => {
    const answer = await send.run({ query: { action: 'invite' }, body: file });
    if (!answer) return;
    toast(t('bulk.sent', { count: ready }));
    props.onSent();
  };
  return (
    <Dialog
      title={t('bulk.inviteTitle', { count: rows.length })}
      isWide
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          {judged && judged.counts.ready > 0 ? (
            <Button look="primary" icon="invite" isBusy={send.isRunning} onClick={() => void start()}>
              {t('bulk.send', { count: judged.counts.ready })}
            </Button>
          ) : (
            <Button
              look="primary"
              isBusy={judge.isRunning}
              disabled={ready === 0}
              onClick={() => void check()}
            >
              {t('bulk.review', { count: ready })}
            </Button>
          )}
        </>
      }
    >
      <p class="quiet">{t('bulk.paste')}</p>
      {judge.problem && <ProblemNotice problem={judge.problem} />}
      {send.problem && <ProblemNotice problem={send.problem} />}
      {judged && (
        <Notice
          tone={judged.counts.refused > 0 ? 'warn' : 'good'}
          title={t('bulk.judged', { ready: judged.counts.ready, refused: judged.counts.refused })}
        />
      )}
      <div class="table-frame" onPaste={paste} onKeyDown={checkOnEnter}>
        <table class="recipients">
          <caption class="hidden">{t('bulk.recipients')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('customers.name')}</th>
              <th scope="col">{t('common.email')}</th>
              <th scope="col">{t('common.firstName')}</th>
              <th scope="col">{t('common.lastName')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <RecipientRow
                key={row.customer.customerTenantId}
                row={row}
                refusal={refusalOf(judged, rows, at)}
                onChange={(recipient) => change(at, recipient)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

function RecipientRow(props: {
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

const filled = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ recipient }) => recipient.email !== '');

function fileOf(rows: readonly Row[]): string {
  const lines = filled(rows).map(({ customer, recipient }) =>
    csvLine([customer.customerTenantId, recipient.firstName, recipient.lastName, recipient.email]),
  );
  return ['customerTenantId,firstName,lastName,email', ...lines].join('\n');
}

/** What the dry run said of a row; the first one below the header is row 2. */
function refusalOf(
  judged: ImportJudgement | undefined,
  rows: readonly Row[],
  at: number,
): string | undefined {
  const row = rows[at];
  const number = row ? filled(rows).indexOf(row) + 2 : 0;
  const found = judged?.items.find((one) => one.row === number && one.result === 'refused');
  if (!found || number < 2) return undefined;
  return (
    maybe(`problem.${found.code ?? ''}`) ??
    found.message ??
    found.errors[0]?.message ??
    found.code ??
    undefined
  );
}
