// Ctrl+K: every action of what is open, every page, every case and message by a few letters.

import { Icon, Spinner } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import { Command as Cmdk } from "cmdk";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { hashOf, type Sought } from "../conversation/sought.ts";
import { caseKey, ticketKey } from "../inbox/case-key.ts";
import { caseOf } from "../inbox/case-source.ts";
import { Dialog } from "../parts/dialog.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { fitting } from "./command-search.ts";
import { type Command, useOfferedCommands } from "./commands.ts";
import { FoundCases, FoundMessageItem, LEAST, useFoundCases, useFoundMessages } from "./palette-found.tsx";
import { useOwnCommands, usePlaces } from "./palette-items.ts";
import { CommandItem, Group } from "./palette-parts.tsx";

/** Without words, so many of the commands of what is open are enough to begin with. */
const FIRST = 6;

/** The palette. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const texts = useTexts();
  const navigate = useNavigate();
  const { liaison } = useConsole();
  const [words, setWords] = useState("");
  const asked = useDeferredValue(words.trim());
  const cases = useFoundCases(asked);
  const messages = useFoundMessages(asked);
  const isSearching = asked.length >= LEAST && (cases.isFetching || messages.isFetching);
  const offered = useOfferedCommands();
  const places = usePlaces();
  const own = useOwnCommands();

  const then = (run: () => unknown) => () => {
    onClose();
    // A dialog that the command opens takes the focus after this one has given it back.
    queueMicrotask(() => void run());
  };
  const open = (key: string, at?: Sought) =>
    then(() =>
      navigate({ to: "/inbox/$case", params: { case: key }, search: true, hash: at ? hashOf(at) : "" }),
    );
  const groups: readonly (readonly [string, readonly Command[]])[] = [
    [texts.palette.goTo, fitting(places, words)],
    [texts.palette.doThis, fitting(own, words)],
  ];

  return (
    <Dialog title={texts.palette.title} isTitleHidden width={640} onClose={onClose}>
      <Cmdk label={texts.palette.title} shouldFilter={false} loop className="flex min-h-0 flex-col">
        <Head words={words} setWords={setWords} isSearching={isSearching} about={offered[0]?.about} />
        <Cmdk.List className="max-h-[min(480px,60dvh)] overflow-y-auto p-1.5">
          {isSearching ? null : (
            <Cmdk.Empty className="p-6 text-center text-muted">{texts.palette.none}</Cmdk.Empty>
          )}
          {offered.map(({ title, commands }) => {
            const fits = fitting(commands, words);
            return (
              <Commands
                key={title}
                title={title}
                commands={words.trim() === "" ? fits.slice(0, FIRST) : fits}
                words={words}
                then={then}
              />
            );
          })}
          <FoundCases tickets={cases.data} onOpen={open} />
          {messages.data?.length ? (
            <Group title={texts.palette.messages}>
              {messages.data.map((found) => {
                const { ticket_id, channel_type, conversation_id, seq } = found;
                const at = channel_type ? { pane: channel_type, seq } : undefined;
                // Of a live chat only the conversation is told.
                const openChat = then(async () => {
                  const of = await caseOf(liaison.rest, conversation_id);
                  if (of) open(caseKey(of), { pane: "chat", seq })();
                });
                return (
                  <FoundMessageItem
                    key={found.message_id}
                    found={found}
                    onSelect={ticket_id ? open(ticketKey(ticket_id), at) : openChat}
                  />
                );
              })}
            </Group>
          ) : null}
          {messages.error && asked.length >= LEAST ? (
            <p className="px-2 py-1.5 text-sm text-warn" role="status">
              {texts.joined.pair(texts.palette.messages, reasonOf(messages.error, texts))}
            </p>
          ) : null}
          {groups.map(([title, commands]) => (
            <Commands key={title} title={title} commands={commands} words={words} then={then} />
          ))}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}

function Head({
  words,
  setWords,
  isSearching,
  about,
}: {
  readonly words: string;
  readonly setWords: (words: string) => void;
  readonly isSearching: boolean;
  readonly about: string | undefined;
}) {
  const texts = useTexts();
  return (
    <div className="flex flex-none items-center gap-2 border-b border-line px-4">
      {isSearching ? <Spinner size={16} /> : <Icon name="search" className="flex-none text-muted" />}
      {about ? (
        <span className="max-w-[40%] flex-none truncate rounded-md bg-accent-soft px-2 py-1 text-sm font-medium text-accent-soft-on">
          <bdi>{about}</bdi>
        </span>
      ) : null}
      <Cmdk.Input
        data-first
        value={words}
        onValueChange={setWords}
        placeholder={texts.palette.placeholder}
        className="h-12 min-w-0 flex-1 bg-transparent text-xl outline-none placeholder:text-faint"
      />
      <kbd className="key flex-none max-narrow:hidden">Esc</kbd>
    </div>
  );
}

function Commands({
  title,
  commands,
  words,
  then,
}: {
  readonly title: string;
  readonly commands: readonly Command[];
  readonly words: string;
  readonly then: (run: () => unknown) => () => void;
}) {
  if (commands.length === 0) return null;
  return (
    <Group title={title}>
      {commands.map((command) => (
        <CommandItem key={command.id} command={command} words={words} onSelect={then(command.run)} />
      ))}
    </Group>
  );
}
