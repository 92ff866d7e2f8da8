import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { localPartner } from '../../infra/local/localSettings.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import type { Operation } from '../../shared/contracts/operation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { roles } from '../../shared/domain/caller.ts';

const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const elsewhere = '9e2f5a3c-1111-4222-8333-444455556666';
const partOfNobody = '11111111-2222-4333-8444-555555555555';

let environment: Environment;
beforeAll(async () => {
  environment = await startEnvironment({ portBase: await findFreePortBase(), log: () => undefined });
});
afterAll(() => environment.stop());

async function token(query: string): Promise<string> {
  const answer = await fetch(`${environment.urls.entra}/token?${query}`);
  expect(answer.status).toBe(200);
  return answer.text();
}

type Sent = { status: number; code: unknown; body: unknown; headers: Headers };

async function send(
  method: string,
  path: string,
  init: RequestInit & { duplex?: 'half' } = {},
): Promise<Sent> {
  const response = await fetch(`${environment.urls.functions}/api/${path}`, {
    method,
    redirect: 'manual',
    ...init,
  });
  const text = await response.text();
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
  if (response.status >= 400 && text.startsWith('{')) {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({
      code: expect.any(String),
      detail: expect.any(String),
      requestId: expect.any(String),
    });
  }
  return { status: response.status, code: member(body, 'code'), body, headers: response.headers };
}

const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const pathOf = ({ route }: Operation) =>
  route
    .replace('{customerTenantId}', tenant)
    .replace('{queueName}', 'agreement-checks')
    .replace('{invitationId}', `${tenant}.invitation.1`)
    .replace('{orderId}', 'an-order')
    .replace('{attestationId}', `${tenant}.attestation.1`);

describe('who may call', () => {
  const table = Object.entries<Operation>(operations).flatMap(([name, operation]) =>
    roles.map((role) => ({ name, operation, role })),
  );

  it.each(table)('$name as $role', async ({ name, operation, role }) => {
    const reseller = role === 'Reseller' ? `&reseller=${partOfNobody}` : '';
    const { status, code } = await send(operation.method, pathOf(operation), {
      headers: bearer(await token(`role=${role}${reseller}`)),
    });
    const may = operation.access === 'anonymous' || operation.access.includes(role);
    // A reseller is told whom to ask instead.
    const isAttesting = role === 'Reseller' && name === 'attestCustomer';
    const refusal = isAttesting ? 'RESELLER_CANNOT_ATTEST' : 'ROLE_NOT_ALLOWED';
    if (!may) expect([status, code]).toEqual([403, refusal]);
    else expect([401, 403]).not.toContain(status);
  });

  const guarded = Object.entries<Operation>(operations).filter(([, { access }]) => access !== 'anonymous');

  it.each(guarded)('nobody may call %s without a token', async (_name, operation) => {
    const { status, code, headers } = await send(operation.method, pathOf(operation));
    expect([status, code, headers.get('www-authenticate')]).toEqual([401, 'NOT_AUTHENTICATED', 'Bearer']);
  });

  it.each([
    ['expired', 'role=AdminAgent&expiresInSeconds=-120'],
    ['of another tenant', `role=AdminAgent&tid=${elsewhere}`],
    ['for another API', `role=AdminAgent&aud=${elsewhere}`],
    ['of a client that is not allowed', `role=AdminAgent&azp=${elsewhere}`],
  ])('a token %s is refused', async (_what, query) => {
    const { status, code } = await send('GET', 'v1/summary', { headers: bearer(await token(query)) });
    expect([status, code]).toEqual([401, 'NOT_AUTHENTICATED']);
  });

  const own = `&azp=${localPartner.portalClientId}`;
  it.each([
    ['of a program that the setting names', 'role=AdminAgent&app=true', 200],
    ['of another program', `role=AdminAgent&app=true${own}`, 403],
    ['of a person, from that other program', `role=AdminAgent${own}`, 200],
    ['of a guest who is an agent', `role=AdminAgent&guestOf=${elsewhere}`, 403],
    ['of a guest who only reads', `role=Viewer&guestOf=${elsewhere}`, 403],
    ['of a guest of a reseller', `role=Reseller&reseller=&guestOf=${partOfNobody}`, 200],
    ['of a guest who is reseller and agent', `role=Reseller,Viewer&guestOf=${partOfNobody}`, 403],
  ])('a token %s gets %s', async (_what, query, status) => {
    const answer = await send('GET', 'v1/customers', { headers: bearer(await token(query)) });
    expect([answer.status, answer.code]).toEqual([status, status === 403 ? 'ROLE_NOT_ALLOWED' : undefined]);
  });

  it('a token whose content was changed is refused', async () => {
    const [head = '', , signature = ''] = (await token('role=Viewer')).split('.');
    const claims = Buffer.from(JSON.stringify({ roles: ['AdminAgent'] })).toString('base64url');
    const { status } = await send('GET', 'v1/summary', { headers: bearer(`${head}.${claims}.${signature}`) });
    expect(status).toBe(401);
  });

  it('a reseller sees no customer of others, not even that there is one', async () => {
    const headers = bearer(await token(`role=Reseller&reseller=${partOfNobody}`));
    expect((await send('GET', 'v1/customers', { headers })).body).toEqual({
      items: [],
      continuationToken: null,
    });
    const mine = await send('GET', `v1/customers/${tenant}`, { headers });
    const nobodys = await send('GET', `v1/customers/${elsewhere}`, { headers });
    expect([mine.status, mine.code]).toEqual([nobodys.status, nobodys.code]);
  });
});

