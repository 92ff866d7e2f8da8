/** Hands a text to the browser as a file; in a CSV file the mark at its beginning has Excel read it as UTF-8. */
export function download(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const mark = type.startsWith('text/csv') ? '\uFEFF' : '';
  const url = URL.createObjectURL(new Blob([mark, text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
