/** Red, green, blue, each 0 to 1; or three of another colour space. */
export type Triple = [number, number, number];

export const isHex = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

export function rgb(hex: string): Triple {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255].map((value) => value / 255) as Triple;
}

export const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
function luminance(hex: string): number {
  const [r, g, b] = rgb(hex).map(linear) as Triple;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2's contrast of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Whether the eye sees two colours as two: they differ in a channel, even where they are equally bright. */
export function apart(one: string, two: string): boolean {
  const [a, b] = [rgb(one), rgb(two)];
  return a.some((value, index) => Math.abs(value - (b[index] ?? 0)) > 0.06);
}
