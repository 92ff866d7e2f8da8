import { usePreview } from '../../api/usePreview.ts';
import { MailCard } from '../../ui/mailCard.tsx';
import type { Draft } from './draft.ts';

/** The mail as it will look, a moment after each change. */
export function LivePreview({ draft, companyName }: { draft: Draft; companyName: string }) {
  const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email) ? draft.email : 'name@example.com';
  const { mail } = usePreview({
    kind: draft.path === 'invite' ? 'existingCustomer' : 'attestation',
    recipient: {
      email,
      firstName: draft.firstName.trim() || null,
      lastName: draft.lastName.trim() || null,
    },
    companyName: companyName || null,
    language: draft.language,
    note: draft.path === 'invite' ? draft.note.trim() || null : null,
  });
  return <MailCard mail={mail} />;
}
