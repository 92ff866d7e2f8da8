import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parsePortBase } from '../local/ports.ts';
import { runWebhook } from './runWebhook.ts';
import { webhookAccess } from './webhookAccess.ts';

const usage = `npm run partner-center:webhook -- status | register [--replace] | test  [--settings <file>]
  status     where Partner Center sends its notifications; warns when another environment has them
  register   has them sent to this app (PUBLIC_URL); takes them from another environment only with --replace
  test       has Partner Center send its test event, and tells how the app took it
  --settings a local.settings.json; settings of the environment win over it. Default: the local environment's.
  Needs PUBLIC_URL and PARTNER_CENTER_ACCESS_TOKEN, or the app's tenant, client id and client secret.
  Exits with 1 unless notifications come to this app.`;

try {
  process.exitCode = await main();
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      replace: { type: 'boolean', default: false },
      settings: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [what = 'status', ...rest] = positionals;
  const isKnown = what === 'status' || what === 'register' || what === 'test';
  if (values.help || !isKnown || rest.length > 0) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const access = webhookAccess({ ...readSettings(values.settings), ...process.env });
  const say = (line: string): void => {
    console.log(line);
  };
  return (await runWebhook({ ...access, say }, { what, replace: values.replace })) ? 0 : 1;
}

/** Without a name, those of the local environment, which may not be running. */
function readSettings(path: string | undefined): Record<string, string> {
  const base = String(parsePortBase(process.env['LOCAL_PORT_BASE']));
  try {
    const text = readFileSync(path ?? `.local/app-${base}/local.settings.json`, 'utf8');
    return (JSON.parse(text) as { Values?: Record<string, string> }).Values ?? {};
  } catch {
    if (path === undefined) return {};
    throw new Error(`${path} cannot be read as a local.settings.json.`);
  }
}
