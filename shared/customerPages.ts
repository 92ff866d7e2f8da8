import { createLinkHandler, type Visit, type VisitAnswer } from './edge/followLink.ts';
import { getServices, type Services } from './services.ts';
import type { LinkPage } from './views/pages/linkPage.ts';
import { openLink, type Place } from './workflows/invitations/openLink.ts';
import type { Claimed } from './domain/invitations/claimed.ts';
import { readLink, type CustomerLink } from './workflows/invitations/readLink.ts';

/** HTTP functions behind customers' links, in the partner's brand. */
export const linkHandler = createLinkHandler(async () => (await getServices()).brand());

/** What the page of a link shows to this visitor; `base` leads from its address to those below the link. */
export async function pageOf(
  services: Services,
  { token, language }: Pick<Visit, 'token' | 'language'>,
  { link, base }: { readonly link: CustomerLink; readonly base: string },
): Promise<LinkPage> {
  const { links, clock, people } = services;
  const { invitedBy, about } = link;
  // The page does without the name where it cannot be read.
  const [inviter] = invitedBy ? await people.find([invitedBy]).catch(() => []) : [];
  return {
    ...link,
    ...(language ? { language, isChosenLanguage: true } : {}),
    base,
    brand: await services.brand(),
    inviterName: inviter?.name ?? null,
    host: new URL(about === 'attestation' ? services.attestationHost : services.acceptUrl).host,
    view: links.newView(token, clock.now()),
  };
}

type ShownWith = {
  readonly base: string;
  readonly claimed?: Claimed;
  readonly isReopened?: boolean;
  readonly isStale?: boolean;
};

/** The page that tells a link's state. One that is needed no more is gone to programs. */
export async function showLink(
  services: Services,
  visit: Pick<Visit, 'token' | 'language'>,
  { base, claimed, isReopened = false, isStale = false }: ShownWith,
): Promise<VisitAnswer> {
  const { linkPage } = await import('./views/pages/linkPage.ts');
  const link = await readLink(services, visit.token);
  // Where Microsoft has the acceptance, the link's state tells it.
  const claim = claimed && claimed.kind !== 'accepted' ? { claim: claimed } : {};
  const page = { ...(await pageOf(services, visit, { link, base })), ...claim, isReopened, isStale };
  const isGone = link.state.kind === 'withdrawn' || link.state.kind === 'replaced';
  return { html: linkPage(page), brand: page.brand, status: isGone ? 410 : 200 };
}

/** Leads on to Microsoft. @throws {AgreementError} `LINK_NOT_FOUND` · `LINK_NOT_READY` · `INVITATION_CLOSED` */
export async function leadOn(services: Services, token: string, isOpened: boolean): Promise<VisitAnswer> {
  return { location: addressOf(services, await openLink(services, token, isOpened)) };
}

function addressOf({ acceptUrl, attestationPage }: Services, place: Place): string {
  switch (place.kind) {
    case 'adminCenter':
      return acceptUrl;
    case 'attestationPage':
      return attestationPage(place.attestationId);
    case 'relationship':
      return place.url;
  }
}

/** Whether this looks like a person's request, with a value that a page of this very link offered. */
export function sawPage({ links, clock }: Services, { token, view, isPerson }: Visit): boolean {
  return isPerson && view !== null && links.isView(token, view, clock.now());
}
