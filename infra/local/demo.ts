import { startEnvironment } from './environment.ts';
import { bounce } from './journeys/bounce.ts';
import { attest } from './journeys/attest.ts';
import { attestClassic, classicSettings } from './journeys/attestClassic.ts';
import { importFile } from './journeys/importFile.ts';
import { inviteExisting } from './journeys/inviteExisting.ts';
import type { Journey } from './journeys/journey.ts';
import { attestNewCustomer, inviteNewCustomer } from './journeys/newCustomer.ts';
import { providerSettings, relationship, relationshipOfProvider } from './journeys/relationship.ts';
import { relationshipEvent } from './journeys/relationshipEvent.ts';
import { webhooks } from './journeys/webhooks.ts';
import { findFreePortBase } from './ports.ts';

const journeys: Record<string, Journey> = {
  invite: inviteExisting,
  attest,
  'attest-classic': attestClassic,
  bounce,
  'invite-new': inviteNewCustomer,
  'attest-new': attestNewCustomer,
  import: importFile,
  relationship,
  'relationship-provider': relationshipOfProvider,
  webhook: relationshipEvent,
  webhooks,
};
/** App settings of journeys that differ from the usual ones. */
const settings: Record<string, Record<string, string>> = {
  'attest-classic': classicSettings,
  'relationship-provider': providerSettings,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !journeys[name]);
if (unknown.length > 0) {
  console.error(`There is no journey ${unknown.join(', ')}. Known: ${Object.keys(journeys).join(', ')}.`);
  process.exit(2);
}

let failed = 0;
for (const [name, journey] of Object.entries(journeys)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  failed += (await walk(name, journey)) ? 0 : 1;
}
process.exit(failed === 0 ? 0 : 1);

/** Each journey has an environment of its own, so that none lives on what another left. */
async function walk(name: string, journey: Journey): Promise<boolean> {
  console.log(`\n${name}`);
  const printed: string[] = [];
  const environment = await startEnvironment({
    portBase: await findFreePortBase(),
    settings: settings[name] ?? {},
    log: (line) => void printed.push(line),
  });
  let step = 0;
  const say = (line: string): void => {
    console.log(line.startsWith(' ') ? `   ${line}` : `${String((step += 1)).padStart(3)} ${line}`);
  };
  try {
    await journey({ urls: environment.urls, say });
    console.log(`    done: ${name}`);
    return true;
  } catch (failure) {
    console.error(`    FAILED: ${failure instanceof Error ? failure.message : String(failure)}`);
    console.error(printed.slice(-20).join('\n'));
    return false;
  } finally {
    await environment.stop();
  }
}
