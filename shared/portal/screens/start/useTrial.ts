import { useEffect, useState } from 'preact/hooks';
import type { DryRun } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { bodyOf, missingIn, type Draft } from './draft.ts';

const afterMs = 500;

/** What would become of the draft if it were sent now, asked a moment after each change; nothing is stored. */
export function useTrial(customerTenantId: string, draft: Draft): DryRun | undefined {
  const [trial, setTrial] = useState<DryRun | undefined>();
  const isComplete = Object.keys(missingIn(draft)).length === 0;
  const { invite, attest } = bodyOf(draft, 'email');
  const key = JSON.stringify([draft.path, draft.path === 'invite' ? invite : attest]);
  useEffect(() => {
    setTrial(undefined);
    if (!isComplete) return undefined;
    const stop = new AbortController();
    const ask = (): Promise<unknown> => {
      const input = { params: { customerTenantId }, query: { dryRun: true } };
      const options = { signal: stop.signal };
      return draft.path === 'invite'
        ? call('inviteCustomer', { ...input, body: invite }, options)
        : call('attestCustomer', { ...input, body: attest }, options);
    };
    const timer = setTimeout(() => {
      // Without an answer nothing is said; Send tells the same then.
      ask().then(
        (answer) => setTrial(answer as DryRun),
        () => undefined,
      );
    }, afterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [customerTenantId, key, isComplete]);
  return trial;
}
