import type { AgreementEvent } from '../../domain/customers/agreementEvent.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import type { CallerScope } from '../customers/readCustomer.ts';
import type { ActivityEntry, ActivityNeeds } from '../ports/activityPorts.ts';
import type { Needs } from '../ports/ports.ts';

export type ActivityFilter = {
  readonly since: Date | null;
  /** Not included. */
  readonly until: Date | null;
  /** Any of these; all when empty. */
  readonly types: readonly string[];
  /** Object id of an agent, `customer` or `system`. */
  readonly actor: string | null;
};

export type ActivityItem = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly event: AgreementEvent;
};

export type ActivityPage = { readonly items: readonly ActivityItem[]; readonly position: string | null };

const stepsAtOnce = 100;
/** A page that finds less is short of `size`, and yet not the last. */
const maxLooked = 1_000;
const readsAtOnce = 16;

/**
 * Reads what happened to all customers that the caller may see, newest first. Only what a customer's history has is
 * shown, and of customers that are the caller's now.
 */
export async function listActivity(
  needs: Pick<Needs, 'agreements'> & Pick<ActivityNeeds, 'activity'>,
  filter: ActivityFilter,
  page: { readonly sight: CallerScope; readonly size: number; readonly position: string | null },
): Promise<ActivityPage> {
  const { size } = page;
  const seer = createSeer(needs, page.sight);
  const items: ActivityItem[] = [];
  let { position, skip } = parse(page.position);
  for (let looked = 0; looked < maxLooked; looked += stepsAtOnce) {
    const { entries, isEnd } = await needs.activity.page(filter, { size: stepsAtOnce, position });
    const fitting = entries.filter((entry) => mayFit(entry, filter));
    // No more steps are looked at closely than a page can have.
    for (let first = 0; first < fitting.length; first += size) {
      const some = fitting.slice(first, first + size);
      const found = await inParallel(some, readsAtOnce, (entry) => seer(entry, filter));
      for (const [index, of] of found.entries()) {
        const entry = some[index];
        const rest = of.slice(skip);
        const room = size - items.length;
        if (rest.length > room)
          return {
            items: [...items, ...rest.slice(0, room)],
            position: `${String(skip + room)} ${position ?? ''}`,
          };
        items.push(...rest);
        skip = 0;
        position = entry?.position ?? position;
      }
    }
    position = entries.at(-1)?.position ?? position;
    if (isEnd) return { items, position: null };
    if (items.length === size) break;
  }
  return { items, position: `0 ${position ?? ''}` };
}

/** `<events of the next step that were shown> <position of the step before>` */
function parse(text: string | null): { position: string | null; skip: number } {
  const [, skip = '0', position = ''] = /^(\d+) (.*)$/.exec(text ?? '') ?? [];
  return { position: position || null, skip: Number(skip) };
}

function mayFit({ types, actors }: ActivityEntry, filter: ActivityFilter): boolean {
  return (
    (filter.types.length === 0 || types.some((type) => filter.types.includes(type))) &&
    (filter.actor === null || actors.includes(filter.actor))
  );
}

/** The events of a step, newest first, as far as they were stored, fit and may be seen. */
function createSeer({ agreements }: Pick<Needs, 'agreements'>, { resellerTenantId }: CallerScope) {
  const known = new Map<string, ReturnType<typeof agreements.current>>();
  const customer = (id: string) => {
    const found = known.get(id) ?? agreements.current(id);
    known.set(id, found);
    return found;
  };
  return async (entry: ActivityEntry, { types, actor }: ActivityFilter): Promise<ActivityItem[]> => {
    const { customerTenantId, firstVersion, lastVersion, hash } = entry;
    const record = (await customer(customerTenantId))?.record;
    if (!record || (resellerTenantId && record.resellerTenantId !== resellerTenantId)) return [];
    const events = await agreements.history(customerTenantId, firstVersion, lastVersion - firstVersion + 1);
    if (events.at(-1)?.hash !== hash) return [];
    const { companyName } = record;
    return events
      .filter(({ what, by }) => {
        const isType = types.length === 0 || types.includes(what.type);
        return isType && (actor === null || actor === (by.kind === 'agent' ? by.id : by.kind));
      })
      .toReversed()
      .map((event) => ({ customerTenantId, companyName, event }));
  };
}
