import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parsePortBase } from '../local/ports.ts';
import { runConsent } from './runConsent.ts';

const usage = `npm run partner-center:consent -- [--settings <file>] [--port 8400]
  Signs the partner's service account in with a second factor and stores the refresh token, in the key vault
  (KEY_VAULT_URL, as whoever is signed in to the Azure CLI) or in a file (SECRETS_FILE). It is never printed.
  --settings   a local.settings.json; settings of the environment win over it. Default: the local environment's.
  --port       http://localhost:<port> has to be a redirect address of the app registration (default 8400).`;

const waitMs = 10 * 60_000;

try {
  const { values } = parseArgs({
    options: {
      settings: { type: 'string' },
      port: { type: 'string', default: '8400' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) console.log(usage);
  else {
    const env = { ...readSettings(values.settings), ...process.env };
    await runConsent({ env, port: Number(values.port), waitMs, say: (line) => console.log(line) });
  }
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
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
