import { useEffect, useState } from 'preact/hooks';
import type { Event } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { useNames } from '../../api/useNames.ts';
import { Button, Card, Name, Skeleton, Time } from '../../ui/basics.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { copy } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';

/** What happened to a customer, newest first; read again whenever its record has a new version. */
export function Timeline({ customerTenantId, version }: { customerTenantId: string; version: number }) {
  const [events, setEvents] = useState<readonly Event[] | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [tries, setTries] = useState(0);
  const nameOf = useNames(events?.map(({ by }) => (by.kind === 'agent' ? (by.id ?? null) : null)) ?? []);
  useEffect(() => {
    let isOver = false;
    readAll(customerTenantId).then(
      (all) => {
        if (isOver) return;
        setEvents(all);
        setProblem(undefined);
      },
      (failure: unknown) => !isOver && setProblem(asProblem(failure)),
    );
    return () => void (isOver = true);
  }, [customerTenantId, version, tries]);
  return (
    <Card title={t('timeline.title')}>
      {problem && <ProblemNotice problem={problem} again={() => setTries(tries + 1)} />}
      {!events && !problem && <Skeleton lines={5} />}
      <ol class="timeline">
        {events?.map((event) => (
          <Entry key={event.version} event={event} nameOf={nameOf} />
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

function Entry({ event, nameOf }: { event: Event; nameOf: (id: string | null) => string }) {
  const { type, at, by, microsoft } = event;
  const actor = by.kind === 'agent' ? nameOf(by.id ?? null) : (maybe(`actor.${by.kind}`) ?? by.kind);
  const ids = [
    ['timeline.correlationId', microsoft?.correlationId],
    ['timeline.requestId', microsoft?.requestId],
  ] as const;
  return (
    <li>
      <span class={`timeline-dot ${by.kind}`} aria-hidden="true" />
      <div>
        <p>
          <strong>{maybe(`event.${type}`) ?? type}</strong>
          {microsoft?.code && <code> {microsoft.code}</code>}
        </p>
        <p class="quiet">
          <Name>{actor}</Name> · <Time at={at} />
        </p>
      </div>
      <span class="ids-to-copy">
        {ids.map(
          ([label, id]) =>
            id && (
              <Button
                key={label}
                look="subtle"
                icon="copy"
                title={id}
                onClick={() => void copy(id, t(label))}
              >
                {t(label)}
              </Button>
            ),
        )}
      </span>
    </li>
  );
}
