import type { DryRun } from '../../../client/operations.ts';
import { Notice } from '../../ui/basics.tsx';
import { maybe, t } from '../../words.ts';

/** Says before anything is sent what would be refused, and what is worth knowing. */
export function Trial({ trial }: { trial: DryRun | undefined }) {
  if (!trial) return <div role="status" class="hidden" />;
  const { ready, code, message, errors, warnings } = trial;
  const next = maybe(`next.${code ?? ''}`);
  return (
    <div class="stack" role="status">
      {!ready && (
        <Notice tone="warn" title={maybe(`problem.${code ?? ''}`) ?? t('trial.refused')}>
          {message && <p dir="auto">{message}</p>}
          {errors.length > 0 && (
            <ul>
              {errors.map((one) => (
                <li key={one.pointer + one.message}>
                  <code>{one.pointer}</code> {one.message}
                </li>
              ))}
            </ul>
          )}
          {next && <p>{next}</p>}
        </Notice>
      )}
      {warnings.map((one) => (
        <Notice key={one.code} tone="warn" title={maybe(`trial.${one.code}`) ?? one.message} />
      ))}
      {ready && warnings.length === 0 && <Notice tone="good" title={t('trial.ready')} />}
    </div>
  );
}
