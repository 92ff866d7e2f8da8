import type { Clock } from '../../workflows/ports/ports.ts';
import type { KnownPerson, People, SavedView, SavedViews } from '../../workflows/ports/peoplePorts.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import { fromJson } from './kit/json.ts';
import type { Tables } from './kit/storageClients.ts';
import { ignoreConflict, isConflict, storageCall, undefinedIfMissing } from './kit/storageFailure.ts';

const personPartition = 'person';
const viewPartition = 'view';
const readsAtOnce = 16;
/** More than that many people are not remembered as remembered. */
const maxRemembered = 10_000;

type PersonRow = { readonly name: string; readonly seenAt: Date };
type ViewRow = { readonly json: string; readonly mark: string };

/** Names of agents, a row each. */
export function createPeople({ people }: Pick<Tables, 'people'>, clock: Clock): People {
  const seenOn = new Map<string, string>();
  return {
    find: (ids) =>
      storageCall(async () => {
        const found = await inParallel(ids, readsAtOnce, async (id): Promise<KnownPerson | undefined> => {
          const row = await undefinedIfMissing(people.getEntity<PersonRow>(personPartition, id));
          return row && { id, name: row.name, lastSeenAt: row.seenAt };
        });
        return found.filter((one) => one !== undefined);
      }),
    async seen({ id, name }) {
      const now = clock.now();
      const today = `${now.toISOString().slice(0, 10)} ${name}`;
      if (seenOn.get(id) === today) return;
      if (seenOn.size >= maxRemembered) seenOn.clear();
      seenOn.set(id, today);
      const row = { partitionKey: personPartition, rowKey: id, name, seenAt: now };
      // The caller is answered even if this fails; the next call of the day tries again.
      await people.upsertEntity(row, 'Replace').catch(() => void seenOn.delete(id));
    },
    forget: (id) => storageCall(() => ignoreConflict(people.deleteEntity(personPartition, id))),
  };
}

/** Views that people keep, a row each, in one partition: there are some hundred at most. */
export function createSavedViews({ people }: Pick<Tables, 'people'>): SavedViews {
  return {
    list: () =>
      storageCall(async () => {
        const queryOptions = { filter: `PartitionKey eq '${viewPartition}'` };
        const views: SavedView[] = [];
        for await (const { json } of people.listEntities<ViewRow>({ queryOptions })) {
          views.push(fromJson(json) as SavedView);
        }
        return views;
      }),
    create: (view, mark) =>
      storageCall(async () => {
        const row = { partitionKey: viewPartition, rowKey: view.id, json: JSON.stringify(view), mark };
        try {
          await people.createEntity(row);
          return 'created';
        } catch (failure) {
          if (isConflict(failure)) return 'conflict';
          throw failure;
        }
      }),
    find: (id) =>
      storageCall(async () => {
        const row = await undefinedIfMissing(people.getEntity<ViewRow>(viewPartition, id));
        return row && { view: fromJson(row.json) as SavedView, mark: row.mark };
      }),
    remove: (id) => storageCall(() => ignoreConflict(people.deleteEntity(viewPartition, id))),
  };
}
