// A log: it stays at its end while one is there, and where it is while one reads further up.

import type { Message } from "@liaison-chat/client";
import { Button, Divider, dayName, Empty, Icon, Spinner, useNow } from "@liaison-chat/ui";
import { memo, type ReactNode, useCallback, useMemo } from "react";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";
import type { LiveConversation } from "./conversation-log.tsx";
import { type Line, linesOf } from "./log-lines.ts";
import { partsOf } from "./log-parts.ts";
import { MessageRow, PendingRow } from "./message-row.tsx";
import type { Pane } from "./pane.ts";
import { useReveal, useSought } from "./sought.ts";
import { sideOf, type Tone } from "./tone.ts";
import { useEnd, useReading, useReadTo } from "./use-log-place.ts";
import { useSettling } from "./use-settling.ts";

/** The messages of a conversation. Keys that are pressed in the field below do not draw them anew. */
export const MessageList = memo(function MessageList({
  conversation,
  label,
  tone,
  pane,
  party,
  emptyTitle,
  emptyLead,
  otherName,
  isRelayed,
  canChange = true,
  onRelay,
}: {
  readonly conversation: LiveConversation;
  readonly label: string;
  readonly tone: Tone;
  readonly pane: Pane;
  /** Whose reading is shown. */
  readonly party?: string | undefined;
  readonly emptyTitle: string;
  readonly emptyLead: string;
  /** The other side, to whom messages of this one can be relayed. */
  readonly otherName?: string;
  /** Whether one was. */
  readonly isRelayed?: (message: Message) => boolean;
  /** Whether the conversation takes messages and changes. */
  readonly canChange?: boolean;
  readonly onRelay?: (message: Message, isEdited: boolean) => void;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  const { me } = useConsole();
  const { messages, pending, status, store, lastReadSeq, readBy } = conversation;
  const readTo = useReadTo(status, lastReadSeq);
  const lines = useMemo(
    () => linesOf(messages, pending, me.public_id, readTo),
    [messages, pending, me.public_id, readTo],
  );
  const { box, isAtEnd, toEnd, onScroll } = useEnd(lines.length, messages[0]?.id, status === "ready");
  const parts = useMemo(() => partsOf(lines), [lines]);
  useSettling(box, parts);
  useReading(conversation, isAtEnd);
  const sought = useSought();
  const isNotes = tone === "note";
  const revealed = useReveal(box, sought?.pane === pane ? sought.seq : undefined, {
    messages,
    hasOlder: conversation.hasOlder,
    isLoadingOlder: conversation.isLoadingOlder,
    isReady: status === "ready",
    loadOlder: useCallback(() => store.loadOlder(), [store]),
  });

  const ownSeen = useMemo(() => {
    const read = party ? (readBy[party] ?? 0) : 0;
    return messages.findLast(({ sender, seq }) => sender.kind === "agent" && seq <= read)?.id;
  }, [messages, party, readBy]);

  const drawn = (line: Line): ReactNode => {
    switch (line.kind) {
      case "day":
        return (
          <li key={line.key}>
            <Divider>{dayName(line.at, now, locale)}</Divider>
          </li>
        );
      case "new":
        return (
          <li key={line.key}>
            <Divider tone="accent">{texts.messages.unreadBelow}</Divider>
          </li>
        );
      case "message":
        return (
          <li
            key={line.key}
            data-seq={line.message.seq}
            data-sought={line.message.seq === revealed || undefined}
            className="rounded-lg transition-colors duration-500 data-sought:bg-accent-soft"
          >
            <MessageRow
              message={line.message}
              participants={conversation.participants}
              follows={line.follows}
              side={sideOf(tone)}
              isNote={isNotes}
              isMine={line.message.sender.public_id === me.public_id}
              isSeen={line.message.id === ownSeen}
              isRelayed={isRelayed?.(line.message) ?? false}
              otherName={otherName}
              canChange={canChange}
              canDeleteAny={isAtLeast(me, "supervisor")}
              store={store}
              onRelay={onRelay}
            />
          </li>
        );
      default:
        return (
          <li key={line.key}>
            <PendingRow pending={line.pending} follows={line.follows} isNote={isNotes} store={store} />
          </li>
        );
    }
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        role="log"
        aria-label={label}
        aria-busy={status === "loading"}
        tabIndex={0}
        className="h-full overflow-y-auto px-4 pb-2 -outline-offset-2 max-md:px-3"
        style={{ overflowAnchor: "none" }}
        onScroll={onScroll}
      >
        {status === "loading" ? (
          <p className="flex h-full items-center justify-center gap-2 text-muted">
            <Spinner /> {texts.messages.loading}
          </p>
        ) : lines.length === 0 ? (
          <div className="flex h-full items-center justify-center">
            <Empty icon={isNotes ? "note" : "inbox"} title={emptyTitle}>
              {emptyLead}
            </Empty>
          </div>
        ) : (
          <>
            <Beginning conversation={conversation} />
            <div>
              {parts.map((part) => (
                <ul key={part.key} className="log-part">
                  {part.lines.map(drawn)}
                </ul>
              ))}
            </div>
          </>
        )}
      </div>
      {isAtEnd || lines.length === 0 ? null : (
        <ToNewest hasNews={(messages.at(-1)?.seq ?? 0) > lastReadSeq} onPress={toEnd} />
      )}
    </div>
  );
});

function Beginning({
  conversation: { hasOlder, isLoadingOlder, store },
}: {
  readonly conversation: LiveConversation;
}) {
  const texts = useTexts();
  if (!hasOlder) return <p className="pt-4 text-center text-xs text-faint">{texts.messages.beginning}</p>;
  return (
    <p className="flex justify-center pt-3">
      <Button size="s" isBusy={isLoadingOlder} onClick={() => void store.loadOlder()}>
        {texts.messages.older}
      </Button>
    </p>
  );
}

function ToNewest({ hasNews, onPress }: { readonly hasNews: boolean; readonly onPress: () => void }) {
  const texts = useTexts();
  return (
    <Button
      size="s"
      className="!absolute end-4 bottom-2 !rounded-full shadow-m"
      onClick={() => onPress()}
      aria-label={texts.messages.toNewest}
    >
      <Icon name="chevron" size={14} />
      {hasNews ? texts.messages.unreadBelow : null}
    </Button>
  );
}
