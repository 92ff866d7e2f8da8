import type { Customer } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand } from '../../api/reads.ts';
import { go } from '../../router.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { noteLinkCopied } from './noteLinkCopied.ts';
import { copy, toast } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';

/** The open invitation or attestation of a customer, if any: what its link leads to, and whether its mail can go again. */
export function openWay({ invitation, attestation }: Customer) {
  if (invitation && ['open', 'undeliverable', 'expired'].includes(invitation.state)) {
    const { id, url, delivery, state } = invitation;
    const isMailed = delivery === 'email';
    const isOpen = state === 'open';
    return {
      kind: 'invitation' as const,
      id,
      url,
      isOpen,
      canResend: isMailed && (isOpen || state === 'expired'),
    };
  }
  if (attestation && attestation.endedAt === null) {
    const { id, delivery } = attestation;
    return { kind: 'attestation' as const, id, url: null, isOpen: true, canResend: delivery === 'email' };
  }
  return undefined;
}

type Way = NonNullable<ReturnType<typeof openWay>>;

/** Sends the mail of an invitation or an attestation again, or withdraws it. */
export function useWayCommands(customerTenantId: string) {
  const resendInvitation = useCommand('resendInvitation', { isQuiet: true });
  const resendAttestation = useCommand('resendAttestation', { isQuiet: true });
  const cancelInvitation = useCommand('cancelInvitation');
  const cancelAttestation = useCommand('cancelAttestation');
  const ofInvitation = ({ id }: Way) => ({ params: { invitationId: id }, body: {} });
  const ofAttestation = ({ id }: Way) => ({ params: { customerTenantId, attestationId: id }, body: {} });
  return {
    resend: (way: Way): Promise<unknown> =>
      way.kind === 'invitation'
        ? resendInvitation.run(ofInvitation(way))
        : resendAttestation.run(ofAttestation(way)),
    cancel: (way: Way): Promise<unknown> =>
      way.kind === 'invitation'
        ? cancelInvitation.run(ofInvitation(way))
        : cancelAttestation.run(ofAttestation(way)),
    isRunning: cancelInvitation.isRunning || cancelAttestation.isRunning,
    problem: cancelInvitation.problem ?? cancelAttestation.problem,
  };
}

type Act = 'again' | 'start' | 'look' | 'link';

const toStart: readonly Act[] = ['start', 'again', 'link', 'look'];
const toWait: readonly Act[] = ['again', 'link', 'look', 'start'];
const toLook: readonly Act[] = ['look', 'again', 'link', 'start'];

/** The order of the commands, by the step that the API names as the next one. */
const nextFirst: Readonly<Record<Customer['readiness']['nextAction'], readonly Act[]>> = {
  ...{ invite: toStart, attest: toStart, correctRecipient: toStart },
  ...{ wait: toWait, resend: toWait },
  ...{ none: toLook, check: toLook, contactSupport: toLook, askAgent: toLook, askProvider: toLook },
};

/** What an agent can do with a customer: the next best step first. */
export function useActions(customer: Customer): readonly MenuItem[] {
  const check = useCommand('requestCheck', { isQuiet: true });
  const { customerTenantId, status } = customer;
  const { resend } = useWayCommands(customerTenantId);
  const name = customer.companyName || customer.domain;
  const way = openWay(customer);
  const tell = async (running: Promise<unknown>, done: string): Promise<void> => {
    if (await running) toast(done);
  };
  const start: MenuItem | undefined =
    may('inviteCustomer') && status !== 'accepted'
      ? { label: t('customer.start'), icon: 'invite', act: () => go(`/customers/${customerTenantId}/start`) }
      : undefined;
  const again: MenuItem | undefined =
    may('resendInvitation') && way?.canResend
      ? {
          label: t('customer.resend'),
          icon: 'refresh',
          act: () => void tell(resend(way), t('customer.resent', { name })),
        }
      : undefined;
  const url = way?.url;
  const link: MenuItem | undefined = url
    ? {
        label: t('customer.copyLink'),
        icon: 'link',
        act: () => void copy(url, t('links.link')).then(() => noteLinkCopied(customer)),
      }
    : undefined;
  const look: MenuItem | undefined = may('requestCheck')
    ? {
        label: t('customer.check'),
        icon: 'readiness',
        act: () =>
          void tell(check.run({ params: { customerTenantId }, body: {} }), t('customer.checked', { name })),
      }
    : undefined;
  const items = { again, start, look, link };
  return nextFirst[customer.readiness.nextAction].map((one) => items[one]).filter((one) => one !== undefined);
}

/** The step that follows for a customer, in words. */
export const nextStep = ({ readiness }: Customer): string | undefined => maybe(`readiness.${readiness.code}`);
