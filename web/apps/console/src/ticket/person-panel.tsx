// The people of a case, one after the other: who they are, whether they are there, what else there is with them.

import type { Person, Ticket } from "@liaison-chat/client";
import { usePresence } from "@liaison-chat/react";
import { Avatar, IconButton } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { say } from "../parts/toasts.tsx";
import { useTexts } from "../texts/texts.ts";
import { OtherCasesOf } from "./other-cases.tsx";
import { Part } from "./part.tsx";

/** The panel. */
export function PersonPanel({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const texts = useTexts();
  const { brand, creator } = ticket.order;
  return (
    <section
      tabIndex={0}
      aria-label={texts.cases.person}
      className="min-w-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      {brand ? <Card person={brand} side="brand" ticket={ticket.id} /> : null}
      {creator ? <Card person={creator} side="creator" ticket={ticket.id} /> : null}
    </section>
  );
}

function Card({
  person,
  side,
  ticket,
}: {
  readonly person: Person;
  readonly side: "brand" | "creator";
  readonly ticket: number;
}) {
  const texts = useTexts();
  const isOnline = usePresence(person.public_id)?.isOnline ?? false;
  return (
    <Part title={texts.roles[side]}>
      <div className="flex items-center gap-3 pb-2">
        <Avatar name={person.name} side={side} size="l" presence={isOnline ? "online" : "offline"} />
        <div className="min-w-0">
          <p className="truncate text-lg font-semibold">
            <bdi>{person.name}</bdi>
          </p>
          <p className="text-sm text-muted">{isOnline ? texts.details.online : texts.details.offline}</p>
        </div>
      </div>
      {person.external_id ? <Reference id={person.external_id} /> : null}
      <p className="panel-title pt-2 pb-1">{texts.cases.otherCases}</p>
      <OtherCasesOf person={person} but={ticket} />
    </Part>
  );
}

function Reference({ id }: { readonly id: string }) {
  const texts = useTexts();
  return (
    <div className="flex min-h-7 items-center gap-2">
      <span className="w-24 flex-none text-muted">{texts.details.reference}</span>
      <bdi className="min-w-0 flex-1 truncate font-mono text-sm">{id}</bdi>
      <IconButton
        icon="copy"
        size="s"
        label={texts.cases.copyReference}
        onClick={() =>
          void navigator.clipboard.writeText(id).then(
            () => say(texts.cases.copied),
            // A browser may refuse; the text can be marked and copied.
            () => {},
          )
        }
      />
    </div>
  );
}
