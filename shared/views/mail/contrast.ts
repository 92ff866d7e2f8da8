/** WCAG 2 contrast ratio, 1 to 21, of two colours written #rrggbb. */
export function contrastRatio(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour itself, or the nearest lighter tint of it that can be read on a dark background (4.5:1). */
export function readableOn(color: string, darkBackground: string): string {
  for (let white = 0; white < 1; white += 0.05) {
    const tint = mixedWithWhite(color, white);
    if (contrastRatio(tint, darkBackground) >= 4.5) return tint;
  }
  return '#ffffff';
}

function channels(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mixedWithWhite(color: string, white: number): string {
  const mixed = channels(color).map((channel) => Math.round(channel + (255 - channel) * white));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
