import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { maybe, t } from '../words.ts';
import { Button, Notice } from './basics.tsx';
import { complain } from './toasts.tsx';

/** What was refused: what happened, what to do next, and the ids that support asks for. */
export function ProblemNotice({ problem, again }: { problem: Problem; again?: () => void }) {
  const next = nextOf(problem);
  const left = useSecondsLeft(problem);
  return (
    <Notice
      tone={problem.status === 429 || problem.status === 0 ? 'warn' : 'bad'}
      title={problemTitle(problem)}
      actions={
        again && (
          <Button icon="refresh" disabled={left > 0} onClick={again}>
            {left > 0 ? t('common.againIn', { seconds: left }) : t('common.again')}
          </Button>
        )
      }
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
      {!again && left > 0 && <p>{t('common.againIn', { seconds: left })}</p>}
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

/** What to do about it: by the code, else by the kind of refusal. */
function nextOf({ code, status }: Problem): string | undefined {
  const kind =
    status >= 500 ? 'failed' : { 403: 'forbidden', 404: 'missing', 409: 'changed', 429: 'busy' }[status];
  return maybe(`next.${code}`) ?? maybe(`next.${kind ?? ''}`);
}

/** Tells of a problem in a corner of the page: for commands whose place has no room for a notice, or was left. */
export function complainOf(problem: Problem): void {
  const { retryAfterSeconds } = problem;
  const later = retryAfterSeconds ? t('common.againIn', { seconds: retryAfterSeconds }) : nextOf(problem);
  complain([problemTitle(problem), later].filter(Boolean).join('. '));
}

/** Counts down where the API asked for patience. */
function useSecondsLeft(problem: Problem): number {
  const [left, setLeft] = useState(problem.retryAfterSeconds ?? 0);
  useEffect(() => {
    const endsAt = Date.now() + (problem.retryAfterSeconds ?? 0) * 1000;
    const count = (): void => setLeft(Math.max(0, Math.ceil((endsAt - Date.now()) / 1000)));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [problem]);
  return left;
}
