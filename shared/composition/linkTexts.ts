import { hasLink } from '../contracts/presentAttestation.ts';
import { composeCurrentAttestation, composeCurrentInvitation } from '../workflows/composePendingMail.ts';
import { composeProspect } from '../workflows/composeProspect.ts';
import type { Clock } from '../workflows/ports.ts';
import type { Services } from '../services.ts';
import type { createMail } from './mail.ts';
import type { createSigning } from './signing.ts';

type Parts = {
  readonly mail: Awaited<ReturnType<typeof createMail>>;
  readonly signing: Awaited<ReturnType<typeof createSigning>>;
  readonly clock: Clock;
};

/** Writes what a partner sends by hand, where nothing is mailed. */
export function createLinkTexts({
  mail,
  signing,
  clock,
}: Parts): Pick<Services, 'prospectTexts' | 'linkContents'> {
  return {
    prospectTexts: async () => {
      const composeMail = await mail.mailComposer();
      return (prospect) => {
        const url = signing.links.relationshipUrl(prospect.id);
        if (prospect.delivery !== 'link' || !prospect.link) return { url, content: null };
        const content = composeProspect({ composeMail, ...signing }, prospect, clock.now());
        return {
          url,
          content: { ...content, mailto: mail.mailto({ to: prospect.recipient.email, ...content }) },
        };
      };
    },
    linkContents: async (about) => {
      const composeMail = await mail.mailComposer();
      const compose = about === 'invitation' ? composeCurrentInvitation : composeCurrentAttestation;
      return (record) => {
        const subject = record[about];
        if (subject?.delivery !== 'link' || ('mode' in subject && !hasLink(subject))) return null;
        const to = 'recipient' in subject ? subject.recipient.email : subject.signatory.email;
        const content = compose({ composeMail, ...signing }, record);
        return { ...content, mailto: mail.mailto({ to, ...content }) };
      };
    },
  };
}
