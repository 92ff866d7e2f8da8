import { AgreementError } from '../../shared/domain/errors.ts';
import type { AttestationId } from '../../shared/domain/customers/attestationId.ts';
import type { ConfirmedAgreement } from '../../shared/domain/customers/standing.ts';
import type {
  AgreementOrder,
  AttestationCalls,
  AttestationOrder,
  CommandOutcome,
} from '../../shared/workflows/ports/attestationPorts.ts';

type Kept = AttestationOrder & {
  readonly id: AttestationId;
  progress: 'pending' | 'accepted' | 'declined' | 'expired';
  acceptedAt: Date | null;
};

/** A Partner Center in memory that knows repeats by their id, refuses a second agreement with one contact, and forgets replies. */
export type AttestingMicrosoft = {
  readonly calls: AttestationCalls;
  /** Every call that came, by name. */
  readonly log: string[];
  readonly attestations: Kept[];
  readonly agreements: (AgreementOrder & { readonly requestId: string })[];
  /** The next calls fail like this, one each; `lostReply` fails after the work was done. */
  fails(...failures: (AgreementError | 'lostReply' | 'works')[]): void;
  /** Agreements dated later are refused as dates of the future; null: none is. */
  latestDate: Date | null;
  /** Forgets which ids it has seen, as after a long time. */
  forgets(): void;
  confirmed(): ConfirmedAgreement[];
};

const microsoft = { requestId: 'r', correlationId: 'c' };
const unavailable = () =>
  new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'It does not answer.', { microsoft });

export function attestingMicrosoft(clock: { now(): Date }): AttestingMicrosoft {
  const log: string[] = [];
  const attestations: Kept[] = [];
  const agreements: AttestingMicrosoft['agreements'] = [];
  const replies = new Map<string, unknown>();
  let failures: (AgreementError | 'lostReply' | 'works')[] = [];
  const answer = async <T>(name: string, work: () => T): Promise<T> => {
    log.push(name);
    const failure = failures.shift();
    if (failure instanceof AgreementError) throw failure;
    const result = work();
    if (failure === 'lostReply') throw unavailable();
    return result;
  };
  const once = <T>(requestId: string, work: () => T): T => {
    if (!replies.has(requestId)) replies.set(requestId, work());
    return replies.get(requestId) as T;
  };
  const confirm = (order: AgreementOrder, requestId: string): CommandOutcome<null> => {
    const { firstName, lastName, email, phone } = order.signatory;
    const contact = JSON.stringify([firstName, lastName, email, phone]);
    const known = agreements.some(({ signatory: other }) => {
      return JSON.stringify([other.firstName, other.lastName, other.email, other.phone]) === contact;
    });
    if (microsoftNow.latestDate && order.agreedAt > microsoftNow.latestDate)
      return { kind: 'refused', reason: 'attestationRefused', code: '600002', microsoft };
    if (known) return { kind: 'refused', reason: 'signatoryOnRecord', code: '600061', microsoft };
    agreements.push({ ...order, requestId });
    return { kind: 'done', value: null, microsoft };
  };
  const microsoftNow: AttestingMicrosoft = {
    latestDate: null,
    log,
    attestations,
    agreements,
    fails: (...what) => void (failures = what),
    forgets: () => {
      replies.clear();
    },
    confirmed: () =>
      agreements.map(({ agreedAt, signatory }) => {
        return { path: 'partnerAttestation', acceptedAt: agreedAt, signatory };
      }),
    calls: {
      createAttestation: (order, requestId) =>
        answer('create', () =>
          once(requestId, () => {
            const { country, language, companyName, signatory } = order;
            const id = `attestation ${String(attestations.length + 1)}` as AttestationId;
            attestations.push({
              ...{ id, country, language, companyName, signatory },
              ...{ progress: 'pending', acceptedAt: null },
            });
            const expiresAt = new Date(clock.now().getTime() + 24 * 3_600_000);
            return { kind: 'done', value: { attestationId: id, expiresAt }, microsoft } as const;
          }),
        ),
      readAttestation: (attestationId) =>
        answer('read', () => {
          const found = attestations.find(({ id }) => id === attestationId);
          const { progress, acceptedAt } = found ?? { progress: 'missing' as const, acceptedAt: null };
          return { news: { progress, acceptedAt }, microsoft };
        }),
      confirmAgreement: (order, requestId) =>
        answer('confirm', () => once(requestId, () => confirm(order, requestId))),
    },
  };
  return microsoftNow;
}
