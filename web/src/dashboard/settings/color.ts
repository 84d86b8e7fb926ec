import { contrast, linear, rgb, type Triple } from "../shell/contrast";

/**
 * A brand's colour as a theme on which text stays readable: the server's own rule (W03), for previews before saving.
 * Colours are mixed in Oklch (Björn Ottosson, 2020); contrast is WCAG 2.2's.
 */
const textRatio = 4.5;
const edgeRatio = 3;

const toHex = (color: Triple) =>
  `#${color
    .map((value) =>
      Math.round(Math.min(1, Math.max(0, value)) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

const gamma = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

/** Lightness, chroma, hue. */
function toOklch(hex: string): Triple {
  const [r, g, b] = rgb(hex).map(linear) as Triple;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const x = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const y = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [lightness, Math.hypot(x, y), ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360];
}

function toLinear([lightness, chroma, hue]: Triple): Triple {
  const x = chroma * Math.cos((hue * Math.PI) / 180);
  const y = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * x + 0.2158037573 * y) ** 3;
  const m = (lightness - 0.1055613458 * x - 0.0638541728 * y) ** 3;
  const s = (lightness - 0.0894841775 * x - 1.291485548 * y) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The nearest colour of this lightness and hue that a screen can show: chroma gives way first. */
function fromOklch([lightness, chroma, hue]: Triple): string {
  for (let c = chroma; ; c -= 0.004) {
    const out = toLinear([lightness, Math.max(0, c), hue]);
    if (c <= 0 || out.every((value) => value >= -0.0005 && value <= 1.0005)) {
      return toHex(out.map((value) => gamma(Math.max(0, Math.min(1, value)))) as Triple);
    }
  }
}

/** Text that is readable on a background. */
export function textOn(background: string): string {
  return ["#ffffff", "#0b0d0e"].find((text) => contrast(text, background) >= textRatio) ?? "#000000";
}

/** The colour nearest to this one that has the ratio with every background. */
function readable(hex: string, backgrounds: string[], ratio: number, darker: boolean): string {
  const [start, chroma, hue] = toOklch(hex);
  for (let lightness = start; lightness > 0 && lightness < 1; lightness += darker ? -0.005 : 0.005) {
    const candidate = fromOklch([lightness, chroma, hue]);
    if (backgrounds.every((background) => contrast(candidate, background) >= ratio)) return candidate;
  }
  return darker ? "#000000" : "#ffffff";
}

/** The variables of a scheme, as the server's theme sets them, for a preview's own element. */
export function themeVariables(
  accent: string,
  sidebar: string | null,
  sidebarText: string | null,
  dark: boolean,
): Record<string, string> {
  const [, chroma, hue] = toOklch(accent);
  const tint = Math.min(chroma, 0.012);
  const grey = (lightness: number, share: number) => fromOklch([lightness, tint * share, hue]);
  const [bg, surface, sunken, raised] = dark
    ? [grey(0.185, 0.8), grey(0.215, 0.8), grey(0.16, 0.8), grey(0.25, 0.8)]
    : [grey(0.985, 0.25), "#ffffff", grey(0.968, 0.4), "#ffffff"];
  const soft = dark
    ? fromOklch([0.285, Math.min(chroma, 0.045), hue])
    : fromOklch([0.962, Math.min(chroma, 0.022), hue]);
  const brand = dark && contrast(accent, surface) < edgeRatio ? readable(accent, [surface], edgeRatio, false) : accent;
  const bar = sidebar ?? (dark ? grey(0.17, 0.8) : grey(0.978, 0.4));
  const barText = sidebarText && contrast(sidebarText, bar) >= textRatio ? sidebarText : textOn(bar);
  return {
    "--h": hue.toFixed(1),
    "--n": tint.toFixed(4),
    "--brand": brand,
    "--on-brand": textOn(brand),
    "--brand-text": readable(accent, dark ? [surface, raised, soft] : [surface, bg, sunken, soft], textRatio, !dark),
    "--brand-edge": readable(accent, dark ? [surface, raised] : [surface, bg], edgeRatio, !dark),
    "--brand-soft": soft,
    "--bg": bg,
    "--surface": surface,
    "--sunken": sunken,
    "--raised": raised,
    "--sidebar": bar,
    "--on-sidebar": barText,
  };
}
