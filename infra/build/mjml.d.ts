// MJML 5 ships no types; this is the part of it that the build uses.
declare module 'mjml' {
  const mjml2html: (
    source: string,
    options: { fonts: Readonly<Record<string, string>>; validationLevel: 'strict' },
  ) => Promise<{ html: string; errors: readonly { formattedMessage: string }[] }>;
  export { mjml2html as default };
}
