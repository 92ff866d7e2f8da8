import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Customer, ImportJudgement } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand } from '../../api/reads.ts';
import { Button, Notice } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';
import { csvLine } from './csv.ts';
import { readContacts } from './readContacts.ts';
import { RecipientRow, type Row } from './recipientRow.tsx';
import { readPasted } from './readPasted.ts';
import { recipientOf, type Recipient } from './recipientOf.ts';

// In memory only: what was typed stays when the dialog is closed by mistake, and names belong into no storage.
const kept = new Map<string, Recipient>();

/** Invites many customers at once: their recipients are typed or pasted as a table, and looked at before anything is sent. */
export function InviteMany(props: {
  customers: readonly Customer[];
  onClose: () => void;
  onSent: () => void;
}) {
  const [rows, setRows] = useState<readonly Row[]>(() =>
    props.customers.map((customer) => ({
      customer,
      recipient: kept.get(customer.customerTenantId) ?? recipientOf(customer),
    })),
  );
  const [spareLines, setSpareLines] = useState(0);
  const [judged, setJudged] = useState<ImportJudgement | undefined>();
  const judge = useCommand('createImport');
  const send = useCommand('createImport');
  const file = fileOf(rows);
  const refusals = useMemo(() => refusalsOf(judged, rows), [judged]);
  useEffect(() => {
    for (const { customer, recipient } of rows) kept.set(customer.customerTenantId, recipient);
  }, [rows]);
  const ready = rows.filter(({ recipient }) => recipient.email !== '').length;
  const [contacts, setContacts] = useState<number | undefined>();
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const takeContacts = async (): Promise<void> => {
    const empty = rows.filter(({ recipient }) => recipient.email === '').map(({ customer }) => customer);
    setContacts(0);
    const options = { signal: stop.current.signal, onDone: setContacts };
    const found = await readContacts(empty, options);
    if (stop.current.signal.aborted) return;
    setContacts(undefined);
    setJudged(undefined);
    setRows((before) =>
      before.map((row) =>
        row.recipient.email === ''
          ? { ...row, recipient: found.get(row.customer.customerTenantId) ?? row.recipient }
          : row,
      ),
    );
    toast(t('bulk.contactsTaken', { count: found.size, of: empty.length }));
  };
  const change = (at: number, recipient: Recipient): void => {
    setJudged(undefined);
    setRows(rows.map((row, index) => (index === at ? { ...row, recipient } : row)));
  };
  const paste = (event: ClipboardEvent): void => {
    const found = readPasted(event.clipboardData?.getData('text/plain') ?? '', props.customers);
    if (!found) return;
    event.preventDefault();
    setJudged(undefined);
    setSpareLines(found.spareLines);
    setRows(
      rows.map((row) => ({
        ...row,
        recipient: found.recipients.get(row.customer.customerTenantId) ?? row.recipient,
      })),
    );
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
    for (const { customer } of filled(rows)) {
      if (!refusals.has(customer.customerTenantId)) kept.delete(customer.customerTenantId);
    }
    toast(t('bulk.sent', { count: judged?.counts.ready ?? ready }));
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
      {may('getCustomerContact') && ready < rows.length && (
        <p>
          <Button icon="person" isBusy={contacts !== undefined} onClick={() => void takeContacts()}>
            {contacts === undefined
              ? t('bulk.contacts')
              : t('bulk.progress', { done: contacts, of: rows.length - ready })}
          </Button>
        </p>
      )}
      {spareLines > 0 && <Notice tone="warn" title={t('bulk.spareLines', { count: spareLines })} />}
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
                refusal={refusals.get(row.customer.customerTenantId)}
                onChange={(recipient) => change(at, recipient)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
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

/** What the dry run refuses, by customer; the first row below the header is row 2. */
function refusalsOf(judged: ImportJudgement | undefined, rows: readonly Row[]): ReadonlyMap<string, string> {
  const sent = filled(rows);
  const refused = judged?.items.filter(({ result }) => result === 'refused') ?? [];
  return new Map(
    refused.flatMap(({ row, code, message, errors }) => {
      const customer = sent[row - 2]?.customer;
      const reason = maybe(`problem.${code ?? ''}`) ?? message ?? errors[0]?.message ?? code;
      return customer && reason ? [[customer.customerTenantId, reason] as const] : [];
    }),
  );
}
