import type { ErrorCode } from '../../domain/errors.ts';
import { page } from './page.ts';
import { pageLanguage } from './pageLanguage.ts';
import { pageText } from './pageMessages.ts';

/** What a customer sees whose link leads nowhere. Holds nothing that came from outside. */
export function linkProblemPage(code: ErrorCode, acceptLanguage: string | null): string {
  const language = pageLanguage(acceptLanguage);
  const reason = reasonOf(code);
  return page(language, [
    { kind: 'title', text: pageText(language, `${reason}.title`) },
    { kind: 'text', text: pageText(language, `${reason}.text`) },
  ]);
}

function reasonOf(code: ErrorCode): 'notFound' | 'withdrawn' | 'notReady' | 'later' {
  if (code === 'LINK_NOT_FOUND') return 'notFound';
  if (code === 'LINK_NOT_READY') return 'notReady';
  return code === 'INVITATION_CLOSED' ? 'withdrawn' : 'later';
}
