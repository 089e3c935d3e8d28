// The pictures on buttons: lines drawn in the colour of the text beside them.

import type { ReactNode } from "react";

const PATHS = {
  chat: "M21 11.5a8.5 8.5 0 0 1-12.3 7.6L3 21l1.9-5.7A8.5 8.5 0 1 1 21 11.5Z",
  close: "M18 6 6 18M6 6l12 12",
  down: "m6 9 6 6 6-6",
  back: "m15 18-6-6 6-6",
  send: "M12 19V5m-7 7 7-7 7 7",
  clip: "m21.4 11-9.2 9.2a6 6 0 0 1-8.5-8.5l9.2-9.2a4 4 0 0 1 5.7 5.7l-9.2 9.2a2 2 0 0 1-2.9-2.8l8.5-8.5",
  mic: "M12 2a3 3 0 0 0-3 3v7a3 3 0 0 0 6 0V5a3 3 0 0 0-3-3Zm7 8v2a7 7 0 0 1-14 0v-2m7 9v3",
  play: "M7 4v16l13-8Z",
  pause: "M8 5v14M16 5v14",
  trash: "M3 6h18M8 6V4h8v2m3 0-1 14H6L5 6m5 5v5m4-5v5",
  file: "M14 2H6v20h12V6Zm0 0v4h4M9 13h6m-6 4h6",
  check: "m5 13 4 4L19 7",
  seen: "m2 13 4 4L16 7m-5 8 2 2L22 7",
  clock: "M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  alert: "M12 8v5m0 3v.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  lock: "M6 11h12v10H6Zm2 0V7a4 4 0 0 1 8 0v4",
  form: "M9 4h6v3H9Zm0 1H6v16h12V5h-3m-6 7h6m-6 4h4",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  download: "M12 3v12m-5-5 5 5 5-5M4 21h16",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/** An icon. It says nothing: the button has a name. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    // The size is for a page that has no style yet.
    <svg className="lia-icon" data-icon={name} viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A button that shows an icon; `label` is its name. */
export function IconButton({
  icon,
  label,
  onClick,
  className = "",
  isDisabled = false,
}: {
  icon: IconName;
  label: string;
  onClick: () => void;
  className?: string;
  isDisabled?: boolean;
}): ReactNode {
  return (
    <button
      type="button"
      className={`lia-icon-button ${className}`}
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
