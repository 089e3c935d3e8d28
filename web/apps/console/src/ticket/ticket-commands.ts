// Every action of an open ticket, for the palette.

import type { Ticket } from "@liaison-chat/client";
import { PRIORITIES, STATUSES } from "../inbox/inbox-search.ts";
import { stepCommands } from "../inbox/step-commands.ts";
import type { Command, CommandGroup } from "../shell/commands.ts";
import type { Texts } from "../texts/english.ts";
import type { Part } from "./layout.ts";
import { snoozeTimes } from "./snooze-times.ts";
import type { Question } from "./ticket-menus.tsx";
import type { TicketActions } from "./use-ticket-actions.ts";

/** What the commands act on, and with. */
interface Open {
  readonly ticket: Ticket;
  readonly actions: TicketActions;
  readonly texts: Texts;
  readonly isOwn: boolean;
  readonly mayAct: boolean;
  readonly show: (part: Part, isFocused?: boolean) => void;
  readonly ask: (what: Question) => void;
  readonly go: (step: 1 | -1) => boolean;
  readonly toggle: () => void;
}

/** The commands, the likeliest first. */
export function ticketCommands(open: Open): CommandGroup {
  const { ticket, texts } = open;
  return {
    title: texts.commands.thisCase,
    about: `${texts.ticket.number(ticket.id)} ${ticket.order.title}`,
    commands: [
      ...(open.isOwn ? [] : [takeCommand(open)]),
      ...(open.mayAct ? mainCommands(open) : []),
      ...writingCommands(open),
      ...(open.mayAct ? [...statusCommands(open), ...snoozeCommands(open)] : []),
      ...viewCommands(open),
    ],
  };
}

const takeCommand = ({ actions, texts }: Open): Command => ({
  id: "take",
  icon: "user",
  label: texts.cases.takeOver,
  run: actions.take,
});

function mainCommands({ ticket, actions, texts, ask, go }: Open): Command[] {
  const isDone = actions.status === "resolved" || actions.status === "closed";
  return [
    isDone
      ? { id: "reopen", icon: "retry", label: texts.ticket.reopen, run: () => actions.setStatus("open") }
      : {
          id: "resolve",
          icon: "check",
          label: texts.ticket.resolve,
          shortcut: "resolve",
          run: () => actions.setStatus("resolved"),
        },
    ...(isDone
      ? []
      : [
          {
            id: "resolve-next",
            icon: "checks",
            label: texts.help.names.resolveNext,
            shortcut: "resolveNext",
            run: () => {
              void actions.setStatus("resolved");
              go(1);
            },
          } satisfies Command,
        ]),
    {
      id: "reassign",
      icon: "user",
      label: `${texts.ticket.reassign}…`,
      now: ticket.agent.name,
      run: () => ask("reassign"),
    },
  ];
}

function writingCommands({ ticket, texts, isOwn, show }: Open): Command[] {
  const to = (name: string | undefined, part: "brand_agent" | "creator_agent"): Command[] =>
    name && isOwn
      ? [
          {
            id: `write-${part}`,
            icon: "send",
            label: texts.commands.writeTo(name),
            run: () => show(part, true),
          },
        ]
      : [];
  return [
    ...to(ticket.order.brand?.name, "brand_agent"),
    ...to(ticket.order.creator?.name, "creator_agent"),
    {
      id: "note",
      icon: "note",
      label: texts.help.names.note,
      shortcut: "note",
      run: () => show("notes", true),
    },
  ];
}

function statusCommands({ actions, texts, ask }: Open): Command[] {
  return [
    ...STATUSES.filter((status) => status !== actions.status).map(
      (status): Command => ({
        id: `status-${status}`,
        icon: "done",
        label: texts.joined.pair(texts.inbox.status, texts.statuses[status]),
        run: () => (status === "closed" ? ask("close") : actions.setStatus(status)),
      }),
    ),
    ...PRIORITIES.filter((priority) => priority !== actions.priority).map(
      (priority): Command => ({
        id: `priority-${priority}`,
        icon: "flag",
        label: texts.joined.pair(texts.inbox.priority, texts.priorities[priority]),
        run: () => actions.setPriority(priority),
      }),
    ),
  ];
}

function snoozeCommands({ ticket, actions, texts, ask }: Open): Command[] {
  if (ticket.snoozed) {
    return [{ id: "unsnooze", icon: "moon", label: texts.ticket.unsnooze, run: actions.unsnooze }];
  }
  if (actions.status === "resolved" || actions.status === "closed") return [];
  return [
    {
      id: "snooze",
      icon: "moon",
      label: `${texts.ticket.snooze}…`,
      shortcut: "snooze",
      run: () => ask("snooze"),
    },
    ...snoozeTimes(new Date()).map(
      ({ name, until }): Command => ({
        id: `snooze-${name}`,
        icon: "moon",
        label: texts.joined.pair(texts.ticket.snooze, texts.ticket.snoozeFor[name]),
        run: () => actions.snooze(until),
      }),
    ),
  ];
}

function viewCommands({ texts, show, go, toggle }: Open): Command[] {
  return [
    ...stepCommands(texts, go, toggle),
    { id: "person", icon: "people", label: texts.cases.person, run: () => show("person") },
    {
      id: "copy-link",
      icon: "copy",
      label: texts.commands.copyLink,
      run: () => navigator.clipboard.writeText(location.href.split("#")[0] ?? location.href).catch(() => {}),
    },
  ];
}
