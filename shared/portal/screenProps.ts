/** What a screen is given: the parts of its address that have names. */
export type ScreenProps = { readonly params: Readonly<Record<string, string>> };
