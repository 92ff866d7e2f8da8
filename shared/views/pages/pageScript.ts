import { createHash } from 'node:crypto';

/**
 * The one script of the customers' pages. Every page works without it: it shows times in the reader's zone and
 * brings the buttons that copy.
 */
export const pageScript =
  "(d=>{for(const t of d.querySelectorAll('time[datetime]'))try{t.textContent=new Intl.DateTimeFormat(" +
  "d.documentElement.dataset.locale,{year:'numeric',month:'long',day:'numeric',hour:'2-digit',minute:'2-digit'," +
  "timeZoneName:'short'}).format(new Date(t.dateTime))}catch{}" +
  "for(const b of d.querySelectorAll('button[data-copy]')){if(!navigator.clipboard)continue;b.hidden=false;" +
  'b.onclick=async()=>{const e=d.getElementById(b.dataset.copy);try{await navigator.clipboard.writeText(' +
  'e.value||e.textContent);b.nextElementSibling.textContent=b.dataset.done}catch{}}}})(document)';

/** Lets this very script run, and no other (Content Security Policy, `script-src`). */
export const pageScriptSource = `'sha256-${createHash('sha256').update(pageScript).digest('base64')}'`;
