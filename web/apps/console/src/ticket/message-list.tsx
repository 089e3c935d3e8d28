// A log: it stays at its end while one is there, and where it is while one reads further up.

import type { ConversationSnapshot, ConversationStore, Message } from "@liaison-chat/client";
import { Button, Divider, dayName, Empty, Icon, Spinner, useNow } from "@liaison-chat/ui";
import {
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { isAtLeast, useConsole } from "../session/console-context.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";
import { beginReading } from "./being-read.ts";
import { type Line, linesOf } from "./log-lines.ts";
import { partsOf } from "./log-parts.ts";
import { MessageRow, PendingRow } from "./message-row.tsx";
import type { Pane } from "./pane.ts";
import { useReveal, useSought } from "./sought.ts";
import { sideOf, type Tone } from "./tone.ts";
import { useSettling } from "./use-settling.ts";

/** So near to the end counts as being there. */
const NEAR_PX = 48;

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
  readonly conversation: ConversationSnapshot & { readonly store: ConversationStore };
  readonly label: string;
  readonly tone: Tone;
  readonly pane: Pane;
  /** Whose reading is shown. */
  readonly party?: string | undefined;
  readonly emptyTitle: string;
  readonly emptyLead: string;
  /** The other side, to whom messages of this one can be passed on. */
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
        <Button
          size="s"
          className="!absolute end-4 bottom-2 !rounded-full shadow-m"
          onClick={() => toEnd()}
          aria-label={texts.messages.toNewest}
        >
          <Icon name="chevron" size={14} />
          {messages.at(-1) && (messages.at(-1)?.seq ?? 0) > lastReadSeq ? texts.messages.unreadBelow : null}
        </Button>
      )}
    </div>
  );
});

function Beginning({
  conversation: { hasOlder, isLoadingOlder, store },
}: {
  readonly conversation: ConversationSnapshot & { readonly store: ConversationStore };
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

/** Where the person had read when the log was opened: the mark does not move while one reads. */
function useReadTo(status: string, lastReadSeq: number): number | undefined {
  const [readTo, setReadTo] = useState<number>();
  if (status === "ready" && readTo === undefined) setReadTo(lastReadSeq);
  return readTo;
}

/** Keeps the end in sight, or the place where one reads. */
function useEnd(count: number, first: string | undefined, isReady: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const place = useRef({ isAtEnd: true, height: 0, first });
  const [isAtEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR_PX;
    place.current.isAtEnd = isNear;
    setAtEnd(isNear);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there are more or other lines.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const was = place.current;
    if (was.isAtEnd) toEnd();
    else if (was.first !== first) element.scrollTop += element.scrollHeight - was.height;
    was.height = element.scrollHeight;
    was.first = first;
  }, [count, first, isReady, toEnd]);

  const hasLines = isReady && count > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another element is there then.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // The field below grows, a foot is put under a message: the end stays in sight.
    const observer = new ResizeObserver(() => {
      if (place.current.isAtEnd) toEnd();
      place.current.height = element.scrollHeight;
    });
    observer.observe(element);
    if (element.lastElementChild) observer.observe(element.lastElementChild);
    return () => observer.disconnect();
    // The list is there only when there is something in it.
  }, [toEnd, hasLines]);

  return { box, isAtEnd, toEnd, onScroll };
}

/** What is at the end of the screen of somebody who is here has been read. */
function useReading(
  { store, id, messages, isLive }: ConversationSnapshot & { readonly store: ConversationStore },
  isAtEnd: boolean,
): void {
  useEffect(() => (id ? beginReading(id) : undefined), [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new message, and each return to the page.
  useEffect(() => {
    const read = () => {
      if (isAtEnd && !document.hidden && document.hasFocus()) store.markRead();
    };
    read();
    addEventListener("focus", read);
    document.addEventListener("visibilitychange", read);
    return () => {
      removeEventListener("focus", read);
      document.removeEventListener("visibilitychange", read);
    };
  }, [store, messages, isLive, isAtEnd]);
}
