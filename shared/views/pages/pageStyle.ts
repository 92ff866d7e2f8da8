/** How the customers' pages look in light and dark; a brand puts its own colours after it. */
export const pageStyle = `
:root { color-scheme: light dark; --back: #fff; --text: #1b1f23; --accent: #0b5cad; --fill: #0b5cad; --on-fill: #fff; --line: #767676; --soft: #eef3f8; }
@media (prefers-color-scheme: dark) {
  :root { --back: #16191d; --text: #e8eaed; --accent: #8ab8f0; --line: #8b9096; --soft: #232a32; }
}
* { box-sizing: border-box; }
body { background: var(--back); color: var(--text); font: 1.0625rem/1.55 system-ui, sans-serif; margin: 0; }
header, main, footer, nav { margin: 0 auto; max-width: 38rem; overflow-wrap: break-word; overflow-wrap: anywhere; padding: 0 1.25rem; }
header { font-weight: 600; padding-top: 1.75rem; }
header img { background: #fff; border-radius: 6px; height: auto; max-width: 100%; padding: 6px; }
main { padding-bottom: 1.5rem; padding-top: 1.5rem; }
footer { border-top: 1px solid var(--line); font-size: .95rem; padding-bottom: 1rem; padding-top: .5rem; white-space: pre-line; }
footer a { display: inline-block; }
nav { font-size: .95rem; line-height: 2.2; padding-bottom: 2.5rem; }
nav a { display: inline-block; margin-inline-end: 1rem; }
.about { font-size: .95rem; font-weight: 600; margin: 0 0 .5rem; }
h1 { font-size: 1.65rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { border-top: 1px solid var(--line); font-size: 1.25rem; line-height: 1.3; margin: 2.25rem 0 .5rem; padding-top: 1.75rem; }
p { margin: .75rem 0; }
ol, ul { margin: .75rem 0; padding-inline-start: 1.5rem; }
li { margin: .4rem 0; }
a { color: var(--accent); }
.notice { background: var(--soft); border-inline-start: 4px solid var(--accent); padding: .75rem 1rem; }
a.button, button {
  background: none; border: 2px solid var(--accent); border-radius: 6px; color: var(--accent); cursor: pointer;
  display: inline-block; font: inherit; font-weight: 600; padding: .6rem 1.1rem; text-align: start; text-decoration: none;
}
a.button, button.button { background: var(--fill); border-color: var(--fill); color: var(--on-fill); }
[hidden] { display: none; }
button[data-copy] { font-size: .95rem; padding: .2rem .7rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
code { display: inline-block; font: 1.15rem/1.5 ui-monospace, Consolas, monospace; user-select: all; }
textarea {
  background: transparent; border: 1px solid var(--line); border-radius: 6px; color: inherit; font: inherit; font-size: 1rem;
  padding: .75rem; width: 100%;
}
@media print { button, a.button, form, nav { display: none; } main, header, footer { max-width: none; } }
`;
