import { startEnvironment, type Environment } from './environment.ts';
import { bounce } from './journeys/bounce.ts';
import { attest } from './journeys/attest.ts';
import { attestClassic, classicSettings } from './journeys/attestClassic.ts';
import { credentials } from './journeys/days/credentials.ts';
import { linkRenewal } from './journeys/days/linkRenewal.ts';
import { reacceptance, reacceptanceSettings } from './journeys/days/reacceptance.ts';
import { refreshToken } from './journeys/days/refreshToken.ts';
import { reminders } from './journeys/days/reminders.ts';
import { webhookRetries } from './journeys/days/webhookRetries.ts';
import { importFile } from './journeys/importFile.ts';
import { inviteExisting } from './journeys/inviteExisting.ts';
import type { Journey } from './journeys/journey.ts';
import { attestNewCustomer, inviteNewCustomer } from './journeys/newCustomer.ts';
import { ownCustomer } from './journeys/ownCustomer.ts';
import { providerSettings, relationship, relationshipOfProvider } from './journeys/relationship.ts';
import { relationshipEvent } from './journeys/relationshipEvent.ts';
import { createStory } from './journeys/story.ts';
import { webhooks } from './journeys/webhooks.ts';
import { findFreePortBase } from './ports.ts';

/** A journey, the app settings that differ for it, and the company it is about where it needs one of its own. */
type Part = {
  readonly journey: Journey;
  readonly settings?: Readonly<Record<string, string>>;
  readonly company?: string;
};

/** Without a restart. */
const usual: Readonly<Record<string, string>> = {};

const parts: Record<string, Part> = {
  invite: { journey: inviteExisting, company: 'Contoso Bakery' },
  attest: { journey: attest, company: 'Fabrikam Tools' },
  bounce: { journey: bounce, company: 'Litware Games' },
  'invite-new': { journey: inviteNewCustomer },
  'attest-new': { journey: attestNewCustomer },
  import: { journey: importFile },
  relationship: { journey: relationship },
  webhook: { journey: relationshipEvent },
  webhooks: { journey: webhooks, company: 'Northwind Bikes' },
  // From here on days pass, first those before the cut-off of the environment.
  reacceptance: { journey: reacceptance, company: 'Southridge Video' },
  credentials: { journey: credentials },
  'link-renewal': { journey: linkRenewal, company: 'Wingtip Toys' },
  'webhook-retries': { journey: webhookRetries, company: 'Coho Winery' },
  reminders: { journey: reminders, company: 'Lamna Healthcare' },
  'refresh-token': { journey: refreshToken },
  'attest-classic': { journey: attestClassic, settings: classicSettings, company: 'Proseware Music' },
  // The last one, since it makes another kind of partner of the simulated one.
  'relationship-provider': { journey: relationshipOfProvider, settings: providerSettings },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts[name]);
if (unknown.length > 0) {
  console.error(`There is no journey ${unknown.join(', ')}. Known: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const chosen = Object.entries(parts).filter(([name]) => wanted.length === 0 || wanted.includes(name));
process.exit((await walkAll(chosen)) === 0 ? 0 : 1);

/** Walks the journeys one after the other in one environment, and answers how many failed. */
async function walkAll(journeys: readonly (readonly [string, Part])[]): Promise<number> {
  const startedAt = performance.now();
  const printed: string[] = [];
  const environment = await startEnvironment({
    portBase: await findFreePortBase(),
    settings: reacceptanceSettings(new Date()),
    // Core Tools keep their own time.
    func: 'never',
    log: (line) => void printed.push(line),
  });
  let failed = 0;
  try {
    let current = usual;
    for (const [name, part] of journeys) {
      const { settings = usual } = part;
      if (settings !== current) await environment.restartFunctions(settings);
      current = settings;
      printed.length = 0;
      if (await walk(environment, name, part)) continue;
      failed += 1;
      console.error(printed.slice(-20).join('\n'));
    }
  } finally {
    await environment.stop();
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`\n${String(journeys.length - failed)} journeys done, ${String(failed)} failed, ${seconds} s`);
  return failed;
}

async function walk({ urls }: Environment, name: string, { journey, company }: Part): Promise<boolean> {
  const story = createStory(name, console.log);
  try {
    const domain = `${String(company?.toLowerCase().replace(/ /g, ''))}.onmicrosoft.com`;
    const customer = company && (await ownCustomer(urls, { companyName: company, domain }));
    await journey({ urls, say: story.say, ...(customer && { customer }) });
    story.end();
    return true;
  } catch (failure) {
    story.fail(failure instanceof Error ? failure.message : String(failure));
    return false;
  }
}
