import type { ErrorCode } from '../domain/errors.ts';

type Words = { readonly title: string; readonly text: string };
type Reason = 'notFound' | 'withdrawn' | 'later';

const words: Record<'en' | 'fr', Record<Reason, Words>> = {
  en: {
    notFound: {
      title: 'This link does not work',
      text: 'It may have been cut off on its way. Open it again from the e-mail, or ask your partner for a new one.',
    },
    withdrawn: {
      title: 'This invitation was withdrawn',
      text: 'Your partner does not need you to do anything. If you are unsure, ask your partner.',
    },
    later: {
      title: 'Please try again later',
      text: 'Something went wrong on our side. The link stays valid.',
    },
  },
  fr: {
    notFound: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Il a peut-être été coupé en route. Rouvrez-le depuis l’e-mail ou demandez-en un nouveau à votre partenaire.',
    },
    withdrawn: {
      title: 'Cette invitation a été retirée',
      text: 'Votre partenaire n’attend rien de vous. En cas de doute, demandez-lui.',
    },
    later: {
      title: 'Veuillez réessayer plus tard',
      text: 'Une erreur s’est produite de notre côté. Le lien reste valable.',
    },
  },
};

/** What a customer sees whose link leads nowhere. Holds nothing that came from outside. */
export function linkProblemPage(code: ErrorCode, acceptLanguage: string | null): string {
  const lang = /^\s*fr\b/i.test(acceptLanguage ?? '') ? 'fr' : 'en';
  const { title, text } = words[lang][reasonOf(code)];
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 12vh auto; max-width: 34rem; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`;
}

function reasonOf(code: ErrorCode): Reason {
  if (code === 'LINK_NOT_FOUND') return 'notFound';
  return code === 'INVITATION_CLOSED' ? 'withdrawn' : 'later';
}
