import type { HttpResponseInit } from '@azure/functions';
import { expect, it } from 'vitest';
import { refuseUnknown } from '../../../shared/edge/refuseUnknown.ts';
import { context, httpRequest } from '../../fakes/azure.ts';

async function ask(path: string) {
  const request = httpRequest({ method: 'DELETE', params: { path } });
  const response = (await refuseUnknown(request, context([]))) as HttpResponseInit;
  const headers = response.headers as Record<string, string>;
  const { code } = JSON.parse(String(response.body)) as { code: string };
  return [response.status, code, headers['content-type'], headers['allow']];
}

const type = 'application/problem+json';

it.each(['', 'v1', 'v1/nothing', 'v2/customers', 'v1/customers/x/nothing', 'i', 'v1/customersx'])(
  'an unknown path is a problem: "%s"',
  async (path) => {
    expect(await ask(path)).toEqual([404, 'ROUTE_NOT_FOUND', type, undefined]);
  },
);

it.each([
  ['v1/customers', 'GET, HEAD, POST'],
  ['V1/Customers/', 'GET, HEAD, POST'],
  ['v1/customers/14876998-c0dc-46e6-9d0c-65a57a6c32ec', 'GET, HEAD'],
  ['v1/webhooks/partner-center', 'POST'],
  ['v1/openapi.json', 'GET, HEAD'],
  ['c/token', 'GET, HEAD, POST'],
])('a wrong method is a problem that tells the right ones: %s takes %s', async (path, allow) => {
  expect(await ask(path)).toEqual([405, 'METHOD_NOT_ALLOWED', type, allow]);
});

it.each(['accepted', 'decline', 'undo', 'refuse', 'renew'])(
  'the address of the answer "%s" leads back to the link, in the language that was chosen',
  async (answer) => {
    const visit = async (query: Record<string, string>) => {
      const params = { path: `i/a-token/${answer}` };
      const request = httpRequest({ method: 'GET', params, query });
      const { status, headers } = (await refuseUnknown(request, context([]))) as HttpResponseInit;
      return [status, (headers as Record<string, string>)['location']];
    };
    expect(await visit({})).toEqual([302, '/api/i/a-token']);
    expect(await visit({ lang: 'ja' })).toEqual([302, '/api/i/a-token?lang=ja']);
    expect(await visit({ lang: '//evil.example' })).toEqual([302, '/api/i/a-token']);
  },
);
