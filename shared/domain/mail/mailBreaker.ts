/** Of the last mails, oldest first: `1` for an address that does not exist, `0` for all else that was reported. */
export type Outcomes = string;

const lastMails = 200;
/** Microsoft wants less than 2 % to fail (documented), and says not at what share it blocks a sender. */
const tooManyBounces = 0.02 * lastMails;
/** Long enough for a person to look into it; after that they may resume at once. */
export const breakMs = 24 * 60 * 60_000;

/** Adds a reported mail; says whether sending has to stop, after which counting restarts. */
export function addOutcome(
  known: Outcomes,
  isHardBounce: boolean,
): { readonly outcomes: Outcomes; readonly breaks: boolean } {
  const outcomes = (known + (isHardBounce ? '1' : '0')).slice(-lastMails);
  const breaks = isHardBounce && hardBounces(outcomes) >= tooManyBounces;
  return { outcomes: breaks ? '' : outcomes, breaks };
}

export function hardBounces(outcomes: Outcomes): number {
  return outcomes.split('1').length - 1;
}
