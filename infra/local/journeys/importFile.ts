import { createApiClient, type ApiAnswer, type ApiClient } from '../apiClient.ts';
import { expectEqual, expectText, member } from './expect.ts';
import type { Journey } from './journey.ts';
import { waitFor } from './waitFor.ts';

type Customer = { readonly customerTenantId: string; readonly domain: string };
type Row = { readonly row: number; readonly result: string; readonly code: string | null };

/** A spreadsheet of customers: looked over, invited, attested for; with what is wrong in it told row by row. */
export const importFile: Journey = async ({ urls, say }) => {
  const agent = await createApiClient(urls);
  const [first, second, third] = await customersWith(agent, 'required', 3);
  const [happy] = await customersWith(agent, 'accepted', 1);
  if (!first || !second || !third || !happy) throw new Error('the sample customers are not there');
  // Of this run alone: several may follow each other in one environment.
  const mailDomain = `${first.customerTenantId}.example`;
  const email = (number: number): string => `import.${String(number)}@${mailDomain}`;
  // As a spreadsheet saves it where a comma is the decimal point: byte order mark and semicolons.
  const file = [
    '\uFEFFCustomerTenantId;Domain;FirstName;Email;Note',
    `${first.customerTenantId};;Åsa;${email(1)};"Until Friday; please"`,
    `;${second.domain};;${email(2)};`,
    `${first.customerTenantId};;;${email(3)};`,
    `;nobody.example;;${email(4)};`,
    `${third.customerTenantId};;;not an address;`,
    `${happy.customerTenantId};;;${email(6)};`,
  ].join('\r\n');
  const refusals = ['4 DUPLICATE_CUSTOMER', '5 CUSTOMER_NOT_FOUND', '6 INVALID_INPUT', '7 ALREADY_ACCEPTED'];

  say('The agent has a spreadsheet, and asks what would become of its rows.');
  const judged = await agent.postText('/imports?action=invite&dryRun=true', file, 'text/csv');
  expectEqual('answer', judged.status, 200);
  expectEqual('rows', inWords(judged), ['2 ready', '3 ready', ...refusals]);
  for (const word of inWords(judged)) say(`  row ${word}`);
  expectEqual('nobody is invited', await statusOf(agent, first), 'required');

  say('The agent has it carried out; a repeat of the request is no second file.');
  const key = { 'idempotency-key': `demo-import-${first.customerTenantId}` };
  const taken = await agent.postText('/imports?action=invite', file, 'text/csv; charset=utf-8', key);
  expectEqual('answer', taken.status, 202);
  const id = expectText('the id', member(taken.body, 'id'));
  expectEqual('where it is', taken.headers.get('location'), `/api/v1/imports/${id}`);
  const again = await agent.postText('/imports?action=invite', file, 'text/csv; charset=utf-8', key);
  expectEqual('the same', [member(again.body, 'id'), again.headers.get('idempotent-replayed')], [id, 'true']);

  say('Each row ends by itself, with its invitation or with the reason.');
  const done = await untilDone(agent, id);
  expectEqual('rows', inWords(done), ['2 done', '3 done', ...refusals]);
  const counts = { rows: 6, waiting: 0, done: 2, refused: 4, cancelled: 0 };
  expectEqual('counts', member(done.body, 'counts'), counts);
  const refused = await agent.get(`/imports/${id}?result=refused&pageSize=3`);
  expectEqual('refused alone', inWords(refused), refusals.slice(0, 3));
  const answered = JSON.stringify(done.body);
  expectEqual('no person is in it', answered.includes(`@${mailDomain}`) || answered.includes('Åsa'), false);
  for (const customer of [first, second]) expectEqual('status', await statusOf(agent, customer), 'invited');

  say('Who was invited gets one mail.');
  for (const number of [1, 2]) {
    await waitFor('the mail', async () => ((await mailsTo(urls.mail, email(number))) > 0 ? true : undefined));
  }
  for (const number of [3, 4, 6]) expectEqual('mails', await mailsTo(urls.mail, email(number)), 0);

  say('A list of customers is checked likewise, as the same kind of job.');
  const ids = [first.customerTenantId, second.customerTenantId];
  const listed = await agent.post('/imports?action=check', { customerTenantIds: ids });
  expectEqual('answer', listed.status, 202);
  const checkId = expectText('the id', member(listed.body, 'id'));
  expectEqual('rows', inWords(await untilDone(agent, checkId)), ['1 done', '2 done']);
  const history = member((await agent.get('/imports')).body, 'items') as { id: string }[];
  expectEqual(
    'newest first',
    history.slice(0, 2).map((one) => one.id),
    [checkId, id],
  );

  say('An import that is done cannot be stopped any more.');
  expectEqual('answer', (await agent.post(`/imports/${id}/cancel`)).status, 409);

  say('Another file attests, and its signatory gets the link to Microsoft’s page.');
  const attestations = `domain,firstName,lastName,email\n${third.domain},Maya,Keller,${email(9)}\n`;
  const attested = await agent.postText('/imports?action=attest', attestations, 'text/csv');
  expectEqual('answer', attested.status, 202);
  const end = await untilDone(agent, expectText('the id', member(attested.body, 'id')));
  expectEqual('rows', inWords(end), ['2 done']);
  expectEqual('status', await statusOf(agent, third), 'attesting');
  await waitFor('the mail', async () => ((await mailsTo(urls.mail, email(9))) > 0 ? true : undefined));
};

async function customersWith(agent: ApiClient, status: string, count: number): Promise<Customer[]> {
  // Microsoft may not have been asked about all of them yet.
  return waitFor(`${String(count)} customers that are ${status}`, async () => {
    const { body } = await agent.get(`/customers?status=${status}&pageSize=${String(count)}`);
    const found = member(body, 'items') as Customer[];
    return found.length === count ? found : undefined;
  });
}

async function statusOf(agent: ApiClient, { customerTenantId }: Customer): Promise<unknown> {
  return member((await agent.get(`/customers/${customerTenantId}`)).body, 'status');
}

function untilDone(agent: ApiClient, id: string): Promise<ApiAnswer> {
  return waitFor('the end of the import', async () => {
    const answer = await agent.get(`/imports/${id}`);
    return member(answer.body, 'state') === 'done' ? answer : undefined;
  });
}

function inWords({ body }: ApiAnswer): string[] {
  const rows = member(body, 'items') as Row[];
  return rows.map(({ row, result, code }) => `${String(row)} ${code ?? result}`);
}

/** How many mails went to an address. */
async function mailsTo(mailUrl: string, address: string): Promise<number> {
  const { items } = (await (await fetch(`${mailUrl}/_control/messages`)).json()) as { items: unknown[] };
  return items.filter((mail) => member(mail, 'request.body.recipients.to.0.address') === address).length;
}
