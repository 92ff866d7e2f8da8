import { useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/basics.tsx';
import { Icon } from '../../ui/icons.tsx';
import { t } from '../../words.ts';

/** Takes a file that is dropped on it, or chosen as usual. */
export function DropZone({ onFile }: { onFile: (file: File | undefined) => void }) {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div
      class={isOver ? 'drop over' : 'drop'}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer?.files[0]);
      }}
    >
      <span class="empty-icon">
        <Icon name="imports" size={28} />
      </span>
      <p>{t('imports.drop')}</p>
      <Button onClick={() => input.current?.click()}>{t('imports.choose')}</Button>
      <input
        ref={input}
        class="hidden"
        type="file"
        tabIndex={-1}
        aria-label={t('imports.choose')}
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        onChange={(event: Event) => {
          const field = event.currentTarget as HTMLInputElement;
          onFile(field.files?.[0]);
          // The same file, mended, can be chosen again.
          field.value = '';
        }}
      />
    </div>
  );
}
