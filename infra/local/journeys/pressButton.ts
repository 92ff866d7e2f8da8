/** Acts like a browser user who opens a page and presses its button: sends the form with its hidden value. */
export async function pressButton(
  url: string,
): Promise<{ readonly shown: string; again(this: void): Promise<string> }> {
  const html = await (await fetch(url)).text();
  const [, name = '', value = ''] = /<input type="hidden" name="([^"]+)" value="([^"]+)">/.exec(html) ?? [];
  const press = async () => {
    const body = new URLSearchParams(name === '' ? {} : { [name]: value });
    return (await fetch(url, { method: 'POST', body })).text();
  };
  return { shown: await press(), again: press };
}
