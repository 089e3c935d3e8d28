// One conversation of a case: with whom, what was said, and where one writes. A page shows as many as its case has.

import type { Viewer } from "@liaison-chat/client";
import { useConversation, usePresence } from "@liaison-chat/react";
import { useDropping } from "@liaison-chat/react/writing";
import { Avatar } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import type { CaseRef } from "../inbox/case-key.ts";
import { useTexts } from "../texts/texts.ts";
import { ConversationLog } from "./conversation-log.tsx";
import { DropSign } from "./drop-sign.tsx";
import type { Pane } from "./pane.ts";
import { Relaying, type RelayTo } from "./relaying.tsx";
import { sideOf, TONES, type Tone } from "./tone.ts";
import { type Uploads, useUploads } from "./use-uploads.ts";

/** A conversation with one person, as a pane needs it. */
export interface PaneConversation {
  /** The case that it belongs to. */
  readonly of: CaseRef;
  /** Its name for the client. */
  readonly channel: string;
  /** Under which its draft is kept, and its places are found. */
  readonly pane: Pane;
  /** What the person is called, and as what they take part. */
  readonly name: string;
  readonly role: string;
  /** The chat identity of the person. */
  readonly party: string | undefined;
}

interface PaneProps {
  readonly conversation: PaneConversation;
  readonly tone: Tone;
  /** Where its messages can be relayed to. */
  readonly relayTo?: RelayTo | undefined;
  /** Whether its case takes no more messages. */
  readonly isClosed: boolean;
  /** Whether someone else writes here: then there is no field. */
  readonly isReadOnly?: boolean;
  readonly onWriting: (pane: Pane | undefined) => void;
  readonly viewers: readonly Viewer[];
}

/** The pane. */
export function ConversationPane({
  isActive,
  onActive,
  hasHead = true,
  ...props
}: PaneProps & {
  readonly isActive: boolean;
  readonly onActive: () => void;
  /** Whether it says with whom; tabs have said it already. */
  readonly hasHead?: boolean;
}): ReactNode {
  const texts = useTexts();
  const { conversation, tone, isClosed, isReadOnly = false } = props;
  const files = useUploads();
  const drop = useDropping(!isClosed && !isReadOnly, files.drop);
  return (
    <section
      aria-label={texts.ticket.channelWith(conversation.name)}
      data-side={sideOf(tone)}
      data-active={isActive || undefined}
      className="group/pane relative flex min-h-0 min-w-0 flex-1 basis-0 flex-col border-s border-line first:border-s-0"
      onFocus={onActive}
      {...drop.handlers}
    >
      {drop.isDragging ? (
        <DropSign tone={tone}>{texts.composer.drop(conversation.name, files.limit)}</DropSign>
      ) : null}
      {hasHead ? <Head conversation={conversation} tone={tone} /> : null}
      <Body {...props} files={files} />
    </section>
  );
}

function Head({
  conversation: { name, role, party },
  tone,
}: {
  readonly conversation: PaneConversation;
  readonly tone: Tone;
}) {
  const texts = useTexts();
  const isOnline = usePresence(party ?? "")?.isOnline ?? false;
  const side = sideOf(tone) ?? "system";
  return (
    <div
      className={`relative flex h-12 flex-none items-center gap-2.5 border-b border-line px-4 ${TONES[tone].head}`}
    >
      <span
        className={`absolute inset-x-0 -bottom-px h-0.5 opacity-0 group-data-active/pane:opacity-100 ${TONES[tone].line}`}
      />
      <Avatar name={name} side={side} presence={isOnline ? "online" : "offline"} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">
          <bdi>{name}</bdi>
        </span>
        <span className="block truncate text-xs text-muted">
          <span className={`font-semibold ${TONES[tone].text}`}>{role}</span>
          {" · "}
          {isOnline ? texts.details.online : texts.details.offline}
        </span>
      </span>
    </div>
  );
}

function Body({ conversation: about, relayTo, ...props }: PaneProps & { readonly files: Uploads }) {
  const conversation = useConversation(about.channel);
  const shared = { ...props, about, conversation };
  if (!relayTo || conversation.status === "refused") return <ConversationLog {...shared} />;
  return (
    <Relaying to={relayTo} from={conversation.id}>
      {(relaying) => <ConversationLog {...shared} relaying={relaying} />}
    </Relaying>
  );
}
