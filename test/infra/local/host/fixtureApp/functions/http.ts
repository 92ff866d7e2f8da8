import { app, output, trigger, type HttpRequest, type InvocationContext } from '@azure/functions';
import { recorded } from '../recorded.ts';

app.http('echo', {
  route: 'echo/{id:int}/{tail?}',
  methods: ['GET', 'POST', 'PUT', 'HEAD'],
  handler: async (request: HttpRequest) => ({ jsonBody: await describe(request) }),
});
app.get('latest', { route: 'echo/latest', handler: () => ({ body: 'latest' }) });
app.get('rest', { route: 'files/{*path}', handler: (request) => ({ jsonBody: request.params }) });
app.get('readme', { route: 'files/readme', handler: () => ({ body: 'the readme' }) });
app.get('recorded', () => ({ jsonBody: recorded }));
app.generic('nothing', {
  trigger: trigger.http({ methods: ['GET'] }),
  return: output.http({}),
  handler: () => undefined,
});
app.get('trace', (_, context) => ({ body: context.traceContext?.traceParent ?? 'none' }));
app.post('binary', async (request) => ({
  status: 201,
  headers: { 'content-type': 'application/octet-stream', 'x-answer': 'yes' },
  body: await request.arrayBuffer(),
}));
app.get('cookies', () => ({
  cookies: [
    { name: 'session', value: 'a b', httpOnly: true, secure: true, sameSite: 'None', maxAge: 60 },
    { name: 'theme', value: 'dark', path: '/portal' },
  ],
}));
app.get('broken', () => {
  throw Object.assign(new Error('anna@example.com could not be reached'), { code: 'EFIXTURE' });
});
app.get('endless', () => new Promise<never>(() => {}));
app.get('slow', async (request, context) => {
  context.log('begins');
  await new Promise((resolve) => setTimeout(resolve, Number(request.query.get('ms'))));
  return { body: 'done' };
});
app.get('hooked', (request: HttpRequest | { text: string }) => ({
  body: typeof request.text === 'string' ? request.text : 'the request',
}));
app.get('talk', (_, context: InvocationContext) => {
  context.log('say it');
  context.error('two\nlines');
  return {};
});
app.get('locked', { authLevel: 'function', handler: () => ({ body: 'open' }) });
app.get('adminOnly', { authLevel: 'admin', handler: () => ({ body: 'open' }) });
app.get('block', (_, context) => {
  context.log('blocks');
  // The whole process hangs: nothing but a kill ends it.
  for (;;);
});
app.get('uncaught', () => {
  setImmediate(() => {
    throw new Error('anna@example.com');
  });
  return {};
});
app.get('off', () => ({ body: 'on' }));
app.get('setting', (request) => ({ body: process.env[request.query.get('name') ?? ''] ?? 'none' }));

const toWork = output.storageQueue({ queueName: '%WORK_QUEUE%', connection: 'Data' });
app.post('fanOut', {
  extraOutputs: [toWork],
  handler: async (request, context) => {
    context.extraOutputs.set(toWork, await request.json());
    return { status: 202 };
  },
});

async function describe(request: HttpRequest) {
  return {
    method: request.method,
    url: request.url,
    params: request.params,
    query: Object.fromEntries(request.query),
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  };
}
