import { useEffect, useState } from 'preact/hooks';
import type { InvitationPreview, InvitationPreviewRequest } from '../../client/operations.ts';
import { call } from './call.ts';
import { Problem } from './problem.ts';

const afterMs = 400;

type Preview = {
  /** The last mail that could be written: a half-typed draft may be refused, and then the one before stays. */
  readonly mail: InvitationPreview | undefined;
  readonly problem: Problem | undefined;
};

/** A mail as it will look, written anew a moment after each change; undefined while the draft cannot be written. */
export function usePreview(body: InvitationPreviewRequest | undefined): Preview {
  const [preview, setPreview] = useState<Preview>({ mail: undefined, problem: undefined });
  const key = JSON.stringify(body);
  useEffect(() => {
    if (!body) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      call('previewInvitation', { body }, { signal: stop.signal }).then(
        (mail) => setPreview({ mail, problem: undefined }),
        (failure: unknown) => {
          if (failure instanceof Problem) setPreview(({ mail }) => ({ mail, problem: failure }));
        },
      );
    }, afterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key]);
  return preview;
}
