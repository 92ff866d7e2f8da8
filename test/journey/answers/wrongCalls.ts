import type { Operation } from '../../../shared/contracts/operation.ts';

type Send = (path: string, init: RequestInit) => Promise<Response>;
type Wrong = { readonly what: string; readonly init: RequestInit; readonly path: string };

const nobody = '00000000-0000-4000-8000-000000000001';
const json = { 'content-type': 'application/json' };

const bodies: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
  'no object': '[]',
  null: 'null',
  'a byte order mark': '\uFEFF{"bogus":1}',
  'a key twice': '{"bogus":1,"bogus":2}',
  'a prototype': '{"__proto__":{"roles":["AdminAgent"]},"constructor":{"prototype":{}}}',
  'half a surrogate pair': '{"bogus":"\\ud800"}',
  'deep nesting': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'no number': '{"bogus":NaN}',
  'something behind it': '{"bogus":1} x',
  'bytes that are no UTF-8': new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  'too much': `{"bogus":"${'x'.repeat(70_000)}"}`,
};

const headers: Readonly<Record<string, Record<string, string>>> = {
  'another type': { 'content-type': 'text/plain' },
  'another charset': { 'content-type': 'application/json; charset=utf-16' },
  'a packed body': { ...json, 'content-encoding': 'gzip' },
  'a bad key': { ...json, 'idempotency-key': 'two words' },
};

/** What a careless or hostile client may send to a call; each has to be refused by a problem that the document has. */
export function wrongCallsOf({ method, route }: Operation, takesBody: boolean): Wrong[] {
  const idIn = (name: string) => (name === 'queueName' ? 'agreement-checks' : nobody);
  const at = (id: (name: string) => string) =>
    `/${route.replace(/\{(\w+)\}/g, (_, name: string) => id(name))}`;
  const path = at(idIn);
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{"bogus":1}', headers: json };
  const ids = ['not-an-id', '%00', '%F0%9F', '..%2f..', `${nobody}%20`, 'x'.repeat(1500)];
  return [
    { what: 'a query it does not take', path: `${path}?bogus=1`, init: body },
    ...(route.includes('{') ? ids : []).map((id) => ({
      what: `the id ${id}`,
      path: at(() => id),
      init: body,
    })),
    ...Object.entries(takesBody ? bodies : {}).map(([what, one]) => ({
      ...{ what, path },
      init: { body: one, headers: json },
    })),
    ...Object.entries(takesBody && method === 'POST' ? headers : {}).map(([what, one]) => ({
      ...{ what, path },
      init: { body: '{"bogus":1}', headers: one },
    })),
  ].map(({ init, ...wrong }) => ({ ...wrong, init: { ...init, method } }));
}

/** What a call answers to each of them where it is no refusal of the caller's request; empty when all is well. */
export async function takenAmiss(send: Send, wrong: readonly Wrong[]): Promise<string[]> {
  const found: string[] = [];
  for (const { what, path, init } of wrong) {
    const { status } = await send(path, init);
    if (status < 400 || status >= 500)
      found.push(`${String(init.method)} ${path.slice(0, 80)} with ${what}: ${String(status)}`);
  }
  return found;
}
