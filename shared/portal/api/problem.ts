import type { NewCustomerRequest } from '../../client/operations.ts';

/** What the API refused, or that it could not be reached (`status` 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];
  readonly partnerCenter: { readonly code?: string; readonly correlationId?: string } | null;
  /** Addresses that Microsoft knows, where it did not know the one given. */
  readonly suggestedAddresses: readonly SuggestedAddress[];
  /** Seconds until a repeat makes sense, where the API said so. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, body: Partial<ProblemBody>, retryAfterSeconds: number | null) {
    super(body.detail ?? '');
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'UNREACHABLE' : 'INTERNAL_ERROR');
    this.requestId = body.requestId ?? null;
    this.errors = body.errors ?? [];
    this.partnerCenter = body.partnerCenter ?? null;
    this.suggestedAddresses = body.suggestedAddresses ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type SuggestedAddress = Pick<NewCustomerRequest['address'], 'addressLine1' | 'city' | 'country'> & {
  readonly addressLine2: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
};

type ProblemBody = {
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly errors: Problem['errors'];
  readonly partnerCenter: Problem['partnerCenter'];
  readonly suggestedAddresses: Problem['suggestedAddresses'];
};

/** The problem an answer tells of. */
export async function readProblem(response: Response): Promise<Problem> {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemBody>;
  return new Problem(response.status, body, Number.isFinite(seconds) ? seconds : null);
}

/** What was thrown, as a problem: anything else means that the API could not be reached. */
export const asProblem = (failure: unknown): Problem =>
  failure instanceof Problem ? failure : new Problem(0, {}, null);

/** Whether a repeat may succeed by itself: nobody answered, or only for the moment. */
export const mayPass = (failure: unknown): boolean =>
  failure instanceof Problem && [0, 429, 502, 503, 504].includes(failure.status);
