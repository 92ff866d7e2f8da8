/** What the server has written into the page for this installation. */
type Settings = {
  readonly publicUrl: string;
  readonly partnerName: string;
  readonly language: string;
  readonly clientId?: string;
  readonly authority: string;
  readonly scope: string;
};

export const settings = JSON.parse(document.getElementById('settings')?.textContent ?? '{}') as Settings;
