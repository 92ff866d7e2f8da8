import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { vi } from 'vitest';

type Part = Readonly<Record<string, unknown>>;
type Media = { readonly schema: Part };
type Described = {
  readonly operationId: string;
  readonly responses: Record<
    string,
    { readonly headers?: Part; readonly content?: Readonly<Record<string, Media>> }
  >;
};
export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
};

export type Recorder = {
  /** What real answers had that the document does not say. */
  readonly broken: string[];
  /** Every answer as a text, with its headers. */
  readonly texts: readonly { readonly call: string; readonly text: string }[];
  /** Calls that were answered with success. */
  readonly succeeded: ReadonlySet<string>;
  stop(): Promise<void>;
};

/** Headers that always come where the document names them; the others depend on the request. */
const always = ['Location', 'ETag', 'WWW-Authenticate'];

/** Holds every answer of the API that this test file gets against the API's description. */
export function recordAnswers(document: ApiDocument, base: string): Recorder {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', ...document });
  const broken: string[] = [];
  const succeeded = new Set<string>();
  const looks: Promise<void>[] = [];
  const texts: { call: string; text: string }[] = [];
  const fetched = globalThis.fetch;
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
      return { method: method.toUpperCase(), pattern, described };
    }),
  );

  const look = async (method: string, url: string, response: Response): Promise<void> => {
    const path = new URL(url).pathname.slice('/api'.length);
    const call = calls.find((one) => one.method === method && one.pattern.test(path));
    if (!call) return;
    const { operationId, responses } = call.described;
    const { status, headers } = response;
    if (status < 300) succeeded.add(operationId);
    const say = (what: string) => void broken.push(`${operationId} ${String(status)}: ${what}`);
    const told = responses[String(status)];
    if (!told) return void say('is not in the document');
    for (const name of Object.keys(told.headers ?? {}))
      if (always.includes(name) && !headers.has(name)) say(`has no ${name}`);
    const type = headers.get('content-type')?.split(';')[0] ?? null;
    const text = await response.text();
    texts.push({ call: operationId, text: `${JSON.stringify([...headers])} ${text}` });
    const media = told.content?.[type ?? ''];
    if (told.content ? !media : text !== '') return void say(`comes as ${String(type)}`);
    if (!media || !type?.endsWith('json')) return;
    const check = ajv.compile(JSON.parse(JSON.stringify(media.schema).replaceAll('"#/', '"api#/')) as Part);
    if (!check(JSON.parse(text))) say(ajv.errorsText(check.errors));
  };

  vi.stubGlobal('fetch', async (input: string | URL, init: RequestInit = {}) => {
    const response = await fetched(input, init);
    const url = String(input);
    if (url.startsWith(`${base}/api/v1/`)) looks.push(look(init.method ?? 'GET', url, response.clone()));
    return response;
  });
  return {
    broken,
    texts,
    succeeded,
    async stop() {
      vi.unstubAllGlobals();
      await Promise.all(looks);
    },
  };
}
