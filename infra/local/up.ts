import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEnvironment, type Environment } from './environment.ts';
import { followProgress } from './followProgress.ts';
import { tellsOfPeopleOrFailures } from './hostLines.ts';
import { localDir } from './keptFolder.ts';
import { modeNotes, readMode } from './modes.ts';
import { parsePortBase } from './ports.ts';
import { createProgressLine } from './progressLine.ts';

const usage = `npm start -- [--as TYPE] [--classic] [--customers N | --empty] [--persist] [--func | --no-func] [--verbose]
  --as TYPE   which partner: directBill (the default), indirectProvider or indirectReseller
  --classic   attest as before 5 January 2026, without Microsoft's page
  --customers N   begin with N customers that have no past with us
  --empty     begin without customers
  --persist   keep storage, simulators and keys in .local/ over restarts
  --func      run the functions on Azure Functions Core Tools (the default where func is installed)
  --no-func   run them on the project's own small host
  --verbose   print all that the functions print, not only what people do and what fails
  LOCAL_PORT_BASE moves all seven ports (default 7071).
  Settings of the app are taken from the environment: PARTNER_NAME='Woodgrove Cloud' npm start`;

try {
  await up(process.argv.slice(2));
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exit(1);
}

async function up(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      as: { type: 'string' },
      classic: { type: 'boolean' },
      customers: { type: 'string' },
      empty: { type: 'boolean' },
      persist: { type: 'boolean', default: false },
      func: { type: 'boolean', default: false },
      'no-func': { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const mode = readMode(values, process.env);
  const stopWish = listenForStop();
  const line = createProgressLine((text) => process.stdout.write(text), {
    isTerminal: process.stdout.isTTY,
  });
  const starting = startEnvironment({
    portBase: parsePortBase(process.env['LOCAL_PORT_BASE']),
    keepIn: values.persist ? join(localDir, 'kept') : undefined,
    ...mode,
    func: values.func ? 'always' : values['no-func'] ? 'never' : 'auto',
    log: (text) => {
      if (values.verbose || tellsOfPeopleOrFailures(text)) line.log(text);
    },
    tell: line.show,
  });
  const environment = await starting;
  line.show(null);
  if (!stopWish.wished) {
    announce(environment, modeNotes(mode));
    // Those without a past are not known to the app yet.
    if (!mode.hasHistory && mode.simulated.startCustomers !== 0) await discover(environment.urls.functions);
  }
  const progress = await followProgress(environment.settings, { tell: line.show, now: environment.now });
  const why = await Promise.race([stopWish.promise, environment.hostExited.then(() => 'host' as const)]);
  progress.stop();
  await environment.stop();
  if (why === 'host') throw new Error('The functions host has ended; so everything was stopped.');
  // Simulators' keep-alive timers would hold the process a little longer.
  process.exit(0);
}

/** Has the functions look for new customers now, and not at the next time of their schedule. */
async function discover(functionsUrl: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const url = `${functionsUrl}/admin/functions/discoverCustomers`;
  await fetch(url, { method: 'POST', headers, body: JSON.stringify({ input: '' }) });
}

function announce({ urls, connectionString, usesFunc }: Environment, notes: readonly string[]): void {
  const [, tables = ''] = /TableEndpoint=([^;]+)/.exec(connectionString) ?? [];
  console.log(`
  Portal           ${urls.functions}/portal/    (sign in as any of the invented people)
  API              ${urls.functions}/api/v1        (description: /api/v1/openapi.json)
  Token for curl   ${urls.entra}/token?role=AdminAgent
  Inbox            ${urls.mail}/
  Admin center     ${urls.partnerCenter}/AdminPortal/Home?ref=/BillingAccounts/agreement
  Partner Center   ${urls.partnerCenter}/v1
  Tables           ${tables}
  Functions on     ${usesFunc ? 'Azure Functions Core Tools' : "the project's local host"}
  Three days on    curl -d advance=P3D ${urls.entra}/_control/clock

${notes.map((line) => `  ${line}\n`).join('')}Ready: ${urls.functions}`);
}

/**
 * Ctrl-C or SIGTERM stops cleanly, also while still starting; a second one does not wait. So does the end
 * of the shell that npm runs us in: npm passes a SIGTERM on to that shell only, and it does not reach us.
 */
function listenForStop(): { readonly wished: boolean; readonly promise: Promise<'stop'> } {
  const state = { wished: false };
  const promise = new Promise<'stop'>((resolve) => {
    const stop = (): void => {
      if (state.wished) process.exit(1);
      state.wished = true;
      resolve('stop');
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    if (process.env['npm_lifecycle_event']) {
      const parent = process.ppid;
      const watch = setInterval(() => {
        if (process.ppid === parent) return;
        clearInterval(watch);
        if (!state.wished) stop();
      }, 100);
      watch.unref();
    }
  });
  return {
    get wished() {
      return state.wished;
    },
    promise,
  };
}
