import { contrastRatio } from './contrast.ts';

/** Colours a partner may choose, each as #rrggbb. */
export interface MailColors {
  button: string;
  buttonText: string;
  link: string;
}

/** A logo: shown in place of the partner's name, which stays its alternative text. */
export interface MailLogo {
  url: string;
  widthPx: number;
  heightPx: number;
}

/** How a partner's mails look and whom they name. */
export interface MailBrand {
  partnerName: string;
  supportEmail: string | null;
  legalFooter: string | null;
  colors?: MailColors;
  logo?: MailLogo;
}

/** The colours of a mail whose partner chose none. */
export const defaultColors: MailColors = { button: '#0b5cad', buttonText: '#ffffff', link: '#0b5cad' };

/** Whether the colours are colours and can be read: 4.5:1 (WCAG AA) on the button and on the white card. */
export function isReadable(colors: MailColors): boolean {
  const { button, buttonText, link } = colors;
  return (
    [button, buttonText, link].every((color) => /^#[0-9a-f]{6}$/i.test(color)) &&
    contrastRatio(buttonText, button) >= 4.5 &&
    contrastRatio(link, '#ffffff') >= 4.5
  );
}
