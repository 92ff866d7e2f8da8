/** One place of the input that was refused, as a JSON pointer with what is wrong there. */
export type FieldProblem = { readonly pointer: string; readonly message: string };

/**
 * A call that was refused or could not be made. `code` is stable and explained in the service's `errors.md`; `UNREACHABLE` means
 * that no answer came, so a command may or may not have been carried out.
 */
export class CountersignProblem extends Error {
  override readonly name = 'CountersignProblem';
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  /** Names the call in the service's logs; null where no answer came. */
  readonly requestId: string | null;
  /** What helps, where the service knows it, like `attest` or `askProvider`. */
  readonly nextAction: string | null;
  readonly errors: readonly FieldProblem[];
  /** Microsoft's code and correlation id, where Microsoft refused. */
  readonly partnerCenter: { readonly code?: string; readonly correlationId?: string } | null;
  /** How long to wait before a repeat makes sense, in milliseconds; null where the service did not say. */
  readonly retryAfterMs: number | null;
  /** All members of the problem, with those of single codes like `offeredCountries`. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    body: Readonly<Record<string, unknown>>,
    about: { readonly retryAfterMs: number | null; readonly cause?: unknown } = { retryAfterMs: null },
  ) {
    const code = textOf(body['code']) ?? (status === 0 ? 'UNREACHABLE' : 'UNEXPECTED_ANSWER');
    super(textOf(body['detail']) ?? `${code} (status ${String(status)})`, { cause: about.cause });
    this.status = status;
    this.code = code;
    this.requestId = textOf(body['requestId']);
    this.nextAction = textOf(body['nextAction']);
    this.errors = Array.isArray(body['errors']) ? (body['errors'] as FieldProblem[]) : [];
    this.partnerCenter = (body['partnerCenter'] as CountersignProblem['partnerCenter'] | undefined) ?? null;
    this.retryAfterMs = about.retryAfterMs;
    this.body = body;
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
