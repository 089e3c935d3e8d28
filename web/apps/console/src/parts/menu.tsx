// Menus that open at a button. Not modal: the page below stays as it is, and no style has to be added to it.

import { Icon, type IconName } from "@liaison-chat/ui";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

/** A menu with its button. */
export function Menu({
  trigger,
  children,
  align = "start",
  side = "bottom",
}: {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
  readonly side?: "bottom" | "top" | "right";
}): ReactNode {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align={align} side={side} sideOffset={4} collisionPadding={8}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Something to do. */
export function MenuItem({
  icon,
  onSelect,
  tone,
  hint,
  isDisabled = false,
  children,
}: {
  readonly icon?: IconName;
  readonly onSelect: () => void;
  readonly tone?: "bad";
  readonly hint?: ReactNode;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <DropdownMenu.Item
      className={tone === "bad" ? "menu-item text-bad" : "menu-item"}
      onSelect={onSelect}
      disabled={isDisabled}
    >
      {icon ? <Icon name={icon} /> : null}
      <span className="flex-1">{children}</span>
      {hint}
    </DropdownMenu.Item>
  );
}

/** One of several, of which one is chosen. */
export function MenuChoice<Value extends string>({
  value,
  options,
  onChange,
}: {
  readonly value: Value | undefined;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly sign?: ReactNode }[];
  readonly onChange: (value: Value) => void;
}): ReactNode {
  return (
    <DropdownMenu.RadioGroup value={value ?? ""} onValueChange={(chosen) => onChange(chosen as Value)}>
      {options.map(({ value: option, label, sign }) => (
        <DropdownMenu.RadioItem key={option} value={option} className="menu-item">
          {sign}
          <span className="flex-1">{label}</span>
          <DropdownMenu.ItemIndicator>
            <Icon name="check" className="text-accent" />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** One of several, of which any are chosen. The menu stays open. */
export function MenuTick({
  isOn,
  onChange,
  sign,
  children,
}: {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly sign?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <DropdownMenu.CheckboxItem
      className="menu-item"
      checked={isOn}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <span
        className={`flex size-4 items-center justify-center rounded-sm border ${isOn ? "border-accent bg-accent text-accent-on" : "border-edge"}`}
      >
        {isOn ? <Icon name="check" size={12} /> : null}
      </span>
      {sign}
      <span className="flex-1">{children}</span>
    </DropdownMenu.CheckboxItem>
  );
}

/** The name of what follows. */
export function MenuLabel({ children }: { readonly children: ReactNode }): ReactNode {
  return <DropdownMenu.Label className="panel-title px-2 pt-2 pb-1">{children}</DropdownMenu.Label>;
}

/** A line between two parts. */
export function MenuLine(): ReactNode {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
