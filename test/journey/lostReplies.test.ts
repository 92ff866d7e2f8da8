import { afterEach, describe, expect, it } from 'vitest';
import { attest } from '../../infra/local/journeys/attest.ts';
import { attestClassic, classicSettings } from '../../infra/local/journeys/attestClassic.ts';
import { inviteExisting } from '../../infra/local/journeys/inviteExisting.ts';
import type { Journey } from '../../infra/local/journeys/journey.ts';
import { attestNewCustomer, inviteNewCustomer } from '../../infra/local/journeys/newCustomer.ts';
import {
  providerSettings,
  relationship,
  relationshipOfProvider,
} from '../../infra/local/journeys/relationship.ts';
import { findFreePortBase, portsFrom } from '../../infra/local/ports.ts';
import { startHttpProxy, type HttpProxy, type Judge, type Passing } from '../fault/proxies/httpProxy.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';

type Path = readonly [name: string, walk: Journey, settings?: Readonly<Record<string, string>>];

const paths: [...Path][] = [
  ['attesting (enhanced)', attest],
  ['attesting (classic)', attestClassic, classicSettings],
  ['attesting a new customer', attestNewCustomer],
  ['inviting an existing customer', inviteExisting],
  ['inviting a new customer', inviteNewCustomer],
  ['inviting into a relationship', relationship],
  ['inviting into a relationship with a reseller', relationshipOfProvider, providerSettings],
];

const stops: (() => Promise<void>)[] = [];
async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}
afterEach(stopAll);

/** A journey's world whose functions reach Partner Center through a proxy. */
async function start(settings: Readonly<Record<string, string>> = {}): Promise<[JourneyWorld, HttpProxy]> {
  const portBase = await findFreePortBase();
  const proxy = await startHttpProxy(`http://127.0.0.1:${String(portsFrom(portBase).partnerCenter)}`);
  stops.push(() => proxy.stop());
  const changes = { ...settings, PARTNER_CENTER_URL: proxy.origin };
  const world = await startJourneyWorld('once', changes, portBase);
  stops.push(() => world.stop());
  return [world, proxy];
}

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
  it.each(paths)('does not change where %s leads', async (_name, walk, settings) => {
    const [{ environment }, proxy] = await start(settings);
    const { judge, lost } = loseEveryFirstReply();
    proxy.rule(judge);
    await walk({ urls: environment.urls, say: quiet });
    expect(lost.size).toBeGreaterThan(0);
  });

  it('of an invitation into a relationship, one in each run, does not either', async () => {
    for (let call = 1, calls = Infinity; call <= calls; call += 1) {
      const [{ environment }, proxy] = await start();
      const isOwn = await aboutNoSample(environment.urls.partnerCenter);
      let seen = 0;
      proxy.rule((passing) => (isOwn(passing) && (seen += 1) === call ? 'loseReply' : 'pass'));
      await relationship({ urls: environment.urls, say: quiet });
      calls = seen;
      await stopAll();
    }
  }, 600_000);
});

/** Whether a call belongs to the journey: sample customers are asked about beside it, and the list of customers is read. */
async function aboutNoSample(partnerCenter: string): Promise<(passing: Passing) => boolean> {
  const answer = await fetch(`${partnerCenter}/_control/customers`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return ({ url }) => !url.startsWith('/v1/customers?') && !items.some(({ id }) => url.includes(id));
}
