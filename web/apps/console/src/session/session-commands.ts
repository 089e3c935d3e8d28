// Every action of an open live chat, for the palette.

import type { Session } from "@liaison-chat/client";
import { stepCommands } from "../inbox/step-commands.ts";
import type { Command, CommandGroup } from "../shell/commands.ts";
import type { Texts } from "../texts/english.ts";
import { sessionReference } from "./session-reference.ts";
import type { SessionActions } from "./use-session-actions.ts";

/** What the commands act on, and with. */
interface Open {
  readonly id: number;
  readonly session: Session;
  readonly actions: SessionActions;
  readonly texts: Texts;
  readonly isOwn: boolean;
  readonly mayAct: boolean;
  readonly ask: (what: "transfer" | "end") => void;
  readonly write: () => void;
  readonly toggle: () => void;
  readonly go: (step: 1 | -1) => boolean;
}

/** The commands, the likeliest first. */
export function sessionCommands(open: Open): CommandGroup {
  const { id, session, texts, toggle, go } = open;
  return {
    title: texts.commands.thisCase,
    about: `${sessionReference(id)} ${session.user.name}`,
    commands: [...(session.status === "ended" ? [] : openCommands(open)), ...stepCommands(texts, go, toggle)],
  };
}

function openCommands({ session, actions, texts, isOwn, mayAct, ask, write }: Open): Command[] {
  const take: Command = {
    id: "take",
    icon: "user",
    label: session.agent ? texts.cases.takeOver : texts.cases.accept,
    run: actions.take,
  };
  return [
    ...(isOwn
      ? ([
          {
            id: "write",
            icon: "send",
            label: texts.commands.writeTo(session.user.name),
            shortcut: "reply",
            run: write,
          },
        ] satisfies Command[])
      : [take]),
    ...(mayAct
      ? ([
          { id: "end", icon: "check", label: `${texts.session.end}…`, run: () => ask("end") },
          ...(session.agent
            ? ([
                {
                  id: "transfer",
                  icon: "user",
                  label: `${texts.session.transfer}…`,
                  run: () => ask("transfer"),
                },
                { id: "release", icon: "queue", label: texts.session.release, run: actions.release },
              ] satisfies Command[])
            : []),
        ] satisfies Command[])
      : []),
  ];
}
