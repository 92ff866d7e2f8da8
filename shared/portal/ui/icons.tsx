import type { JSX } from 'preact';

/** Drawn for this portal on a grid of 20 units; each takes the colour of the text beside it. */
const paths = {
  overview: 'M3 10.5 10 4l7 6.5M5 9v7.5h3.5V12h3v4.5H15V9',
  customers: 'M3.5 16.5V5.5l6-2v13M9.5 8h7v8.5H3M6 7.5h1M6 10.5h1M6 13.5h1M12 11h2M12 13.5h2',
  invite: 'M3 5h14v10H3zM3 5.5l7 5.5 7-5.5',
  relationship:
    'M7 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM2.5 16c0-3 2-5 4.5-5s4.5 2 4.5 5M14.5 7v6M11.5 10h6',
  imports: 'M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 13.5v3h13v-3',
  webhooks: 'M7 13a3 3 0 1 1-2-2.8M8 4.8A3 3 0 1 1 12 8.6L9.2 13M13 15.5a3 3 0 1 0-1-4',
  connection: 'M8 12 12 8M9 6l1.5-1.5a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.5 3.5 0 0 1-5-5L6 9',
  queues: 'M3 5h14M3 10h14M3 15h9',
  brand: 'M4 16c0-2 1-3 2.5-3S9 14 9 15s-1 1.5-2.5 1.5H4ZM8 12.5 15 4l1.5 1.5L9.5 14',
  readiness: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM6.8 10.2l2.2 2.2 4.2-4.6',
  activity: 'M3 10h3l2-5 4 10 2-5h3',
  settings:
    'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.5 1.5M13.5 13.5 15 15M5 15l1.5-1.5M13.5 6.5 15 5',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4',
  columns: 'M3.5 4h13v12h-13zM8 4v12M12 4v12',
  view: 'M5 3.5h10v13l-5-3.500-5 3.500Z',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  close: 'M5 5l10 10M15 5 5 15',
  check: 'M4 10.5 8.2 14.5 16 6',
  warning: 'M10 3.5 17.5 16.5h-15ZM10 8v4M10 14.2v.1',
  error: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6.5v4.5M10 13.4v.1',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9v4.5M10 6.5v.1',
  question: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM8 8a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.6M10 13.6v.1',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.2l2.6 1.6',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  refresh: 'M16 6v4h-4M15.5 10A5.6 5.6 0 1 0 14 14',
  chevron: 'M7.5 4.5 13 10l-5.5 5.5',
  down: 'M4.5 7.5 10 13l5.5-5.5',
  plus: 'M10 4v12M4 10h12',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  person: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c0-3.2 2.6-5 6-5s6 1.8 6 5',
  external: 'M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7',
  download: 'M10 3v9M6.5 8.5 10 12l3.5-3.5M4 16.5h12',
  link: 'M8 12 12 8M9 6l1.5-1.5a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.5 3.5 0 0 1-5-5L6 9',
  shield: 'M10 3l6 2v5c0 3.5-2.5 6-6 7-3.5-1-6-3.5-6-7V5Z',
  globe:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c2.5 2.5 2.5 11.500 0 14M10 3c-2.500 2.500-2.500 11.500 0 14',
  bell: 'M5.500 13.500V9a4.500 4.500 0 0 1 9 0v4.500l1.500 1.500h-12ZM8.500 16.500h3',
} as const;

export type IconName = keyof typeof paths;

/** Only decoration: what it means stands beside it, or in the label of its button. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }): JSX.Element {
  const points = ['chevron', 'external'].includes(name);
  return (
    <svg
      class={points ? 'icon turns' : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
