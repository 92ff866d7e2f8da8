/** Light, dark and paper. On paper nothing is cut in two, and colours are left to the printer. */
export const evidenceStyle = `
:root { color-scheme: light dark; --ink: #1b1f23; --soft: #4f5b67; --line: #c3ccd5; --paper: #fff;
  --good: #0b5d3b; --goodPaper: #e7f5ee; --bad: #98151f; --badPaper: #fdecec; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf2; --soft: #aab6c2; --line: #47525d; --paper: #14181c;
    --good: #8fe0b8; --goodPaper: #10281d; --bad: #ffb3b3; --badPaper: #341418; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { margin: 0 0 1.25rem; font-size: 1.75rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); font-size: 1.2rem; }
h3 { margin: 0 0 .25rem; font-size: 1rem; }
.kind { margin: 0; color: var(--soft); }
.notice { margin: 0; padding: .75rem 1rem; border-left: .3rem solid; overflow-wrap: anywhere; }
.whole { color: var(--good); background: var(--goodPaper); }
.broken { color: var(--bad); background: var(--badPaper); }
dl { margin: 0; }
dl div { display: grid; grid-template-columns: 12rem 1fr; gap: 0 1rem; padding: .1rem 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.events { margin: 0; padding: 0; list-style: none; }
.events li { padding: .9rem 0; border-bottom: 1px solid var(--line); }
@media (max-width: 34rem) { dl div { grid-template-columns: 1fr; } }
@media print {
  :root { --ink: #000; --soft: #333; --line: #999; --paper: #fff; --good: #000; --goodPaper: #fff;
    --bad: #000; --badPaper: #fff; }
  @page { margin: 18mm; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .notice { border: 1.5pt solid; }
  h2, h3 { break-after: avoid; }
  .events li, dl div { break-inside: avoid; }
}
`;
