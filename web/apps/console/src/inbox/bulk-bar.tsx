// What can be done to the ticked cases, all at once.

import type { CaseRow } from "@liaison-chat/client";
import { Button, IconButton, type IconName } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { LabelDot } from "../labels/label.tsx";
import { useLabels } from "../labels/use-labels.ts";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuTick } from "../parts/menu.tsx";
import { useCommands } from "../shell/commands.ts";
import { useShortcuts } from "../shell/use-global-keys.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { AssignDialog } from "../ticket/assign-dialog.tsx";
import { PriorityIcon, StatusSign } from "../ticket/signs.tsx";
import { SnoozeDialog } from "../ticket/snooze-dialog.tsx";
import type { CaseList } from "./case-store.ts";
import { PRIORITIES, STATUSES } from "./inbox-search.ts";
import { allOrNothing, NOTHING, type Selection } from "./selection.ts";
import { type Bulk, useBulk } from "./use-bulk.ts";

/** The bar. */
export function BulkBar({
  items,
  selection,
  onSelect,
  list,
}: {
  readonly items: readonly CaseRow[];
  readonly selection: Selection;
  readonly onSelect: (next: Selection) => void;
  readonly list: CaseList;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const rows = items.filter(({ key }) => selection.keys.has(key));
  const order = items.map(({ key }) => key);
  const bulk = useBulk(rows, list, () => onSelect(NOTHING));
  const [asked, ask] = useState<"assign" | "snooze">();
  const count = rows.length;
  const number = new Intl.NumberFormat(locale).format(count);
  useShortcuts({
    close: () => onSelect(NOTHING),
    assign: () => ask("assign"),
    snooze: () => ask("snooze"),
    resolve: () => void bulk.setStatus("resolved"),
  });
  useCommands(() => bulkCommands(bulk, number, texts, ask));
  return (
    <div
      role="toolbar"
      aria-label={texts.bulk.toolbar}
      className="bulk-bar"
      aria-busy={bulk.isBusy || undefined}
    >
      <span className="flex-none font-semibold tabular-nums" aria-live="polite">
        {texts.bulk.selected(count)}
      </span>
      {count < order.length ? (
        <button
          type="button"
          className="bulk-all flex-none font-medium text-accent hover:underline"
          onClick={() => onSelect(allOrNothing(NOTHING, order))}
        >
          {texts.bulk.selectAll(order.length)}
        </button>
      ) : null}
      <span className="bulk-line" />
      <Button look="ghost" size="s" icon="user" disabled={bulk.isBusy} onClick={() => ask("assign")}>
        {texts.bulk.assign}
      </Button>
      <LabelMenu rows={rows} bulk={bulk} />
      <StatusChoice bulk={bulk} />
      <PriorityChoice bulk={bulk} />
      <Button look="ghost" size="s" icon="moon" disabled={bulk.isBusy} onClick={() => ask("snooze")}>
        {texts.ticket.snooze}
      </Button>
      <span className="bulk-line" />
      <Button
        look="primary"
        size="s"
        icon="check"
        isBusy={bulk.isBusy}
        onClick={() => bulk.setStatus("resolved")}
      >
        {texts.bulk.resolve(count)}
      </Button>
      <IconButton icon="close" size="s" label={texts.bulk.clear} onClick={() => onSelect(NOTHING)} />
      {asked === "assign" ? (
        <AssignDialog
          title={texts.bulk.assignTitle(count)}
          agent={undefined}
          onChoose={async (agent) => bulk.assign(agent)}
          onClose={() => ask(undefined)}
        />
      ) : null}
      {asked === "snooze" ? (
        <SnoozeDialog onSnooze={(until) => bulk.snooze(until)} onClose={() => ask(undefined)} />
      ) : null}
    </div>
  );
}

function bulkCommands(
  bulk: Bulk,
  count: string,
  texts: ReturnType<typeof useTexts>,
  ask: (what: "assign" | "snooze") => void,
) {
  return {
    title: texts.bulk.commands(count),
    commands: [
      ...STATUSES.map((status) => ({
        id: `bulk-status-${status}`,
        icon: "check" as const,
        label: texts.joined.pair(texts.inbox.status, texts.statuses[status]),
        run: () => bulk.setStatus(status),
      })),
      ...PRIORITIES.map((priority) => ({
        id: `bulk-priority-${priority}`,
        icon: "flag" as const,
        label: texts.joined.pair(texts.inbox.priority, texts.priorities[priority]),
        run: () => bulk.setPriority(priority),
      })),
      { id: "bulk-assign", icon: "user" as const, label: texts.bulk.assign, run: () => ask("assign") },
      { id: "bulk-snooze", icon: "moon" as const, label: texts.ticket.snooze, run: () => ask("snooze") },
    ],
  };
}

/** A button of the bar that opens a menu above it. */
function BulkMenu({
  icon,
  label,
  isBusy,
  children,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly isBusy: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Menu
      side="top"
      trigger={
        <Button look="ghost" size="s" icon={icon} disabled={isBusy}>
          {label}
        </Button>
      }
    >
      {children}
    </Menu>
  );
}

function StatusChoice({ bulk }: { readonly bulk: Bulk }) {
  const texts = useTexts();
  return (
    <BulkMenu icon="done" label={texts.inbox.status} isBusy={bulk.isBusy}>
      <MenuChoice
        value={undefined}
        onChange={bulk.setStatus}
        options={STATUSES.map((value) => ({
          value,
          label: texts.statuses[value],
          sign: <StatusSign status={value} />,
        }))}
      />
    </BulkMenu>
  );
}

function PriorityChoice({ bulk }: { readonly bulk: Bulk }) {
  const texts = useTexts();
  return (
    <BulkMenu icon="flag" label={texts.inbox.priority} isBusy={bulk.isBusy}>
      <MenuChoice
        value={undefined}
        onChange={bulk.setPriority}
        options={PRIORITIES.map((value) => ({
          value,
          label: texts.priorities[value],
          sign: <PriorityIcon priority={value} />,
        }))}
      />
    </BulkMenu>
  );
}

function LabelMenu({ rows, bulk }: { readonly rows: readonly CaseRow[]; readonly bulk: Bulk }) {
  const texts = useTexts();
  const { data } = useLabels();
  return (
    <BulkMenu icon="tag" label={texts.bulk.label} isBusy={bulk.isBusy}>
      <MenuLabel>{texts.ticket.labels}</MenuLabel>
      {data?.length ? null : (
        <MenuItem isDisabled onSelect={() => {}}>
          {texts.ticket.noLabels}
        </MenuItem>
      )}
      {data?.map((label) => (
        <MenuTick
          key={label.id}
          isOn={rows.every(({ labels }) => labels.includes(label.id))}
          onChange={(isOn) => void bulk.setLabel(label, isOn)}
          sign={<LabelDot of={label.color} />}
        >
          <bdi>{label.name}</bdi>
        </MenuTick>
      ))}
    </BulkMenu>
  );
}
