// The icons: strokes of our own on a grid of 16, in the colour of the text around them.

import type { ReactNode, SVGProps } from "react";

const PATHS = {
  inbox: "M2 9.5h3.2l1 1.8h3.6l1-1.8H14M2 9.5 4 3.5h8l2 6v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z",
  live: "M2 8h2.5l1.8-4.5 3 9L11 8h3",
  template: "M3 2.5h7l3 3v8H3zM5.5 7h5M5.5 9.5h5M5.5 12h3",
  people:
    "M6 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5M2 13c.3-2.2 1.9-3.5 4-3.5s3.7 1.3 4 3.5M10.6 3.3a2.1 2.1 0 0 1 0 4M11.8 9.8c1.3.5 2.1 1.6 2.3 3.2",
  key: "M10.5 8a2.75 2.75 0 1 0-2.6-1.900L2.5 11.500v2h2.500v-1.500h1.500v-1.500h1.500l1-1c.4.3 1 .5 1.5.5M11 5.200h.01",
  settings:
    "M2.5 4.500h6M11.5 4.500h2M2.5 11.500h2M7.5 11.500h6M10 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M6 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3",
  activity: "M2.5 4h.01M2.5 8h.01M2.5 12h.01M5.5 4h8M5.5 8h8M5.5 12h5",
  search: "M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10M10.7 10.7 14 14",
  filter: "M2 4h12M4.5 8h7M6.5 12h3",
  sort: "M5 3v10M5 13l-2.5-2.500M5 13l2.5-2.500M11 13V3M11 3 8.5 5.500M11 3l2.5 2.5",
  check: "m3 8.5 3.2 3.200L13 4.7",
  checks: "m1.5 8.5 3 3 6-6.500M7.5 11.5 14 5",
  close: "m4 4 8 8M12 4l-8 8",
  chevron: "m4.5 6.5 3.5 3.5 3.5-3.5",
  back: "M9.5 3.5 5 8l4.5 4.5",
  forward: "M6.5 3.5 11 8l-4.5 4.5",
  send: "M2.5 8 13.5 3l-3 10.5-2.8-4.200zM7.7 9.3 13.5 3",
  attach:
    "m13 7.5-5.3 5.300a3 3 0 0 1-4.3-4.300l5.7-5.700a2 2 0 0 1 2.9 2.900L6.4 11.300a1 1 0 0 1-1.4-1.400L10 5",
  note: "M3 2.500h10v7.500l-3.5 3.500H3zM9.5 13.500V10H13M5.5 6h5M5.5 8.500h2.5",
  relay: "M2.5 5.500h9M9 3l2.5 2.500L9 8M13.5 10.500h-9M7 8l-2.5 2.500L7 13",
  edit: "m10.5 3 2.5 2.5-7.5 7.500H3v-2.500zM9 4.5 11.5 7",
  trash: "M3 4.500h10M6.5 4.500v-2h3v2M4.5 4.500l.6 9h5.800l.6-9M6.8 7v4M9.2 7v4",
  copy: "M5.5 5.500h8v8h-8zM10.5 5.500v-3h-8v8h3",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.500V8l2.5 1.5",
  alert: "M8 2 14.5 13.500h-13zM8 6.500v3M8 11.500h.01",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.500V11M8 5h.01",
  bookmark: "M4.500 2.500h7v11L8 10.700l-3.500 2.800z",
  flag: "M4 14V2.500M4 3h8l-2 3 2 3H4",
  user: "M8 8a2.75 2.75 0 1 0 0-5.500A2.75 2.75 0 0 0 8 8M3 13.500c.4-2.4 2.3-3.7 5-3.700s4.6 1.3 5 3.7",
  bell: "M4 11.500V7.200a4 4 0 0 1 8 0v4.300l1 1H3zM6.5 12.500a1.5 1.5 0 0 0 3 0",
  sound: "M2.5 6.500v3h2.200L8 12.500v-9L4.7 6.500zM10.5 6a2.8 2.8 0 0 1 0 4M12.3 4.200a5.3 5.3 0 0 1 0 7.6",
  mute: "M2.5 6.500v3h2.200L8 12.500v-9L4.7 6.500zM10.5 6.500l3 3M13.5 6.500l-3 3",
  sun: "M8 10.750a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.500M8 1.500v1.500M8 13v1.500M1.5 8H3M13 8h1.500M3.4 3.400l1.1 1.100M11.5 11.500l1.1 1.100M3.4 12.600l1.1-1.100M11.5 4.500l1.1-1.1",
  moon: "M13.5 9.500A5.75 5.75 0 0 1 6.5 2.500a5.75 5.75 0 1 0 7 7",
  system: "M2 3.500h12v7.500H2zM6 13.500h4M8 11v2.5",
  keyboard: "M1.5 4.500h13v7.500h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.700h6",
  plus: "M8 3v10M3 8h10",
  help: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M6.3 6.300c.2-1 .9-1.5 1.8-1.5 1 0 1.7.6 1.7 1.5 0 1.2-1.8 1.3-1.8 2.600M8 11.200h.01",
  logout: "M6.5 2.500h-3v11h3M7 8h6.500M11 5.5 13.5 8 11 10.5",
  retry: "M13 8a5 5 0 1 1-1.6-3.700M13 2.500v2.500h-2.5",
  file: "M4 2h5.500L12.5 5v9H4zM9.5 2v3h3",
  image: "M2.5 3h11v10h-11zM5.5 6.700h.01M2.5 11l3.5-3 2.5 2.200L11 7.500l2.5 2.8",
  download: "M8 2.500v7.500M5 7.5 8 10.500l3-3M3 13.500h10",
  eye: "M1.5 8S4 3.7 8 3.7 14.5 8 14.5 8 12 12.3 8 12.3 1.5 8 1.5 8M8 9.750a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5",
  panel: "M2 3h12v10H2zM10 3v10",
  route:
    "M4 5.500a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M12 13.500a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M4 5.500v4a2.5 2.5 0 0 0 2.5 2.500h4",
  lock: "M3.5 7.500h9v6h-9zM5.5 7.500V5a2.5 2.5 0 0 1 5 0v2.5",
  box: "M8 2 13.5 5v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6",
  tag: "M2.5 2.500h5l6 6-5 5-6-6zM5.3 5.300h.01",
  wifi: "M2 6.500a8.5 8.5 0 0 1 12 0M4.3 9a5.3 5.3 0 0 1 7.4 0M8 12h.01",
} as const;

/** An icon's name. */
export type IconName = keyof typeof PATHS;

/** An icon. It says nothing to those who listen: what holds it has the words. */
export function Icon({
  name,
  size = 16,
  ...more
}: { readonly name: IconName; readonly size?: number } & SVGProps<SVGSVGElement>): ReactNode {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "more" ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...more}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
