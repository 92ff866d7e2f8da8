import { t } from '../words.ts';
import { getSession, may } from './permissions.ts';
import { useRead } from './reads.ts';

/** As many ids as `GET /people` takes at once. */
const most = 100;

/** The names of agents by their object id; an agent whose name is not known is "an agent", never an id. */
export function useNames(ids: readonly (string | null)[]): (id: string | null) => string {
  const { person } = getSession();
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== person.id))].sort().slice(0, most);
  const { data } = useRead(
    'listPeople',
    { query: { ids: wanted.join(',') } },
    { isOn: wanted.length > 0 && may('listPeople'), keepLast: true },
  );
  return (id) => {
    if (id === person.id) return person.name ?? t('actor.you');
    return data?.items.find((one) => one.id === id)?.name ?? t('actor.agent');
  };
}
