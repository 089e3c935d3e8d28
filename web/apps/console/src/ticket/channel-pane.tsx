// The conversation with one of the parties.

import type { ChannelType, Message, Ticket, TicketViewer } from "@liaison-chat/client";
import { useConversation, usePresence } from "@liaison-chat/react";
import { useDropping } from "@liaison-chat/react/writing";
import { Avatar, Banner, Icon, TypingLine } from "@liaison-chat/ui";
import { type ReactNode, useCallback, useState } from "react";
import { listed } from "../texts/names.ts";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";
import { Composer } from "./composer.tsx";
import { DropSign } from "./drop-sign.tsx";
import { MessageList } from "./message-list.tsx";
import type { Pane } from "./pane.ts";
import { RelayDialog } from "./relay-dialog.tsx";
import { type FileWithMetadata, type Relay, useIsRelayed, useRelay } from "./use-relay.ts";
import { type Uploads, useUploads } from "./use-uploads.ts";

/** One side of a ticket. */
export function ChannelPane({
  ticket,
  type,
  isActive,
  onActive,
  onWriting,
  viewers,
}: {
  readonly ticket: Ticket;
  readonly type: ChannelType;
  readonly isActive: boolean;
  readonly onActive: () => void;
  readonly onWriting: (pane: Pane | undefined) => void;
  readonly viewers: readonly TicketViewer[];
}): ReactNode {
  const texts = useTexts();
  const isBrand = type === "brand_agent";
  const side = isBrand ? "brand" : "creator";
  const party = isBrand ? ticket.order.brand : ticket.order.creator;
  const other = isBrand ? ticket.order.creator : ticket.order.brand;
  const [channel, otherChannel] = isBrand
    ? [ticket.brand_agent_channel, ticket.creator_agent_channel]
    : [ticket.creator_agent_channel, ticket.brand_agent_channel];
  const name = party?.name ?? texts.ticket.panes[type];
  const otherName = other?.name ?? texts.ticket.panes[isBrand ? "creator_agent" : "brand_agent"];
  const files = useUploads();
  const canWrite = !isClosed(ticket);
  const drop = useDropping(canWrite, files.drop);
  if (!channel || !otherChannel) return null;
  return (
    <section
      aria-label={texts.ticket.channelWith(name)}
      data-side={side}
      data-active={isActive || undefined}
      className="group/pane relative flex min-w-0 flex-1 basis-0 flex-col border-s border-line first:border-s-0"
      onFocus={onActive}
      {...drop.handlers}
    >
      {drop.isDragging ? <DropSign pane={type}>{texts.composer.drop(name, files.limit)}</DropSign> : null}
      <Head name={name} side={side} who={party?.public_id} type={type} />
      <Body
        ticket={ticket}
        channel={channel}
        otherChannel={otherChannel}
        type={type}
        side={side}
        name={name}
        otherName={otherName}
        party={party?.public_id}
        files={files}
        onWriting={onWriting}
        viewers={viewers}
      />
    </section>
  );
}

const isClosed = (ticket: Ticket): boolean => ticket.status === "closed";

function Head({
  name,
  side,
  who,
  type,
}: {
  readonly name: string;
  readonly side: "brand" | "creator";
  readonly who: string | undefined;
  readonly type: ChannelType;
}) {
  const texts = useTexts();
  const isOnline = usePresence(who ?? "")?.isOnline ?? false;
  return (
    <div className="relative flex h-12 flex-none items-center gap-2.5 border-b border-line px-4">
      <span
        className={`absolute inset-x-0 -bottom-px h-0.5 opacity-0 group-data-active/pane:opacity-100 ${side === "brand" ? "bg-brand" : "bg-creator"}`}
      />
      <Avatar name={name} side={side} presence={isOnline ? "online" : "offline"} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">
          <bdi>{name}</bdi>
        </span>
        <span className="block truncate text-xs text-muted">
          <span className={side === "brand" ? "font-semibold text-brand" : "font-semibold text-creator"}>
            {texts.ticket.panes[type]}
          </span>
          {" · "}
          {isOnline ? texts.details.online : texts.details.offline}
        </span>
      </span>
    </div>
  );
}

function Body({
  ticket,
  channel,
  otherChannel,
  type,
  side,
  name,
  otherName,
  party,
  files,
  onWriting,
  viewers,
}: {
  readonly ticket: Ticket;
  readonly channel: string;
  readonly otherChannel: string;
  readonly type: ChannelType;
  readonly side: "brand" | "creator";
  readonly name: string;
  readonly otherName: string;
  readonly party: string | undefined;
  readonly files: Uploads;
  readonly onWriting: (pane: Pane | undefined) => void;
  readonly viewers: readonly TicketViewer[];
}) {
  const texts = useTexts();
  const locale = useLocale();
  const conversation = useConversation(channel);
  const relay = useRelay(ticket, otherName);
  const isRelayed = useIsRelayed(otherChannel, conversation.id);
  const [edited, setEdited] = useState<{ message: Message; remaining: readonly FileWithMetadata[] }>();
  const isFrozen = isClosed(ticket) || conversation.state !== "open";
  // Files that may still tell of their maker are shown before they go.
  const relayOrAsk = useCallback(
    async (wanted: Relay) => {
      const outcome = await relay(wanted);
      if (outcome === "done") setEdited(undefined);
      else if (outcome !== "failed") setEdited({ message: wanted.message, remaining: outcome });
      return outcome === "done";
    },
    [relay],
  );
  const onRelay = useCallback(
    (message: Message, isEdited: boolean) =>
      isEdited ? setEdited({ message, remaining: [] }) : void relayOrAsk({ message }),
    [relayOrAsk],
  );
  if (conversation.status === "refused") {
    return (
      <Banner tone="bad">
        {texts.messages.unavailable} {conversation.error ? reasonOf(conversation.error, texts) : ""}
      </Banner>
    );
  }
  const typists = conversation.typing
    .map(
      (who) =>
        conversation.participants.find(({ public_id }) => public_id === who)?.name ??
        (who === party ? name : undefined),
    )
    .filter((found) => found !== undefined);
  const colleagues = viewers.filter(
    ({ state, channel_type }) => state === "replying" && channel_type === type,
  );
  return (
    <>
      <MessageList
        conversation={conversation}
        label={texts.messages.log(name)}
        side={side}
        party={party}
        emptyTitle={texts.messages.none}
        emptyLead={texts.messages.noneLead(name)}
        otherName={otherName}
        isRelayed={isRelayed}
        canChange={!isFrozen}
        onRelay={onRelay}
      />
      <div className="flex-none px-4 pb-3 max-md:px-2 max-md:pb-2">
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
        {isFrozen ? (
          <div className="overflow-hidden rounded-lg">
            <Banner icon="lock">{texts.ticket.closed}</Banner>
          </div>
        ) : (
          <Composer
            ticket={ticket.id}
            pane={type}
            name={name}
            conversation={conversation}
            files={files}
            onWriting={onWriting}
          />
        )}
      </div>
      {edited ? (
        <RelayDialog
          key={edited.message.id}
          message={edited.message}
          remaining={edited.remaining}
          name={otherName}
          onClose={() => setEdited(undefined)}
          onRelay={(text, attachments, confirmed) =>
            relayOrAsk({ message: edited.message, text, attachments, confirmed })
          }
        />
      ) : null}
    </>
  );
}
