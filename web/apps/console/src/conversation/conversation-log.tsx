// What was said in a conversation, who is about to say something, and the field below it.

import type { ConversationSnapshot, ConversationStore, Viewer } from "@liaison-chat/client";
import { Banner, Icon, TypingLine } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { listed } from "../texts/names.ts";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";
import { Composer } from "./composer.tsx";
import type { PaneConversation } from "./conversation-pane.tsx";
import { MessageList } from "./message-list.tsx";
import type { Pane } from "./pane.ts";
import type { RelayingState } from "./relaying.tsx";
import type { Tone } from "./tone.ts";
import type { Uploads } from "./use-uploads.ts";

/** A conversation as it is now, and its store. */
export type LiveConversation = ConversationSnapshot & { readonly store: ConversationStore };

/** The log with its field. */
export function ConversationLog({
  about,
  conversation,
  tone,
  relaying,
  isClosed,
  isReadOnly = false,
  files,
  onWriting,
  viewers,
}: {
  readonly about: PaneConversation;
  readonly conversation: LiveConversation;
  readonly tone: Tone;
  readonly relaying?: RelayingState;
  readonly isClosed: boolean;
  readonly isReadOnly?: boolean | undefined;
  readonly files: Uploads;
  readonly onWriting: (pane: Pane | undefined) => void;
  readonly viewers: readonly Viewer[];
}): ReactNode {
  const texts = useTexts();
  const { of, pane, name, party } = about;
  const isFrozen = isClosed || conversation.state !== "open";
  if (conversation.status === "refused") return <Refused conversation={conversation} />;
  return (
    <>
      <MessageList
        conversation={conversation}
        label={texts.messages.log(name)}
        tone={tone}
        pane={pane}
        party={party}
        emptyTitle={texts.messages.none}
        emptyLead={texts.messages.noneLead(name)}
        canChange={!isFrozen}
        {...relaying}
      />
      <div className="flex-none px-4 pb-3 max-md:px-2 max-md:pb-2">
        <Others about={about} conversation={conversation} viewers={viewers} />
        {isFrozen ? (
          <div className="overflow-hidden rounded-lg">
            <Banner icon="lock">{of.kind === "session" ? texts.session.over : texts.ticket.closed}</Banner>
          </div>
        ) : isReadOnly ? null : (
          <Composer
            of={of}
            pane={pane}
            tone={tone}
            name={name}
            conversation={conversation}
            files={files}
            onWriting={onWriting}
          />
        )}
      </div>
    </>
  );
}

/** In the place of a log that the person may not see. */
export function Refused({ conversation: { error } }: { readonly conversation: LiveConversation }): ReactNode {
  const texts = useTexts();
  return (
    <Banner tone="bad">
      {texts.messages.unavailable} {error ? reasonOf(error, texts) : ""}
    </Banner>
  );
}

/** Who else writes now: people of the conversation, and colleagues. */
function Others({
  about: { pane, name, party },
  conversation: { typing, participants },
  viewers,
}: {
  readonly about: PaneConversation;
  readonly conversation: LiveConversation;
  readonly viewers: readonly Viewer[];
}) {
  const texts = useTexts();
  const locale = useLocale();
  const typists = typing
    .map(
      (who) =>
        participants.find(({ public_id }) => public_id === who)?.name ?? (who === party ? name : undefined),
    )
    .filter((found) => found !== undefined);
  const colleagues = viewers.filter(
    ({ state, channel_type }) => state === "replying" && channel_type === pane,
  );
  return (
    <div className="flex min-h-5 flex-wrap gap-x-3 pb-1" aria-live="polite">
      {typists.length > 0 ? (
        <TypingLine>{texts.messages.typing(listed(typists, locale), typists.length)}</TypingLine>
      ) : null}
      {colleagues.map(({ public_id, name: colleague }) => (
        <span key={public_id} className="flex items-center gap-1.5 text-sm font-medium text-warn">
          <Icon name="edit" size={12} />
          {texts.ticket.replying(colleague, name)}
        </span>
      ))}
    </div>
  );
}
