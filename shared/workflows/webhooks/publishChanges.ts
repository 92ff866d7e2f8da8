import { webhookEventsOf } from '../../domain/webhooks/webhookEvent.ts';
import { collects, wants } from '../../domain/webhooks/webhookEndpoint.ts';
import type { Agreements } from '../ports/recordPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import type { OutboxEntry } from '../ports/webhookPorts.ts';
import { eventMessageOf } from './endpointMessage.ts';

export type PublishNeeds = Pick<
  Needs,
  | 'webhookEndpoints'
  | 'webhookDeliveries'
  | 'webhookNews'
  | 'webhookWakeUps'
  | 'webhooks'
  | 'chatMessage'
  | 'stableId'
  | 'clock'
>;

/** A request waits no longer than this for what the sweep makes up for. */
const maxWaitMs = 2_000;
/** A commit that has not happened by then never will, see decision 0002. */
const commitEndsMs = 60 * 60_000;
const sweptAtOnce = 100;

/**
 * The same records, of whose changes other systems are told. The news is noted before the change is
 * stored, by the hashes of its events, and told after: a crash between the two leaves a note, and the
 * history says whether what it tells of has happened. Without an endpoint that might want it nothing is written.
 */
export function publishChanges(agreements: Agreements, needs: PublishNeeds): Agreements {
  const { webhookEndpoints, webhookNews, clock } = needs;
  return {
    ...agreements,
    async commit(change) {
      const news = webhookEventsOf(change.before?.record, change.events);
      const endpoints = news.length > 0 ? await webhookEndpoints.known() : [];
      // A pending or disabled endpoint may become active before the change is told.
      const wanted = news.filter((one) => endpoints.some((endpoint) => wants(endpoint, one)));
      if (wanted.length === 0) return agreements.commit(change);
      const noted = await webhookNews.note(wanted, clock.now());
      const outcome = await agreements.commit(change);
      const rest = outcome === 'committed' ? publish(needs, noted) : webhookNews.close(noted);
      await withTimeout(rest, maxWaitMs).catch(() => undefined);
      return outcome;
    },
  };
}

/** Tells the news of commits that crashed before they could, and drops notes of changes that were not stored. */
export async function sweepOutbox(
  needs: PublishNeeds & Pick<Needs, 'agreements' | 'policy'>,
  report: (failure: unknown) => void,
): Promise<number> {
  const { webhookNews, clock, policy } = needs;
  const now = clock.now().getTime();
  let told = 0;
  for (const noted of await webhookNews.open(new Date(now - policy.wakeUpGraceMs), sweptAtOnce)) {
    try {
      const outcome = await outcomeOf(needs, noted);
      const isOver = outcome === 'lost' || noted.notedAt.getTime() + commitEndsMs < now;
      if (outcome === 'stored') told += 1;
      if (outcome === 'stored') await publish(needs, noted);
      else if (isOver) await webhookNews.close(noted);
    } catch (failure) {
      report(failure);
    }
  }
  return told;
}

/** `lost`: another change took the version, so this one can never be stored. */
async function outcomeOf(
  { agreements }: Pick<Needs, 'agreements'>,
  { news }: OutboxEntry,
): Promise<'stored' | 'lost' | 'open'> {
  // All events of a step are stored together, so one speaks for all.
  const [first] = news;
  if (!first) return 'lost';
  const [event] = await agreements.history(first.customerTenantId, first.version, 1);
  if (event?.version !== first.version) return 'open';
  return event.hash === first.hash ? 'stored' : 'lost';
}

async function publish(needs: PublishNeeds, noted: OutboxEntry): Promise<void> {
  const { webhookEndpoints, webhookDeliveries, webhookWakeUps, webhookNews } = needs;
  const endpoints = (await webhookEndpoints.list()).map(({ endpoint }) => endpoint).filter(collects);
  await Promise.all(
    endpoints.map(async (endpoint) => {
      const wanted = noted.news.filter((news) => wants(endpoint, news));
      for (const news of wanted) {
        await webhookDeliveries.add(endpoint.id, await eventMessageOf(needs, endpoint, news));
      }
      if (wanted.length > 0) await webhookWakeUps.send(endpoint.id);
    }),
  );
  await webhookNews.close(noted);
}
