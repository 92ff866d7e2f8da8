/** What a sign-in brought; it lives in memory only. */
export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Milliseconds since 1970, by the clock of this computer. */
  readonly expiresAt: number;
};

type Message =
  | { readonly kind: 'ask' }
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  | { readonly kind: 'signedOut' };

const answerWithinMs = 150;
const channel = new BroadcastChannel('countersign-sign-in');

/**
 * Lets the tabs of this browser share one sign-in: a new tab asks the others before it goes to the identity provider.
 * Only pages of this very address can hear the channel.
 */
export function shareSignIn(on: {
  current(): Tokens | undefined;
  take(tokens: Tokens): void;
  signedOut(): void;
}): void {
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'ask') {
      const tokens = on.current();
      if (tokens) channel.postMessage({ kind: 'tokens', tokens } satisfies Message);
    }
    if (data.kind === 'tokens') on.take(data.tokens);
    if (data.kind === 'signedOut') on.signedOut();
  });
}

export function tellTokens(tokens: Tokens): void {
  channel.postMessage({ kind: 'tokens', tokens } satisfies Message);
}

export function tellSignedOut(): void {
  channel.postMessage({ kind: 'signedOut' } satisfies Message);
}

/** Tokens of another tab, or undefined when none answers soon. */
export function askOtherTabs(): Promise<Tokens | undefined> {
  return new Promise((resolve) => {
    const listen = ({ data }: MessageEvent<Message>): void => {
      if (data.kind === 'tokens') end(data.tokens);
    };
    const end = (tokens?: Tokens): void => {
      channel.removeEventListener('message', listen);
      resolve(tokens);
    };
    channel.addEventListener('message', listen);
    setTimeout(end, answerWithinMs);
    channel.postMessage({ kind: 'ask' } satisfies Message);
  });
}
