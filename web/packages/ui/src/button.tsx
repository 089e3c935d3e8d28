// What is pressed.

import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icons.tsx";

/** A button. One `primary` in a view at most. */
export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: "primary" | "secondary" | "ghost" | "danger" | "note";
  readonly size?: "s" | "m";
  readonly icon?: IconName;
  /** Whether it works on it; it cannot be pressed meanwhile. */
  readonly isBusy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words. */
export function Button({
  look = "secondary",
  size = "m",
  icon,
  isBusy = false,
  className,
  children,
  disabled,
  ...more
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={classNames("lia-button", className)}
      data-look={look}
      data-size={size}
      aria-busy={isBusy || undefined}
      disabled={disabled || isBusy}
      {...more}
    >
      {isBusy ? <Spinner /> : icon ? <Icon name={icon} size={size === "s" ? 14 : 16} /> : null}
      {children}
    </button>
  );
}

/** A button that is only an icon. `label` is its name, and shown when one points at it. */
export function IconButton({
  icon,
  label,
  size = "m",
  look = "ghost",
  className,
  iconSize = 16,
  ...more
}: Omit<ButtonProps, "icon" | "children"> & {
  readonly icon: IconName;
  readonly label: string;
  readonly iconSize?: number;
}): ReactNode {
  return (
    <button
      type="button"
      className={classNames("lia-button lia-button-icon", className)}
      data-look={look}
      data-size={size}
      aria-label={label}
      title={label}
      {...more}
    >
      <Icon name={icon} size={iconSize} />
    </button>
  );
}

/** Something goes on. Say in words beside it what. */
export function Spinner({ size = 14 }: { readonly size?: number }): ReactNode {
  return (
    <svg className="lia-spinner" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.25" />
      <path d="M14 8a6 6 0 0 0-6-6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