describe('wrong input', () => {
  const invitations = `v1/customers/${tenant}/invitations`;
  const json = (body: unknown): RequestInit => ({
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const raw = (body: string, type = 'application/json'): RequestInit => ({
    body,
    headers: { 'content-type': type },
  });
  const to = (recipient: object) =>
    json({ recipient: { email: 'tania@tailspintoys.example', ...recipient } });
  const good = { recipient: { email: 'tania@tailspintoys.example' } };
  const fuller = (more: object) => json({ ...good, ...more });

  it.each<[string, string, RequestInit, number, string]>([
    ['an unknown tenant', `v1/customers/${elsewhere}/invitations`, json(good), 404, 'CUSTOMER_NOT_FOUND'],
    ['a malformed tenant id', 'v1/customers/tailspin/invitations', json(good), 422, 'INVALID_INPUT'],
    [
      'the nil tenant',
      'v1/customers/00000000-0000-0000-0000-000000000000/invitations',
      json(good),
      422,
      'INVALID_INPUT',
    ],
    ['a key character in the path', 'v1/customers/%23%2F%5C/invitations', json(good), 422, 'INVALID_INPUT'],
    ['half JSON', invitations, raw('{"recipient":'), 400, 'INVALID_JSON'],
    [
      'JSON in UTF-16',
      invitations,
      raw(Buffer.from('{}', 'utf16le').toString('latin1')),
      400,
      'INVALID_JSON',
    ],
    ['a deep body', invitations, raw(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`), 400, 'BODY_TOO_DEEP'],
    ['a huge body', invitations, raw(JSON.stringify({ note: 'x'.repeat(70_000) })), 413, 'BODY_TOO_LARGE'],
    [
      'a form',
      invitations,
      raw('recipient=x', 'application/x-www-form-urlencoded'),
      415,
      'UNSUPPORTED_CONTENT_TYPE',
    ],
    ['an array', invitations, json([good]), 422, 'INVALID_INPUT'],
    [
      'a prototype',
      invitations,
      raw('{"__proto__":{"admin":true},"recipient":{"email":"a@b.example"}}'),
      422,
      'INVALID_INPUT',
    ],
    ['an unknown field', invitations, fuller({ sendAt: 'tomorrow' }), 422, 'INVALID_INPUT'],
    ['an unknown field further in', invitations, to({ title: 'Dr' }), 422, 'INVALID_INPUT'],
    ['another kind', invitations, fuller({ kind: 'friend' }), 422, 'INVALID_INPUT'],
    ['another delivery', invitations, fuller({ delivery: 'pigeon' }), 422, 'INVALID_INPUT'],
    ['an unsupported language', invitations, fuller({ language: 'tlh' }), 422, 'INVALID_INPUT'],
    ['no recipient', invitations, json({}), 422, 'INVALID_INPUT'],
    ['no address', invitations, json({ recipient: {} }), 422, 'INVALID_INPUT'],
    ['two addresses', invitations, to({ email: 'a@b.example,c@d.example' }), 422, 'INVALID_INPUT'],
    [
      'CR LF in the address',
      invitations,
      to({ email: 'a@b.example\r\nBcc: c@d.example' }),
      422,
      'INVALID_INPUT',
    ],
    ['CR LF in a name', invitations, to({ firstName: 'Tania\r\nBcc: c@d.example' }), 422, 'INVALID_INPUT'],
    ['a line separator in a name', invitations, to({ lastName: 'Carr\u2028' }), 422, 'INVALID_INPUT'],
    ['a bidi override in a name', invitations, to({ firstName: '\u202Eainat' }), 422, 'INVALID_INPUT'],
    ['a control character in a name', invitations, to({ firstName: 'Ta\u0007nia' }), 422, 'INVALID_INPUT'],
    [
      'a bidi override in the note',
      invitations,
      fuller({ note: 'see \u202Emoc.live' }),
      422,
      'INVALID_INPUT',
    ],
    ['words in the phone number', invitations, to({ phone: 'call me' }), 422, 'INVALID_INPUT'],
    ['a body where none belongs', `v1/customers/${tenant}/checks`, json({ now: true }), 422, 'INVALID_INPUT'],
    ['a made-up invitation', `v1/invitations/${tenant}.7/resend`, json({}), 404, 'INVITATION_NOT_FOUND'],
    ['an invitation of nobody', `v1/invitations/${elsewhere}.1/cancel`, {}, 404, 'CUSTOMER_NOT_FOUND'],
    ['an id that is none', 'v1/invitations/..%2F..%2Fx/cancel', {}, 404, 'INVITATION_NOT_FOUND'],
  ])('%s is refused', async (_what, path, init, status, code) => {
    const headers = {
      ...bearer(await token('role=AdminAgent')),
      ...(init.headers as Record<string, string>),
    };
    const refused = await send('POST', path, { ...init, headers });
    expect([refused.status, refused.code]).toEqual([status, code]);
    expect(JSON.stringify(refused.body)).not.toContain('c@d.example');
  });

  it.each([
    ['a page of none', 'v1/customers?pageSize=0'],
    ['a page of too many', 'v1/customers?pageSize=1001'],
    ['a status that is none', 'v1/customers?status=happy'],
    ['a filter that is none', "v1/customers?filter=PartitionKey%20ne%20''"],
    ['a token that was made up', 'v1/customers?continuationToken=eyJ4IjoxfQ'],
    ['a country that is none', 'v1/customers?country=Germany'],
  ])('%s is refused', async (_what, path) => {
    const { status } = await send('GET', path, { headers: bearer(await token('role=Viewer')) });
    expect(status).toBe(422);
  });

  it('a quotation mark in a search is only a quotation mark', async () => {
    const headers = bearer(await token('role=Viewer'));
    const { status, body } = await send(
      'GET',
      `v1/customers?q=${encodeURIComponent("' or PartitionKey ne '")}`,
      { headers },
    );
    expect([status, body]).toEqual([200, { items: [], continuationToken: null }]);
  });

  it.each(['AAAA', 'x'.repeat(48), '%2e%2e%2f', `${'A'.repeat(47)}=`])(
    'a made-up link %s leads to a page, not on',
    async (link) => {
      const { status, body, headers } = await send('GET', `i/${link}`, {
        headers: { 'accept-language': 'fr-CH, fr;q=0.9' },
      });
      expect([status, headers.get('location')]).toEqual([404, null]);
      expect(body).toContain('<html lang="fr"');
    },
  );

  it('has left no trace: nothing stored, nothing sent', async () => {
    const headers = bearer(await token('role=Viewer'));
    const record = (await send('GET', `v1/customers/${tenant}`, { headers })).body;
    expect(member(record, 'invitation')).toBeNull();
    const { items } = (await (await fetch(`${environment.urls.mail}/_control/messages`)).json()) as {
      items: unknown[];
    };
    expect(JSON.stringify(items)).not.toMatch(/tailspintoys|b\.example|d\.example/);
  });
});

describe('a file of customers', () => {
  const megabyte = 1024 * 1024;
  const header = 'domain;email\n';
  const row = 'tailspintoys.onmicrosoft.com;c@d.example\n';
  const post = async (
    body: string | Uint8Array,
    more: { type?: string; query?: string; role?: string } = {},
  ) => {
    const { type = 'text/csv', query = 'action=invite', role = 'AdminAgent' } = more;
    const headers = { ...bearer(await token(`role=${role}`)), 'content-type': type };
    return send('POST', `v1/imports?${query}`, {
      body: typeof body === 'string' ? body : Buffer.from(body),
      headers,
    });
  };
  const pointers = ({ body }: Sent) =>
    (member(body, 'errors') as { pointer: string }[] | undefined)?.map(({ pointer }) => pointer);

  it.each<[string, string | Uint8Array, object, number, string, string[] | undefined]>([
    ['as JSON', '{}', { type: 'application/json' }, 422, 'INVALID_INPUT', ['/customerTenantIds']],
    [
      'as a list that attests',
      `{"customerTenantIds":["${tenant}"]}`,
      { type: 'application/json', query: 'action=attest' },
      422,
      'INVALID_INPUT',
      ['/customerTenantIds'],
    ],
    ['as XML', '<d/>', { type: 'application/xml' }, 415, 'UNSUPPORTED_CONTENT_TYPE', undefined],
    [
      'as a form',
      header + row,
      { type: 'multipart/form-data; boundary=x' },
      415,
      'UNSUPPORTED_CONTENT_TYPE',
      undefined,
    ],
    ['without a type', header + row, { type: '' }, 415, 'UNSUPPORTED_CONTENT_TYPE', undefined],
    ['over 5 MiB', header + 'x'.repeat(5 * megabyte), {}, 413, 'BODY_TOO_LARGE', undefined],
    [
      'in another encoding',
      Buffer.from('domain;email;note\nx.example;c@d.example;für', 'latin1'),
      {},
      400,
      'INVALID_CSV',
      undefined,
    ],
    ['in UTF-16', Buffer.from(`\uFEFF${header}`, 'utf16le'), {}, 400, 'INVALID_CSV', undefined],
    ['with half a quotation', `${header}${row}x.example;"c@d.example`, {}, 400, 'INVALID_CSV', ['/rows/3']],
    [
      'with an unknown column and no customers',
      'domain;email;c@d.example\n',
      {},
      422,
      'INVALID_INPUT',
      ['/rows'],
    ],
    ['without a column it needs', 'domain\nx.example', {}, 422, 'INVALID_INPUT', ['/columns/email']],
    ['without customers', header, {}, 422, 'INVALID_INPUT', ['/rows']],
    ['that is empty', '', {}, 422, 'INVALID_INPUT', ['/columns/email', '/columns']],
    ['of too many customers', header + row.repeat(5001), {}, 422, 'INVALID_INPUT', ['/rows']],
    ['for another action', header + row, { query: 'action=delete' }, 422, 'INVALID_INPUT', ['/action']],
    ['for no action', header + row, { query: '' }, 422, 'INVALID_INPUT', ['/action']],
    ['half dry', header + row, { query: 'action=invite&dryRun=yes' }, 422, 'INVALID_INPUT', ['/dryRun']],
  ])('%s is refused, without a word of it', async (_what, body, more, status, code, places) => {
    const refused = await post(body, more);
    expect([refused.status, refused.code, pointers(refused)]).toEqual([status, code, places]);
    expect(JSON.stringify(refused.body)).not.toContain('d.example');
  });

  it('of 5 MiB and of 5,000 customers is taken', async () => {
    const cell = `nobody.example;c@d.example;${'x'.repeat(60_000)}\n`;
    const wide = await post(`${header}${cell.repeat(80)}`, { query: 'action=invite&dryRun=true' });
    expect([wide.status, member(wide.body, 'counts.rows')]).toEqual([200, 80]);
    const long = await post(header + 'nobody;\n'.repeat(5000), { query: 'action=invite&dryRun=true' });
    expect([long.status, member(long.body, 'counts')]).toEqual([
      200,
      { rows: 5000, ready: 0, waiting: 0, refused: 5000 },
    ]);
  });

  it('is read by whoever sees records, but no reseller; its key is good for one request', async () => {
    const key = (id: string) => ({ 'idempotency-key': id, 'content-type': 'text/csv' });
    const agent = bearer(await token('role=SalesAgent'));
    const send1 = (body: string, query = 'action=invite') =>
      send('POST', `v1/imports?${query}`, { body, headers: { ...agent, ...key('file-1') } });
    const file = `${header}nobody.example;c@d.example\n`;
    const first = await send1(file);
    expect([first.status, (await send1(file)).body]).toEqual([202, first.body]);
    expect((await send1(`${file}other.example;c@d.example`)).code).toBe('IDEMPOTENCY_KEY_REUSED');
    const id = String(member(first.body, 'id'));
    const read = async (role: string) =>
      (await send('GET', `v1/imports/${id}`, { headers: bearer(await token(role)) })).status;
    expect([await read('role=Viewer'), await read(`role=Reseller&reseller=${partOfNobody}`)]).toEqual([
      200, 403,
    ]);
    for (const unknown of [elsewhere, 'none', '%23']) {
      const answer = await send('GET', `v1/imports/${unknown}`, { headers: agent });
      expect([answer.status, answer.code]).toEqual([404, 'IMPORT_NOT_FOUND']);
    }
    const page = await send('GET', `v1/imports/${id}?continuationToken=eyJ4IjoxfQ`, { headers: agent });
    expect([page.status, page.code]).toEqual([422, 'INVALID_CONTINUATION_TOKEN']);
  });

  it('has links for those who may hand them out, and nothing to stop at its end', async () => {
    const agent = bearer(await token('role=SalesAgent'));
    const { items } = (await send('GET', 'v1/customers?status=required', { headers: agent })).body as {
      items: { customerTenantId: string }[];
    };
    const id = items.map(({ customerTenantId }) => customerTenantId).find((one) => one !== tenant) ?? '';
    const file = `customerTenantId,email,delivery\n${id},c@d.example,link\n`;
    const headers = { ...agent, 'content-type': 'text/csv' };
    const sent = await send('POST', 'v1/imports?action=invite', { body: file, headers });
    const path = `v1/imports/${String(member(sent.body, 'id'))}`;
    const done = await waitFor('the end of the import', async () => {
      const { body } = await send('GET', path, { headers: agent });
      return member(body, 'state') === 'done' ? body : undefined;
    });
    const link = new URL(String(member(done, 'items.0.url'))).pathname.replace('/api/', '');
    expect((await send('GET', link)).status).toBe(302);
    const viewer = bearer(await token('role=Viewer'));
    expect(member((await send('GET', path, { headers: viewer })).body, 'items.0.url')).toBeNull();
    expect((await send('POST', `${path}/cancel`, { headers: viewer })).status).toBe(403);
    const stopped = await send('POST', `${path}/cancel`, { headers: agent });
    expect([stopped.status, stopped.code]).toEqual([409, 'IMPORT_CLOSED']);
  });

  it('is stopped while it runs, and says of each row what became of it', async () => {
    const agent = bearer(await token('role=SalesAgent'));
    const rows = Array.from({ length: 600 }, (_, at) => `nobody${String(at)}.example;c@d.example`);
    const headers = { ...agent, 'content-type': 'text/csv' };
    const body = `${header}${rows.join('\n')}`;
    const sent = await send('POST', 'v1/imports?action=invite', { body, headers });
    const path = `v1/imports/${String(member(sent.body, 'id'))}`;
    const stopped = await send('POST', `${path}/cancel`, { headers: agent });
    expect([stopped.status, member(stopped.body, 'state')]).toEqual([200, 'cancelling']);
    const end = await waitFor('the end of the import', async () => {
      const found = (await send('GET', path, { headers: agent })).body;
      return member(found, 'finishedAt') === null ? undefined : found;
    });
    const counts = member(end, 'counts') as { cancelled: number; refused: number };
    expect([member(end, 'state'), counts.cancelled + counts.refused]).toEqual(['cancelled', 600]);
    const cancelled = (await send('GET', `${path}?result=cancelled&pageSize=1`, { headers: agent })).body;
    expect(member(cancelled, 'items.0.result')).toBe('cancelled');
  });

  it('a dry run leaves its key unused', async () => {
    const headers = {
      ...bearer(await token('role=AdminAgent')),
      'content-type': 'text/csv',
      'idempotency-key': 'file-2',
    };
    const file = `${header}nobody.example;c@d.example\n`;
    const post2 = (query: string) => send('POST', `v1/imports?${query}`, { body: file, headers });
    expect((await post2('action=invite&dryRun=true')).status).toBe(200);
    expect((await post2('action=invite&dryRun=false')).status).toBe(202);
  });
});

describe('below /api', () => {
  it('an unknown path and a wrong method are problems, too', async () => {
    const unknown = await send('GET', 'v1/nothing');
    expect([unknown.status, unknown.code]).toEqual([404, 'ROUTE_NOT_FOUND']);
    const wrong = await send('DELETE', 'v1/customers');
    expect([wrong.status, wrong.code, wrong.headers.get('allow')]).toEqual([
      ...[405, 'METHOD_NOT_ALLOWED', 'GET, HEAD, POST'],
    ]);
    const head = await send('HEAD', 'v1/nothing');
    expect([head.status, head.body]).toEqual([404, '']);
  });
});

describe('commands in a wrong state', () => {
  const invite = async (customer: string, key?: string, email = 'tania@tailspintoys.example') =>
    send('POST', `v1/customers/${customer}/invitations`, {
      body: JSON.stringify({ recipient: { email } }),
      headers: {
        ...bearer(await token('role=SalesAgent')),
        'content-type': 'application/json',
        ...(key ? { 'idempotency-key': key } : {}),
      },
    });

  const opened = async (headers: Record<string, string>) =>
    member((await send('GET', `v1/customers/${tenant}`, { headers })).body, 'invitation.openedAt');

  it('a customer who accepted is not invited, and the problem holds the acceptance', async () => {
    const headers = bearer(await token('role=Viewer'));
    const { items } = (await send('GET', 'v1/customers?status=accepted&pageSize=1', { headers })).body as {
      items: { customerTenantId: string }[];
    };
    const refused = await invite(items[0]?.customerTenantId ?? '');
    expect([refused.status, refused.code]).toEqual([409, 'ALREADY_ACCEPTED']);
    expect(member(refused.body, 'acceptance.path')).toMatch(/customerDirect|partnerAttestation/);
  });

  it('a key gives the first answer again, to its own caller and request only', async () => {
    const first = await invite(tenant, 'key-1');
    const again = await invite(tenant, 'key-1');
    const other = await invite(tenant, 'key-1', 'somebody@tailspintoys.example');
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([
      202,
      202,
      'true',
    ]);
    expect(again.body).toEqual(first.body);
    expect([other.status, other.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('a thousand-fold click has one effect', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => invite(tenant, 'key-2', 'again@tailspintoys.example')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => member(body, 'invitation.id'))).size).toBe(1);
  });

  it('a third resend within five minutes has to wait', async () => {
    const headers = bearer(await token('role=AdminAgent'));
    const id = member((await send('GET', `v1/customers/${tenant}`, { headers })).body, 'invitation.id');
    // The new invitation above counted as the first.
    const once = await send('POST', `v1/invitations/${String(id)}/resend`, { headers });
    expect([once.status, once.code, once.body]).toEqual([202, undefined, expect.anything()]);
    // While a mail waits, a resend is that mail.
    const refused = await waitFor('the mail to be sent', async () => {
      const answer = await send('POST', `v1/invitations/${String(id)}/resend`, { headers });
      return answer.status === 202 ? undefined : answer;
    });
    expect([refused.status, refused.code]).toEqual([429, 'RESEND_TOO_SOON']);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(200);
    expect(wait).toBeLessThanOrEqual(300);
  });

  it('a cancelled invitation is withdrawn for good, and its link says so', async () => {
    const headers = bearer(await token('role=AdminAgent'));
    const record = (await send('GET', `v1/customers/${tenant}`, { headers })).body;
    const id = String(member(record, 'invitation.id'));
    const cancelled = await send('POST', `v1/invitations/${id}/cancel`, { headers });
    expect([cancelled.status, member(cancelled.body, 'status')]).toEqual([200, 'required']);
    expect((await send('POST', `v1/invitations/${id}/cancel`, { headers })).status).toBe(200);
    expect((await send('POST', `v1/invitations/${id}/resend`, { headers })).code).toBe('INVITATION_CLOSED');
    const link = new URL(String(member(record, 'invitation.url'))).pathname.replace('/api/', '');
    expect((await send('GET', link)).status).toBe(410);
    expect((await invite(tenant, undefined, 'new@tailspintoys.example')).status).toBe(429);
    const handedOut = { body: JSON.stringify({ recipient: { email: 'a@b.example' }, delivery: 'link' }) };
    const again = await send('POST', `v1/customers/${tenant}/invitations`, {
      ...handedOut,
      headers: { ...headers, 'content-type': 'application/json' },
    });
    expect(again.status).toBe(202);
    expect((await send('GET', link)).status).toBe(410);
    const newLink = new URL(String(member(again.body, 'invitation.url'))).pathname.replace('/api/', '');
    expect([(await send('HEAD', newLink)).status, (await opened(headers)) ?? null]).toEqual([302, null]);
    // A program, or a scanner that looks like a browser, is led on or shown the page; neither has opened it.
    expect([(await send('GET', newLink)).status, (await opened(headers)) ?? null]).toEqual([302, null]);
    const browser = { accept: 'text/html', 'user-agent': 'Mozilla/5.0 Firefox/145.0' };
    const page = await fetch(`${environment.urls.functions}/api/${newLink}`, { headers: browser });
    const html = await page.text();
    expect([page.status, (await opened(headers)) ?? null]).toEqual([200, null]);
    const [, way = ''] = /href="[^"]*\/(go\?view=[^"]+)"/.exec(html) ?? [];
    const goOn = (address: string, agent: Record<string, string>) =>
      send('GET', `${newLink}/${address}`, { headers: { ...browser, ...agent } });
    for (const [address, agent] of [
      ['go', {}],
      ['go?view=made-up', {}],
      [way, { 'user-agent': 'Slackbot-LinkExpanding 1.0' }],
      [way, { 'sec-purpose': 'prefetch' }],
    ] as const) {
      expect([(await goOn(address, agent)).status, (await opened(headers)) ?? null]).toEqual([302, null]);
    }
    expect([(await goOn(way, {})).status, typeof (await opened(headers))]).toEqual([302, 'string']);

    // A form without the page's value, or one that a known scanner presses, changes nothing and says so.
    const press = async (body: Record<string, string>, agent: Record<string, string>) => {
      const form = { method: 'POST', headers: { ...browser, ...agent }, body: new URLSearchParams(body) };
      return (await fetch(`${environment.urls.functions}/api/${newLink}/decline`, form)).text();
    };
    const view = way.replace('go?view=', '');
    const pressed = [await press({}, {}), await press({ view }, { 'user-agent': 'Proofpoint URL Defense' })];
    for (const shown of pressed) expect(shown).toContain('Nothing was changed');
    const returned = await goOn('decline?lang=ja', {});
    expect([returned.status, returned.headers.get('location')?.endsWith(`${newLink}?lang=ja`)]).toEqual([
      302,
      true,
    ]);
    const inJapanese = await fetch(`${environment.urls.functions}/api/${newLink}?lang=ja`, {
      headers: browser,
    });
    expect(await inJapanese.text()).toContain('<html lang="ja"');
  });
});

describe('lists', () => {
  it('give every customer once, whatever the page size', async () => {
    const headers = bearer(await token('role=Viewer'));
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const continuation: string = next ? `&continuationToken=${encodeURIComponent(next)}` : '';
      const { body } = await send('GET', `v1/customers?pageSize=5${continuation}`, { headers });
      const page = body as { items: { customerTenantId: string }[]; continuationToken: string | null };
      expect(page.items.length).toBeLessThanOrEqual(5);
      seen.push(...page.items.map(({ customerTenantId }) => customerTenantId));
      next = page.continuationToken;
    } while (next);
    expect([seen.length, new Set(seen).size]).toEqual([24, 24]);
  });

  it('are filtered by status, country and the beginning of name or domain', async () => {
    const headers = bearer(await token('role=Viewer'));
    const items = async (query: string) =>
      ((await send('GET', `v1/customers?${query}`, { headers })).body as { items: Record<string, string>[] })
        .items;
    expect((await items('country=de')).every(({ country }) => country === 'DE')).toBe(true);
    expect((await items('country=de')).length).toBeGreaterThan(0);
    expect((await items('status=accepted')).every(({ status }) => status === 'accepted')).toBe(true);
    expect((await items('q=TAILSPIN')).map(({ customerTenantId }) => customerTenantId)).toEqual([tenant]);
    expect((await items('q=tailspintoys.on')).map(({ customerTenantId }) => customerTenantId)).toEqual([
      tenant,
    ]);
  });

  it('refuse a token of another list', async () => {
    const headers = bearer(await token('role=Viewer'));
    const { body } = await send('GET', 'v1/customers?pageSize=1', { headers });
    const next = encodeURIComponent(String(member(body, 'continuationToken')));
    const { status, code } = await send(
      'GET',
      `v1/customers?pageSize=1&status=accepted&continuationToken=${next}`,
      { headers },
    );
    expect([status, code]).toEqual([422, 'INVALID_CONTINUATION_TOKEN']);
  });
});
