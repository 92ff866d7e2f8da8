import { afterEach, expect, it, vi } from 'vitest';
import { recordAnswers } from './recordAnswers.ts';

const document = {
  paths: {
    '/v1/things/{thingId}': {
      get: {
        operationId: 'getThing',
        responses: {
          '200': {
            headers: { ETag: {} },
            content: { 'application/json': { schema: { type: 'object', required: ['id'] } } },
          },
        },
      },
    },
  },
};
const url = 'http://app/api/v1/things/7';

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['as described', 200, '{"id":1}', { etag: 'x' }, []],
  ['without a member', 200, '{}', { etag: 'x' }, ["getThing 200: data must have required property 'id'"]],
  ['without a header', 200, '{"id":1}', {}, ['getThing 200: has no ETag']],
  [
    'of another type',
    200,
    'id',
    { etag: 'x', 'content-type': 'text/plain' },
    ['getThing 200: comes as text/plain'],
  ],
  ['with another status', 201, '{"id":1}', {}, ['getThing 201: is not in the document']],
])('an answer %s is noticed', async (_what, status, body, headers, broken) => {
  const all = { 'content-type': 'application/json', ...headers };
  vi.stubGlobal('fetch', async () => new Response(body, { status, headers: all }));
  const recorder = recordAnswers(document, 'http://app');
  await fetch(url);
  await recorder.stop();
  expect([recorder.broken, [...recorder.succeeded]]).toEqual([broken, ['getThing']]);
});
