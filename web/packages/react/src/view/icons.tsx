// The pictures on buttons: lines drawn in the colour of the text beside them.

import type { ReactNode } from "react";
import type { ChatIcons } from "./chat-icons.ts";
import type { ExtraIcons } from "./extra-icons.ts";
import type { FormIcons } from "./form-icons.ts";

/** Those of a button that opens a chat. The others come with the parts that show them. */
const PATHS = {
  chat: "M21 11.5a8.5 8.5 0 0 1-12.3 7.6L3 21l1.9-5.7A8.5 8.5 0 1 1 21 11.5Z",
  down: "m6 9 6 6 6-6",
};

/** The name of an icon. */
export type IconName = keyof typeof PATHS | keyof ChatIcons | keyof ExtraIcons | keyof FormIcons;

/** Adds icons, before what shows them is drawn. */
export function extendIcons(more: ChatIcons | ExtraIcons | FormIcons): void {
  Object.assign(PATHS, more);
}

/** An icon. It says nothing: the button has a name. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    // The size is for a page that has no style yet.
    <svg className="lia-icon" data-icon={name} viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={(PATHS as Partial<Record<IconName, string>>)[name]} />
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
