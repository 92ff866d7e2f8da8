import { useEffect, useRef, useState } from 'preact/hooks';
import { hrefOf } from '../router.tsx';

/** Shows the html of a mail in a frame that runs nothing of it and has no access to the portal. */
export function MailPreview({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [height, setHeight] = useState(480);
  useEffect(() => {
    const listen = ({
      source,
      data,
    }: MessageEvent<{ previewReady?: boolean; previewHeight?: number } | null>): void => {
      if (source !== frame.current?.contentWindow) return;
      if (data?.previewReady) setReady(true);
      if (data?.previewHeight) setHeight(Math.min(Math.max(data.previewHeight + 16, 240), 1200));
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, []);
  useEffect(() => {
    // The frame has no origin that could be named.
    if (isReady) frame.current?.contentWindow?.postMessage({ html }, '*');
  }, [isReady, html]);
  return (
    <iframe
      ref={frame}
      class="preview"
      title={title}
      src={hrefOf('/preview')}
      style={{ blockSize: `${String(height)}px` }}
    />
  );
}
