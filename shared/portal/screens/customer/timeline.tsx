import { useEffect, useState } from 'preact/hooks';
import type { Event } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { getSession } from '../../api/permissions.ts';
import { Problem } from '../../api/problem.ts';
import { Button, Card, Name, Skeleton, Time } from '../../ui/basics.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { copy } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';

/** What happened to a customer, newest first; read again whenever its record has a new version. */
export function Timeline({ customerTenantId, version }: { customerTenantId: string; version: number }) {
  const [events, setEvents] = useState<readonly Event[] | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isOver = false;
    readAll(customerTenantId).then(
      (all) => {
        if (isOver) return;
        setEvents(all);
        setProblem(undefined);
      },
      (failure: unknown) =>
        !isOver && setProblem(failure instanceof Problem ? failure : new Problem(0, {}, null)),
    );
    return () => void (isOver = true);
  }, [customerTenantId, version, tries]);
  return (
    <Card title={t('timeline.title')}>
      {problem && <ProblemNotice problem={problem} again={() => setTries(tries + 1)} />}
      {!events && !problem && <Skeleton lines={5} />}
      <ol class="timeline">
        {events?.map((event) => (
          <Entry key={event.version} event={event} />
        ))}
      </ol>
    </Card>
  );
}

async function readAll(customerTenantId: string): Promise<Event[]> {
  const events: Event[] = [];
  let continuationToken: string | undefined;
  do {
    const page = await call('listEvents', {
      params: { customerTenantId },
      query: continuationToken ? { continuationToken } : {},
    });
    events.push(...page.items);
    continuationToken = page.continuationToken ?? undefined;
  } while (continuationToken);
  return events.reverse();
}

function Entry({ event }: { event: Event }) {
  const { type, at, by, microsoft } = event;
  const id = microsoft?.correlationId ?? microsoft?.requestId;
  return (
    <li>
      <span class={`timeline-dot ${by.kind}`} aria-hidden="true" />
      <div>
        <p>
          <strong>{maybe(`event.${type}`) ?? type}</strong>
          {microsoft?.code && <code> {microsoft.code}</code>}
        </p>
        <p class="quiet">
          <Name>{actor(by)}</Name> · <Time at={at} />
        </p>
      </div>
      {id && (
        <Button look="subtle" icon="copy" onClick={() => void copy(id, t('timeline.microsoftId'))}>
          {t('timeline.microsoftId')}
        </Button>
      )}
    </li>
  );
}

function actor({ kind, id }: Event['by']): string {
  const { person } = getSession();
  if (kind === 'agent' && id === person.id) return person.name ?? t('actor.you');
  return maybe(`actor.${kind}`) ?? kind;
}
