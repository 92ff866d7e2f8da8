import { parseArgs } from 'node:util';
import { parsePortBase, portsFrom } from '../local/ports.ts';
import { printDiagnosis, type Diagnosis } from './printDiagnosis.ts';

const usage = `npm run doctor -- [--url https://<app>]
  Prints what works of the connection to Microsoft, mail and storage, and what mends the rest.
  --url   a deployment; COUNTERSIGN_TOKEN then holds an agent's access token for its API
          (az account get-access-token --resource <client id of the API> --query accessToken -o tsv).
          Without it the local environment is asked, at LOCAL_PORT_BASE (default 7071).
  Exits with 1 when a part fails or the app cannot be asked.`;

/** An answer is due within the app's own limit for it. */
const timeoutMs = 30_000;

try {
  process.exitCode = await doctor(process.argv.slice(2));
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
}

async function doctor(args: string[]): Promise<number> {
  const options = { url: { type: 'string' }, help: { type: 'boolean', default: false } } as const;
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { url, token } = values.url
    ? { url: values.url.replace(/\/+$/, ''), token: tokenFromEnvironment() }
    : await localAgent();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await ask(`${url}/api/v1/connection`, { headers });
  const body = (await answer.json().catch(() => undefined)) as Diagnosis | { code?: string } | undefined;
  if (!answer.ok || !body || !('probes' in body)) {
    const code = body && 'code' in body ? `, ${String(body.code)}` : '';
    throw new Error(`The app answered with ${String(answer.status)}${code}: see shared/errors.md.`);
  }
  for (const line of printDiagnosis(body)) console.log(line);
  return body.state === 'fail' ? 1 : 0;
}

/** Not an argument: every user of the computer can see those. */
function tokenFromEnvironment(): string {
  const token = process.env['COUNTERSIGN_TOKEN'];
  if (token) return token;
  throw new Error(`COUNTERSIGN_TOKEN is not set.\n${usage}`);
}

async function localAgent(): Promise<{ url: string; token: string }> {
  const ports = portsFrom(parsePortBase(process.env['LOCAL_PORT_BASE']));
  const at = (port: number): string => `http://127.0.0.1:${String(port)}`;
  const answer = await ask(`${at(ports.entra)}/token?role=AdminAgent`);
  return { url: at(ports.functions), token: await answer.text() };
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
  } catch {
    throw new Error(`${new URL(url).origin} does not answer. Is it running? (npm start)`);
  }
}
