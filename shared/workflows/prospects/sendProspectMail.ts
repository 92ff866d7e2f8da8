import { decideProspectMailed } from '../../domain/prospects/decideProspect.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import type { ProspectEventData } from '../../domain/prospects/prospectEvents.ts';
import { transitionProspect } from './transitionProspect.ts';
import type { Needs } from '../ports/ports.ts';
import type { StoredProspect } from '../ports/prospectPorts.ts';
import { retryProspectLater, type ProspectDeferred } from './retryProspectLater.ts';
import { tryMail } from '../mail/tryMail.ts';

type Mailed = ProspectDeferred | { readonly kind: 'underWay' } | undefined;

/** Sends the mail a prospect waits for, in the line of all mails; a repeat makes no second mail. */
export async function sendProspectMail(needs: Needs, stored: StoredProspect): Promise<Mailed> {
  const { id, mail, sending } = stored.prospect;
  if (!mail) return undefined;
  const { operationId, reminder, notice, requestedAt: wantedAt } = mail;
  const subject = notice
    ? ({ kind: 'relationshipNotice' } as const)
    : ({ kind: 'relationship', sending, reminder } as const);
  const read = () => needs.prospects.mail(id, operationId);
  const outcome = await tryMail(needs, { operationId, customerTenantId: id, subject }, { wantedAt, read });
  if (outcome.kind === 'later') return retryProspectLater(needs, stored, outcome);
  if (outcome.kind === 'underWay') return { kind: 'underWay' };
  const context = { now: needs.clock.now(), reminders: needs.policy.reminders };
  const decide = (current: Prospect): ProspectEventData[] => {
    if (outcome.kind === 'sent') return decideProspectMailed(current, operationId, context);
    if (current.mail?.operationId !== operationId) return [];
    return [
      notice
        ? { type: 'noticeRefused', operationId }
        : { type: 'mailRefused', operationId, reason: 'mailRefused' },
    ];
  };
  await transitionProspect(needs, id, { by: { kind: 'system' }, decide });
  return undefined;
}
