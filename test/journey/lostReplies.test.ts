import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../infra/local/environment.ts';
import { attest } from '../../infra/local/journeys/attest.ts';
import { attestClassic, classicSettings } from '../../infra/local/journeys/attestClassic.ts';
import { inviteExisting } from '../../infra/local/journeys/inviteExisting.ts';
import type { Journey } from '../../infra/local/journeys/journey.ts';
import { attestNewCustomer, inviteNewCustomer } from '../../infra/local/journeys/newCustomer.ts';
import { ownCustomer } from '../../infra/local/journeys/ownCustomer.ts';
import {
  providerSettings,
  relationship,
  relationshipOfProvider,
} from '../../infra/local/journeys/relationship.ts';
import { findFreePortBase, portsFrom } from '../../infra/local/ports.ts';
import { startHttpProxy, type HttpProxy, type Judge, type Passing } from '../fault/proxies/httpProxy.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';

type Path = {
  readonly walk: Journey;
  /** The first part of the domain of the customer it is about, where it needs one. */
  readonly about?: string;
  readonly settings?: Readonly<Record<string, string>>;
};

/** The last two change what the simulated Partner Center takes, and what kind of partner it sees. */
const paths: readonly [name: string, path: Path][] = [
  ['attesting (enhanced)', { walk: attest, about: 'fabrikamtools' }],
  ['attesting a new customer', { walk: attestNewCustomer }],
  ['inviting an existing customer', { walk: inviteExisting, about: 'contosobakery' }],
  ['inviting a new customer', { walk: inviteNewCustomer }],
  ['inviting into a relationship', { walk: relationship }],
  ['attesting (classic)', { walk: attestClassic, about: 'prosewaremusic', settings: classicSettings }],
  [
    'inviting into a relationship with a reseller',
    { walk: relationshipOfProvider, settings: providerSettings },
  ],
];

/** One environment for all, whose functions reach Partner Center through a proxy. */
let world: JourneyWorld;
let proxy: HttpProxy;
beforeAll(async () => {
  const portBase = await findFreePortBase();
  proxy = await startHttpProxy(`http://127.0.0.1:${String(portsFrom(portBase).partnerCenter)}`);
  world = await startJourneyWorld('once', { PARTNER_CENTER_URL: proxy.origin }, portBase);
});
afterAll(async () => {
  await world.stop();
  await proxy.stop();
});

/** Loses the first reply of every call: each is done at Microsoft and has to be made again. */
function loseEveryFirstReply(): { readonly judge: Judge; readonly lost: ReadonlySet<string> } {
  const lost = new Set<string>();
  const judge: Judge = ({ method, url }) => {
    const call = `${method} ${url}`;
    if (lost.has(call)) return 'pass';
    lost.add(call);
    return 'loseReply';
  };
  return { judge, lost };
}

const quiet = (): void => undefined;

describe('losing the reply of every call to Partner Center', () => {
  it('of an invitation into a relationship, one in each run, does not change where it leads', async () => {
    const { urls } = world.environment;
    const isOwn = await aboutNoSample(urls.partnerCenter);
    for (let call = 1, calls = Infinity; call <= calls; call += 1) {
      let seen = 0;
      proxy.rule((passing) => (isOwn(passing) && (seen += 1) === call ? 'loseReply' : 'pass'));
      const company = { name: `adatum${String(call)}`, companyName: `A. Datum ${String(call)}` };
      await relationship({ urls, company, say: quiet });
      calls = seen;
    }
  }, 600_000);

  it.each(paths)('does not change where %s leads', async (_name, { walk, about, settings }) => {
    const { environment } = world;
    proxy.rule(() => 'pass');
    if (settings) await environment.restartFunctions(settings);
    const customer = about === undefined ? undefined : await madeFor(environment, about);
    const { judge, lost } = loseEveryFirstReply();
    proxy.rule(judge);
    await walk({ urls: environment.urls, say: quiet, ...(customer && { customer }) });
    expect(lost.size).toBeGreaterThan(0);
  });
});

function madeFor({ urls }: Environment, name: string) {
  return ownCustomer(urls, { companyName: name, domain: `${name}.onmicrosoft.com` });
}

/** Whether a call belongs to the journey: customers that were there before are asked about beside it, and the list is read. */
async function aboutNoSample(partnerCenter: string): Promise<(passing: Passing) => boolean> {
  const answer = await fetch(`${partnerCenter}/_control/customers`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return ({ url }) => !url.startsWith('/v1/customers?') && !items.some(({ id }) => url.includes(id));
}
