/** What Microsoft says to a customer that claims to have accepted; `accepted`: read the link's state for the rest. */
export type Claimed =
  { readonly kind: 'accepted' } | { readonly kind: 'failed' } | { readonly kind: 'none'; readonly at: Date };
