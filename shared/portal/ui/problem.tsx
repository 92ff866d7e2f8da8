import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { maybe, t } from '../words.ts';
import { Button, Notice } from './basics.tsx';

/** What was refused: what happened, what to do next, and the ids that support asks for. */
export function ProblemNotice({ problem, again }: { problem: Problem; again?: () => void }) {
  const next = maybe(`next.${problem.code}`);
  return (
    <Notice
      tone={problem.status === 429 || problem.status === 0 ? 'warn' : 'bad'}
      title={problemTitle(problem)}
      actions={again && <Again seconds={problem.retryAfterSeconds} again={again} />}
    >
      {problem.message && <p dir="auto">{problem.message}</p>}
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map(({ pointer, message }) => (
            <li key={pointer + message}>
              <code>{pointer}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {next && <p>{next}</p>}
      <p class="ids">
        <code>{problem.code}</code>
        {problem.requestId && (
          <>
            {' · '}
            {t('common.requestId')} <code>{problem.requestId}</code>
          </>
        )}
        {problem.partnerCenter?.code && (
          <>
            {' · Partner Center '}
            <code>{problem.partnerCenter.code}</code>
          </>
        )}
      </p>
    </Notice>
  );
}

/** What happened, in a few words. */
export const problemTitle = ({ code, status }: Problem): string =>
  maybe(`problem.${code}`) ?? titleOf(status);

function titleOf(status: number): string {
  if (status === 403) return t('problem.forbidden');
  if (status === 404) return t('problem.missing');
  if (status === 409) return t('problem.changed');
  if (status === 429) return t('problem.busy');
  if (status === 422 || status === 400) return t('problem.invalid');
  return t('problem.failed');
}

/** Repeats; where the API asked for patience it counts down first. */
function Again({ seconds, again }: { seconds: number | null; again: () => void }) {
  const [left, setLeft] = useState(seconds ?? 0);
  useEffect(() => setLeft(seconds ?? 0), [seconds]);
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <Button icon="refresh" disabled={left > 0} onClick={again}>
      {left > 0 ? t('common.againIn', { seconds: left }) : t('common.again')}
    </Button>
  );
}
