import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApi } from '../../shared/contracts/api/openApi.ts';

type Media = { readonly example?: unknown };
type Content = Readonly<Record<string, Media>>;
type Call = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description?: string;
    readonly schema: Readonly<Record<string, unknown>>;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
};
type Document = {
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Call>>>>;
};

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
code,pre{font-family:ui-monospace,monospace;font-size:.875rem}pre{overflow:auto;border:1px solid #8888;padding:.5rem}
h2{border-bottom:1px solid #8888;margin-top:3rem}table{border-collapse:collapse}td,th{text-align:start;padding:.25rem .75rem .25rem 0;vertical-align:top}
:root{color-scheme:light dark}`;

/** The API as one page to read: no script, nothing loaded. Made from the OpenAPI document, so it says the same. */
export async function renderApiPage(): Promise<string> {
  const { tags, paths } = (await openApi()) as unknown as Document;
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ path, method: method.toUpperCase(), call })),
  );
  const sections = tags.map(({ name }) => {
    const own = calls.filter(({ call }) => call.tags.includes(name));
    return `<section id="${name}"><h2>${name}</h2>${own.map(renderCall).join('')}</section>`;
  });
  const index = tags.map(({ name }) => `<li><a href="#${name}">${name}</a></li>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Countersign API</title>
<meta name="viewport" content="width=device-width"><style>${style}</style></head><body><h1>Countersign API</h1>
<p>All paths are below <code>/api</code>. The same as a document for tools: <code>GET /api/v1/openapi.json</code>.</p>
<nav><ul>${index}</ul></nav>${sections.join('\n')}</body></html>\n`;
}

function renderCall({ path, method, call }: { path: string; method: string; call: Call }): string {
  const { operationId, summary, description, parameters, requestBody, responses } = call;
  const rows = parameters.map(({ name, in: place, required, description: text = '', schema }) => {
    const kind = [place, ...(required ? ['needed'] : [])].join(', ');
    return `<tr><td><code>${escape(name)}</code></td><td>${kind}</td><td>${escape(formOf(schema))}</td><td>${escape(text)}</td></tr>`;
  });
  const answers = Object.entries(responses).map(
    ([status, answer]) =>
      `<tr><td>${status}</td><td>${escape(answer.description)}${examplesOf(answer.content)}</td></tr>`,
  );
  return `<article id="${operationId}"><h3>${escape(summary)}</h3><p><code>${method} ${escape(path)}</code> ·
${escape(description)} · <code>${operationId}</code></p>
${rows.length > 0 ? `<table><tbody>${rows.join('')}</tbody></table>` : ''}
${requestBody ? `<h4>Body</h4>${examplesOf(requestBody.content)}` : ''}
<h4>Answers</h4><table><tbody>${answers.join('')}</tbody></table></article>`;
}

function formOf({
  type,
  enum: values,
  default: usual,
  minimum,
  maximum,
  maxLength,
}: Readonly<Record<string, unknown>>): string {
  const parts = [
    Array.isArray(values)
      ? values.slice(0, 12).join(' · ') + (values.length > 12 ? ' …' : '')
      : String(type ?? ''),
    ...(minimum === undefined && maximum === undefined ? [] : [`${String(minimum)} to ${String(maximum)}`]),
    ...(maxLength === undefined ? [] : [`at most ${String(maxLength)} characters`]),
    ...(usual === undefined ? [] : [`usually ${String(usual)}`]),
  ];
  return parts.filter(Boolean).join(', ');
}

function examplesOf(content: Content = {}): string {
  return Object.entries(content)
    .filter(([, { example }]) => example !== undefined)
    .map(([type, { example }]) => {
      const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2);
      return `<details><summary>${type}</summary><pre>${escape(text)}</pre></details>`;
    })
    .join('');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export async function buildApiPage(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'index.html'), await renderApiPage());
}
