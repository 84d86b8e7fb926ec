//! From a brand's colour to a theme on which text stays readable, in light and in dark (W03).
//!
//! Colours are mixed in Oklch (Björn Ottosson, 2020), where equal steps of lightness look equal; contrast is WCAG 2.2's.

use super::Workspace;
use crate::text::Color;

/// Least contrast of text (WCAG 1.4.3).
const TEXT: f64 = 4.5;
/// Least contrast of edges and other signs (WCAG 1.4.11).
const EDGE: f64 = 3.0;

/// A colour as red, green and blue, each 0 to 1, as screens take them.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rgb([f64; 3]);

/// A colour as lightness (0 to 1), chroma (0 to about 0.4) and hue (degrees).
#[derive(Clone, Copy, Debug)]
struct Oklch {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

impl Rgb {
    const WHITE: Self = Self([1.0; 3]);
    const BLACK: Self = Self([0.0; 3]);
    /// Softer than black; used where it has enough contrast.
    const INK: Self = Self([0.043, 0.051, 0.055]);

    fn parse(color: &Color) -> Self {
        let digits = color.as_str().trim_start_matches('#');
        let channel = |n: usize| f64::from(u8::from_str_radix(&digits[2 * n..2 * n + 2], 16).unwrap_or(0)) / 255.0;
        Self([channel(0), channel(1), channel(2)])
    }

    fn hex(self) -> String {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
        let byte = |it: f64| (it.clamp(0.0, 1.0) * 255.0).round() as u8;
        let [r, g, b] = self.0.map(byte);
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// Rounded to what a screen can show, so that what is checked is what is shown.
    fn rounded(self) -> Self {
        Self(self.0.map(|it| (it.clamp(0.0, 1.0) * 255.0).round() / 255.0))
    }

    fn linear(self) -> [f64; 3] {
        self.0.map(|it| if it <= 0.04045 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) })
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[expect(clippy::many_single_char_names, reason = "the names of the formulas' source")]
    fn to_oklch(self) -> Oklch {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let lightness = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
        Oklch { lightness, chroma: a.hypot(b), hue: b.atan2(a).to_degrees().rem_euclid(360.0) }
    }
}

impl Oklch {
    /// The nearest colour of this lightness and hue that a screen can show: chroma gives way first.
    fn to_rgb(self) -> Rgb {
        let mut chroma = self.chroma;
        loop {
            let linear = Self { chroma: chroma.max(0.0), ..self }.to_linear();
            if chroma <= 0.0 || linear.iter().all(|it| (-0.0005..=1.0005).contains(it)) {
                let gamma = |it: f64| {
                    let it = it.clamp(0.0, 1.0);
                    if it <= 0.003_130_8 { it * 12.92 } else { 1.055 * it.powf(1.0 / 2.4) - 0.055 }
                };
                return Rgb(linear.map(gamma)).rounded();
            }
            chroma -= 0.004;
        }
    }

    #[expect(clippy::many_single_char_names, reason = "the names of the formulas' source")]
    fn to_linear(self) -> [f64; 3] {
        let (sin, cos) = self.hue.to_radians().sin_cos();
        let (a, b) = (self.chroma * cos, self.chroma * sin);
        let l = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
    }
}

/// Text that is readable on `background`.
fn on(background: Rgb) -> Rgb {
    [Rgb::WHITE, Rgb::INK].into_iter().find(|it| it.contrast(background) >= TEXT).unwrap_or(Rgb::BLACK)
}

/// The colour nearest to `color` that has `ratio` of contrast with every background, going darker or lighter.
fn readable(color: Rgb, backgrounds: &[Rgb], ratio: f64, darker: bool) -> Rgb {
    let mut candidate = color.to_oklch();
    while candidate.lightness > 0.0 && candidate.lightness < 1.0 {
        let rgb = candidate.to_rgb();
        if backgrounds.iter().all(|it| it.contrast(rgb) >= ratio) {
            return rgb;
        }
        candidate.lightness += if darker { -0.005 } else { 0.005 };
    }
    if darker { Rgb::BLACK } else { Rgb::WHITE }
}

/// The colours of one scheme, light or dark.
#[derive(Clone, Copy, Debug)]
struct Scheme {
    /// The brand as a filled area.
    brand: Rgb,
    /// Text on it.
    on_brand: Rgb,
    /// The brand as text.
    brand_text: Rgb,
    /// The brand as an outline.
    brand_edge: Rgb,
    /// A breath of the brand, as a background.
    brand_soft: Rgb,
    /// The page.
    bg: Rgb,
    /// Cards and dialogs.
    surface: Rgb,
    /// Wells.
    sunken: Rgb,
    /// Menus.
    raised: Rgb,
    /// The side bar.
    sidebar: Rgb,
    /// Text on it.
    on_sidebar: Rgb,
}

/// A workspace's theme.
#[derive(Debug)]
pub struct Theme {
    hue: f64,
    chroma: f64,
    light: Scheme,
    dark: Scheme,
}

impl Theme {
    /// The theme of a brand: its accent, and the side bar's colours where the firm chose them.
    pub fn new(accent: &Color, sidebar: Option<&Color>, sidebar_text: Option<&Color>) -> Self {
        let brand = Rgb::parse(accent);
        let Oklch { chroma, hue, .. } = brand.to_oklch();
        let tint = chroma.min(0.012);
        let grey = |lightness: f64, share: f64| Oklch { lightness, chroma: tint * share, hue }.to_rgb();
        let soft = |lightness: f64, most: f64| Oklch { lightness, chroma: chroma.min(most), hue }.to_rgb();
        let bars = |otherwise: Rgb| {
            let background = sidebar.map_or(otherwise, Rgb::parse);
            // A chosen text colour that can't be read on the chosen background gives way.
            let chosen = sidebar_text.map(Rgb::parse).filter(|it| it.contrast(background) >= TEXT);
            (background, chosen.unwrap_or_else(|| on(background)))
        };

        let (bg, surface, sunken, brand_soft) = (grey(0.985, 0.25), Rgb::WHITE, grey(0.968, 0.4), soft(0.962, 0.022));
        let (sidebar_light, on_sidebar_light) = bars(grey(0.978, 0.4));
        let light = Scheme {
            brand,
            on_brand: on(brand),
            brand_text: readable(brand, &[surface, bg, sunken, brand_soft], TEXT, true),
            brand_edge: readable(brand, &[surface, bg], EDGE, true),
            brand_soft,
            bg,
            surface,
            sunken,
            raised: surface,
            sidebar: sidebar_light,
            on_sidebar: on_sidebar_light,
        };

        let (bg, surface, sunken) = (grey(0.185, 0.8), grey(0.215, 0.8), grey(0.16, 0.8));
        let (raised, brand_soft) = (grey(0.25, 0.8), soft(0.285, 0.045));
        // The exact brand wherever it can be told from the page; a lighter one where it would drown.
        let solid = if brand.contrast(surface) >= EDGE { brand } else { readable(brand, &[surface], EDGE, false) };
        let (sidebar_dark, on_sidebar_dark) = bars(grey(0.17, 0.8));
        let dark = Scheme {
            brand: solid,
            on_brand: on(solid),
            brand_text: readable(brand, &[surface, raised, brand_soft], TEXT, false),
            brand_edge: readable(brand, &[surface, raised], EDGE, false),
            brand_soft,
            bg,
            surface,
            sunken,
            raised,
            sidebar: sidebar_dark,
            on_sidebar: on_sidebar_dark,
        };
        Self { hue, chroma: tint, light, dark }
    }

