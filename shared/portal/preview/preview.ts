/**
 * The frame in which mails are looked at. It has no origin of its own and runs nothing but this: it shows the html
 * that the page around it hands over. Links open in a new tab.
 */
addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source !== parent || typeof data !== 'object' || data === null || !('html' in data)) return;
  document.documentElement.innerHTML = String(data.html);
  for (const link of document.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  parent.postMessage({ previewHeight: document.documentElement.scrollHeight }, '*');
});
parent.postMessage({ previewReady: true }, '*');
