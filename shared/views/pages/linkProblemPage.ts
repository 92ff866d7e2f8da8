import type { ErrorCode } from '../../domain/errors.ts';
import type { MailBrand } from '../../domain/mail/mailBrand.ts';
import { page } from './page.ts';
import { pageLanguage } from './pageLanguage.ts';
import { pageText } from './pageMessages.ts';

/** So often the page that waits for Microsoft looks again. */
const refreshSeconds = 5;

/** What a customer sees whose link leads nowhere now. Holds nothing that came with the request. */
export function linkProblemPage(
  code: ErrorCode,
  {
    acceptLanguage,
    brand,
  }: { readonly acceptLanguage: string | null; readonly brand?: MailBrand | undefined },
): string {
  const language = pageLanguage(acceptLanguage);
  const reason = reasonOf(code);
  return page({ language, brand, ...(reason === 'notReady' ? { refreshSeconds } : {}) }, [
    { kind: 'title', text: pageText(language, `${reason}.title`) },
    { kind: 'text', text: pageText(language, `${reason}.text`) },
  ]);
}

function reasonOf(code: ErrorCode): 'notFound' | 'withdrawn' | 'notReady' | 'later' {
  if (code === 'LINK_NOT_FOUND') return 'notFound';
  if (code === 'LINK_NOT_READY') return 'notReady';
  return code === 'INVITATION_CLOSED' ? 'withdrawn' : 'later';
}