    /// The accent as the backgrounds of mails, and the text on it: `#rrggbb` each.
    pub fn mail_colors(&self) -> (String, String, String) {
        (self.light.brand.hex(), self.light.on_brand.hex(), self.light.brand_text.hex())
    }

    /// The style sheet that sets the theme's variables.
    pub fn css(&self) -> String {
        let (light, dark) = (self.light.variables(), self.dark.variables());
        format!(
            ":root{{--h:{:.1};--n:{:.4};{light}}}\n\
             @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
             :root[data-theme=dark]{{{dark}}}\n",
            self.hue, self.chroma
        )
    }
}

impl Scheme {
    fn variables(&self) -> String {
        let all = [
            ("brand", self.brand),
            ("on-brand", self.on_brand),
            ("brand-text", self.brand_text),
            ("brand-edge", self.brand_edge),
            ("brand-soft", self.brand_soft),
            ("bg", self.bg),
            ("surface", self.surface),
            ("sunken", self.sunken),
            ("raised", self.raised),
            ("sidebar", self.sidebar),
            ("on-sidebar", self.on_sidebar),
        ];
        all.map(|(name, color)| format!("--{name}:{};", color.hex())).concat()
    }
}

/// The style sheet of a workspace's theme.
pub fn theme_css(workspace: &Workspace) -> String {
    let (bar, text) = (workspace.color_sidebar_background.as_ref(), workspace.color_sidebar_text.as_ref());
    Theme::new(&workspace.color_accent, bar, text).css()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colors() -> impl Iterator<Item = Color> {
        // A lattice through the whole cube, its corners and the greys included.
        let steps = [0_u8, 1, 51, 102, 119, 128, 153, 204, 254, 255];
        let cube = steps.into_iter().flat_map(move |r| {
            steps.into_iter().flat_map(move |g| steps.into_iter().map(move |b| format!("#{r:02x}{g:02x}{b:02x}")))
        });
        cube.map(|it| it.parse().unwrap())
    }

    /// W03: text stays readable on any colour chosen.
    #[test]
    fn w03_text_and_edges_keep_their_contrast_on_any_brand() {
        for color in colors() {
            let theme = Theme::new(&color, Some(&color), Some(&color));
            for scheme in [theme.light, theme.dark] {
                let text_on = [
                    (scheme.on_brand, scheme.brand),
                    (scheme.brand_text, scheme.surface),
                    (scheme.brand_text, scheme.brand_soft),
                    (scheme.brand_text, scheme.raised),
                    (scheme.on_sidebar, scheme.sidebar),
                ];
                for (text, background) in text_on {
                    let ratio = text.contrast(background);
                    assert!(ratio >= TEXT, "{color}: {} on {} is {ratio:.2}", text.hex(), background.hex());
                }
                assert!(
                    scheme.brand_edge.contrast(scheme.surface) >= EDGE,
                    "{color}: edge {}",
                    scheme.brand_edge.hex()
                );
            }
        }
    }

    #[test]
    fn a_colour_survives_the_way_there_and_back() {
        for color in colors() {
            let there = Rgb::parse(&color).to_oklch().to_rgb();
            assert!(there.contrast(Rgb::parse(&color)) < 1.02, "{color} became {}", there.hex());
        }
    }
}
