import type { SVGProps } from "react";

/** The product's one icon set: 16 px, 1.5 px strokes, drawn in the text's colour. Icons are decoration; the words stand beside them. */
export type IconProps = Omit<SVGProps<SVGSVGElement>, "children"> & { size?: number };
export type Icon = (props: IconProps) => React.JSX.Element;

function draw(...paths: string[]): Icon {
  return ({ size = 16, ...rest }) => (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={24 / 16 + 0.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...rest}
    >
      {paths.map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}

const circle = (cx: number, cy: number, r: number) =>
  `M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

export const SearchIcon = draw(circle(11, 11, 7), "m20 20-4-4");
export const HomeIcon = draw("M3 10.5 12 3l9 7.5", "M5 9v11h14V9", "M10 20v-6h4v6");
export const UsersIcon = draw(
  circle(9, 8, 4),
  "M2 20a7 7 0 0 1 14 0",
  "M16 4.3a4 4 0 0 1 0 7.4",
  "M19 14.5a7 7 0 0 1 3 5.5",
);
export const UserIcon = draw(circle(12, 8, 4), "M5 20a7 7 0 0 1 14 0");
export const UserCheckIcon = draw(circle(9, 8, 4), "M2 20a7 7 0 0 1 13-3.6", "m16 12 2 2 4-4");
export const UserPlusIcon = draw(circle(9, 8, 4), "M2 20a7 7 0 0 1 14 0", "M19 8v6", "M16 11h6");
export const UserOffIcon = draw(circle(9, 8, 4), "M2 20a7 7 0 0 1 14 0", "m17 9 5 5", "m22 9-5 5");
export const BuildingIcon = draw(
  "M5 21V4a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v17",
  "M3 21h18",
  "M9 7h.01",
  "M15 7h.01",
  "M9 11h.01",
  "M15 11h.01",
  "M10 21v-5h4v5",
);
export const ShieldIcon = draw("M12 3 4.5 6v5.5c0 4.5 3 7.8 7.5 9.5 4.5-1.7 7.5-5 7.5-9.5V6z", "m9 12 2 2 4-4");
export const MailIcon = draw(
  "M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z",
  "m3.5 6.5 8.5 6.5 8.5-6.5",
);
export const MailOffIcon = draw(
  "M10 19H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1h16a1 1 0 0 1 1 1v6",
  "m3.5 6.5 8.5 6.5 8.5-6.5",
  "m16 16 5 5",
  "m21 16-5 5",
);
export const SendIcon = draw("M21 3 10.5 13.5", "M21 3l-6.5 18-4-7.5L3 9.5z");
export const BookIcon = draw("M4 19.5V5a2 2 0 0 1 2-2h14v18H6a2 2 0 0 1-2-1.5z", "M4 19.5A2 2 0 0 1 6 17h14", "M9 7h6");
export const SettingsIcon = draw(
  circle(12, 12, 3),
  "M19 12a7 7 0 0 0-.1-1.3l2-1.6-2-3.4-2.4 1a7 7 0 0 0-2.2-1.3L14 3h-4l-.4 2.4a7 7 0 0 0-2.2 1.3l-2.4-1-2 3.4 2 1.6A7 7 0 0 0 5 12a7 7 0 0 0 .1 1.3l-2 1.6 2 3.4 2.4-1a7 7 0 0 0 2.2 1.3L10 21h4l.4-2.4a7 7 0 0 0 2.2-1.3l2.4 1 2-3.4-2-1.6A7 7 0 0 0 19 12z",
);
export const HelpIcon = draw(circle(12, 12, 9), "M9.2 9.3a2.9 2.9 0 0 1 5.6 1c0 1.9-2.8 2.3-2.8 4", "M12 17.2h.01");
export const PlusIcon = draw("M12 5v14", "M5 12h14");
export const CloseIcon = draw("m6 6 12 12", "M18 6 6 18");
export const CheckIcon = draw("m5 12.5 4.5 4.5L19 7.5");
export const ChevronDownIcon = draw("m6 9 6 6 6-6");
export const ChevronUpIcon = draw("m6 15 6-6 6 6");
export const ChevronRightIcon = draw("m9 6 6 6-6 6");
export const ArrowLeftIcon = draw("M19 12H5", "m11 6-6 6 6 6");
export const ArrowRightIcon = draw("M5 12h14", "m13 6 6 6-6 6");
export const MoreIcon = draw(
  "M4.8 12a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0",
  "M11.4 12a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0",
  "M18 12a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0",
);
export const FilterIcon = draw("M4 7h16", "M7 12h10", "M10 17h4");
export const BookmarkIcon = draw("M7 4h10a1 1 0 0 1 1 1v15l-6-4-6 4V5a1 1 0 0 1 1-1z");
export const ArchiveIcon = draw(
  "M4 4h16a1 1 0 0 1 1 1v3H3V5a1 1 0 0 1 1-1z",
  "M5 8v11a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V8",
  "M10 12h4",
);
export const RestoreIcon = draw("M4 4v5h5", "M4.6 9A8.5 8.5 0 1 1 3.5 13");
export const PencilIcon = draw(
  "M4 20l1-4.5L16 4.5a2.1 2.1 0 0 1 3 0l.5.5a2.1 2.1 0 0 1 0 3L8.5 19z",
  "m14 6.5 3.5 3.5",
);
export const EyeIcon = draw("M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z", circle(12, 12, 2.8));
export const LockIcon = draw(
  "M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z",
  "M8 11V8a4 4 0 0 1 8 0v3",
);
export const ClockIcon = draw(circle(12, 12, 9), "M12 7v5l3.5 2");
export const AlertIcon = draw("M12 3.5 2.5 20h19z", "M12 10v4", "M12 17h.01");
export const InfoIcon = draw(circle(12, 12, 9), "M12 11v5", "M12 8h.01");
export const SunIcon = draw(
  circle(12, 12, 4),
  "M12 2.5v2",
  "M12 19.5v2",
  "M2.5 12h2",
  "M19.5 12h2",
  "m5.3 5.3 1.4 1.4",
  "m17.3 17.3 1.4 1.4",
  "m5.3 18.7 1.4-1.4",
  "m17.3 6.7 1.4-1.4",
);
export const MoonIcon = draw("M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z");
export const MonitorIcon = draw(
  "M4 4h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z",
  "M8 20h8",
  "M12 16v4",
);
export const SignOutIcon = draw("M9 20H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h4", "m15 16 5-4-5-4", "M20 12H9");
export const KeyboardIcon = draw(
  "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z",
  "M7 10h.01",
  "M11 10h.01",
  "M15 10h.01",
  "M18 10h.01",
  "M8 14h8",
);
export const MenuIcon = draw("M4 7h16", "M4 12h16", "M4 17h16");
export const CopyIcon = draw(
  "M9 9h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1z",
  "M5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1",
);
export const LinkIcon = draw(
  "M10 14a4.5 4.5 0 0 0 6.5.5l3-3a4.5 4.5 0 0 0-6.5-6.5L11.5 6.5",
  "M14 10a4.5 4.5 0 0 0-6.5-.5l-3 3a4.5 4.5 0 0 0 6.5 6.5l1.5-1.5",
);
export const ExternalIcon = draw(
  "M14 4h6v6",
  "M20 4 11 13",
  "M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
);
export const UploadIcon = draw("M12 16V4", "m7 9 5-5 5 5", "M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3");
export const TrashIcon = draw("M4 7h16", "M9 7V4h6v3", "M6 7l1 13h10l1-13", "M10 11v5", "M14 11v5");
export const ImageIcon = draw(
  "M4 4h16a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z",
  circle(8.5, 9, 1.5),
  "m3.5 18 5.5-5 4 3.5 3-2.5 5 4",
);
export const PaletteIcon = draw(
  "M12 3a9 9 0 0 0 0 18c1.5 0 2-1 2-2 0-1.5 1-2.5 2.5-2.5H18a3 3 0 0 0 3-3C21 7.5 17 3 12 3z",
  "M7.5 12h.01",
  "M9.5 8h.01",
  "M14 7.5h.01",
);
export const ChatIcon = draw("M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z");
export const PhoneIcon = draw(
  "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15.5 15.5 0 0 1 4 5a1 1 0 0 1 1-1z",
);
export const CalendarIcon = draw(
  "M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z",
  "M4 10h16",
  "M8 3v4",
  "M16 3v4",
);
export const GlobeIcon = draw(
  circle(12, 12, 9),
  "M3 12h18",
  "M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z",
);
export const SparkIcon = draw("M12 3l2 6 6 2-6 2-2 6-2-6-6-2 6-2z");
