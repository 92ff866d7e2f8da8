import { settings } from '../settings.ts';
import {
  finishSignIn,
  isAnswer,
  leaveToSignIn,
  leaveToSignOut,
  renewTokens,
  SignInRefused,
} from './provider.ts';
import { askOtherTabs, shareSignIn, tellSignedOut, tellTokens, type Tokens } from './tabs.ts';

/** How long before its end a token is renewed. */
const renewBeforeMs = 60_000;

let tokens: Tokens | undefined;
let renewing: Promise<string> | undefined;
const waiting: ((accessToken: string) => void)[] = [];
let showSessionEnded: (isEnded: boolean) => void = () => undefined;

/** Has the page say that the session ended, while a call waits for a new one; what was typed stays. */
export function onSessionEnded(show: (isEnded: boolean) => void): void {
  showSessionEnded = show;
}

export type Start =
  | { readonly kind: 'signedIn'; readonly isPopup: boolean }
  | { readonly kind: 'leaving' }
  | { readonly kind: 'notSetUp' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** Where the window beside the page begins and ends. */
const popupAddress = '/portal/signed-in';
const ownAddress = (): string => `${location.pathname}${location.search}${location.hash}`;

/** Signs in: with the answer in the address, with the sign-in of another tab, or by leaving for the provider. */
export async function startSession(): Promise<Start> {
  if (!settings.clientId) return { kind: 'notSetUp' };
  shareSignIn({ current: () => tokens, take, signedOut: leaveSignedOut });
  const url = new URL(location.href);
  const isPopup = (): boolean => location.pathname === popupAddress;
  try {
    const finished = isAnswer(url) ? await finishSignIn(url) : undefined;
    if (finished) {
      history.replaceState(null, '', finished.returnTo);
      take(finished.tokens);
      tellTokens(finished.tokens);
      return { kind: 'signedIn', isPopup: isPopup() };
    }
    const others = isPopup() ? undefined : await askOtherTabs();
    if (others) {
      take(others);
      return { kind: 'signedIn', isPopup: isPopup() };
    }
    await leaveToSignIn(isAnswer(url) ? '/portal/' : ownAddress());
    return { kind: 'leaving' };
  } catch (failure) {
    if (!(failure instanceof SignInRefused)) throw failure;
    history.replaceState(null, '', '/portal/');
    return { kind: 'refused', code: failure.code, detail: failure.message };
  }
}

function take(found: Tokens): void {
  if (tokens && tokens.expiresAt > found.expiresAt) return;
  tokens = found;
  for (const resume of waiting.splice(0)) resume(found.accessToken);
  showSessionEnded(false);
}

/** A token for the next call; `refused` is one that the API did not take. Waits while the person signs in again. */
export function accessToken(refused?: string): Promise<string> {
  const isGood = tokens && tokens.accessToken !== refused && tokens.expiresAt - renewBeforeMs > Date.now();
  if (tokens && isGood) return Promise.resolve(tokens.accessToken);
  renewing ??= renew().finally(() => (renewing = undefined));
  return renewing;
}

async function renew(): Promise<string> {
  try {
    if (!tokens?.refreshToken) return await untilSignedInAgain();
    const renewed = await renewTokens(tokens.refreshToken);
    tokens = undefined;
    take(renewed);
    tellTokens(renewed);
    return renewed.accessToken;
  } catch (failure) {
    if (failure instanceof SignInRefused) return untilSignedInAgain();
    throw failure;
  }
}

/** Nothing on the page goes away: the person signs in in a window beside it, and the calls go on. */
function untilSignedInAgain(): Promise<string> {
  tokens = undefined;
  showSessionEnded(true);
  return new Promise((resolve) => waiting.push(resolve));
}

/** Opens the window in which the person signs in again; where the browser forbids it, the page itself leaves. */
export function signInAgain(): void {
  const opened = window.open(popupAddress, 'countersign-sign-in', 'popup,width=520,height=680');
  if (!opened) void leaveToSignIn(ownAddress());
}

export function signInFresh(): void {
  void leaveToSignIn('/portal/', { prompt: 'select_account' });
}

/** Ends the session in all tabs and at the identity provider. */
export function signOut(): void {
  tellSignedOut();
  leaveSignedOut();
}

/** Another tab that comes back before this one has left must get no tokens from it. */
function leaveSignedOut(): void {
  tokens = undefined;
  leaveToSignOut();
}
