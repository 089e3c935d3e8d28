// What staff say among themselves. It has a log of its own, so nothing written here can reach a party.

import type { Ticket } from "@liaison-chat/client";
import { useConversation } from "@liaison-chat/react";
import { useDropping } from "@liaison-chat/react/writing";
import { Banner, Icon } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { Composer } from "../conversation/composer.tsx";
import { Refused } from "../conversation/conversation-log.tsx";
import { DropSign } from "../conversation/drop-sign.tsx";
import { MessageList } from "../conversation/message-list.tsx";
import type { Pane } from "../conversation/pane.ts";
import { type Uploads, useUploads } from "../conversation/use-uploads.ts";
import { useTexts } from "../texts/texts.ts";

/** The notes of a ticket. */
export function NotesPane({
  ticket,
  onActive,
  onWriting,
}: {
  readonly ticket: Ticket;
  readonly onActive: () => void;
  readonly onWriting: (pane: Pane | undefined) => void;
}): ReactNode {
  const texts = useTexts();
  const files = useUploads();
  const drop = useDropping(Boolean(ticket.notes_channel), files.drop);
  return (
    <section
      aria-label={texts.ticket.notesTitle}
      className="relative flex min-w-0 flex-1 flex-col bg-note-soft/40"
      onFocus={onActive}
      {...drop.handlers}
    >
      {drop.isDragging ? <DropSign tone="note">{texts.composer.dropNote(files.limit)}</DropSign> : null}
      <p className="flex flex-none items-center gap-1.5 border-b border-note-line bg-note-soft px-4 py-1.5 text-sm font-medium text-note">
        <Icon name="lock" size={14} />
        {texts.ticket.notesLead}
      </p>
      {ticket.notes_channel ? (
        <Log channel={ticket.notes_channel} ticket={ticket} files={files} onWriting={onWriting} />
      ) : (
        <Banner tone="warn">{texts.ticket.notesMissing}</Banner>
      )}
    </section>
  );
}

function Log({
  channel,
  ticket,
  files,
  onWriting,
}: {
  readonly channel: string;
  readonly ticket: Ticket;
  readonly files: Uploads;
  readonly onWriting: (pane: Pane | undefined) => void;
}) {
  const texts = useTexts();
  const conversation = useConversation(channel);
  if (conversation.status === "refused") return <Refused conversation={conversation} />;
  return (
    <>
      <MessageList
        conversation={conversation}
        label={texts.messages.notesLog}
        tone="note"
        pane="notes"
        emptyTitle={texts.messages.notesNone}
        emptyLead={texts.messages.notesNoneLead}
      />
      <div className="flex-none px-3 pb-3">
        <Composer
          of={{ kind: "ticket", id: ticket.id }}
          pane="notes"
          tone="note"
          name={texts.ticket.panes.notes}
          conversation={conversation}
          files={files}
          onWriting={onWriting}
        />
      </div>
    </>
  );
}
