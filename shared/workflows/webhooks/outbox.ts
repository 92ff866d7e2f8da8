import { prospectNewsOf, webhookEventsOf, type WebhookEvent } from '../../domain/webhooks/webhookEvent.ts';
import { collects, wants } from '../../domain/webhooks/webhookEndpoint.ts';
import type { Prospects } from '../ports/prospectPorts.ts';
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
 * The outbox around `commit`. What other systems will be told of a change is noted before the change is stored, by
 * the hashes of its events, and published after. A crash between the two leaves the note, and the history says
 * whether the change was stored. Without an endpoint that might want it, nothing is written.
 */
export function agreementsWithOutbox(agreements: Agreements, needs: PublishNeeds): Agreements {
  return {
    ...agreements,
    commit: (change) =>
      commitWith(needs, webhookEventsOf(change.before?.record, change.events), () =>
        agreements.commit(change),
      ),
  };
}

/** The same for relationship invitations. */
export function prospectsWithOutbox(prospects: Prospects, needs: PublishNeeds): Prospects {
  return {
    ...prospects,
    commit: (change) => {
      const news = prospectNewsOf(change.before?.prospect, change.after, change.events);
      return commitWith(needs, news, () => prospects.commit(change));
    },
  };
}

async function commitWith(
  needs: PublishNeeds,
  news: readonly WebhookEvent[],
  commit: () => Promise<'committed' | 'conflict'>,
): Promise<'committed' | 'conflict'> {
  const { webhookEndpoints, webhookNews, clock } = needs;
  const endpoints = news.length > 0 ? await webhookEndpoints.known() : [];
  // A pending or disabled endpoint may become active before the change is told.
  const wanted = news.filter((one) => endpoints.some((endpoint) => wants(endpoint, one)));
  if (wanted.length === 0) return commit();
  const noted = await webhookNews.note(wanted, clock.now());
  const outcome = await commit();
  const rest = outcome === 'committed' ? publish(needs, noted) : webhookNews.close(noted);
  await withTimeout(rest, maxWaitMs).catch(() => undefined);
  return outcome;
}

/** Tells the news of commits that crashed before they could, and drops notes of changes that were not stored. */
export async function sweepOutbox(
  needs: PublishNeeds & Pick<Needs, 'agreements' | 'prospects' | 'policy'>,
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
  { agreements, prospects }: Pick<Needs, 'agreements' | 'prospects'>,
  { news }: OutboxEntry,
): Promise<'stored' | 'lost' | 'open'> {
  // All events of a step are stored together, so one speaks for all.
  const [first] = news;
  if (!first) return 'lost';
  const history =
    'relationshipInvitationId' in first
      ? await prospects.history(first.relationshipInvitationId)
      : await agreements.history(first.customerTenantId, first.version, 1);
  const event = history.find(({ version }) => version === first.version);
  if (!event) return 'open';
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
