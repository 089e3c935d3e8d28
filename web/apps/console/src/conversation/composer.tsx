// Where one writes. It says to whom, all the time: its colour, its name, its button.

import { useGrowing } from "@liaison-chat/react/writing";
import { Banner, Icon } from "@liaison-chat/ui";
import { type ReactNode, useId, useState } from "react";
import { useTexts } from "../texts/texts.ts";
import { ComposerFiles } from "./composer-files.tsx";
import { composerId } from "./composer-focus.ts";
import { ComposerFoot } from "./composer-foot.tsx";
import { ComposerMenus } from "./composer-menus.tsx";
import { PictureOffer, WordsFromElsewhere } from "./composer-notices.tsx";
import { TONES, type Tone } from "./tone.ts";
import { useComposing, type Writing } from "./use-composing.ts";

/** The field of one part of a ticket. */
export function Composer({
  tone,
  name,
  ...writing
}: Writing & { readonly tone: Tone; readonly name: string }): ReactNode {
  const texts = useTexts();
  const listId = useId();
  const { pane, files } = writing;
  const composing = useComposing(writing);
  const { field, text, draft, menu, pasted, overtaken, isNote } = composing;

  // Only the field itself opens it: a button that is pressed must stay below the pointer.
  const [isWriting, setWriting] = useState(false);
  const isAtRest = !isWriting && text === "" && files.uploads.length === 0 && !draft.elsewhere;
  useGrowing(field, `${isAtRest}${text}`);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears when the focus leaves what it holds.
    <div
      data-rest={isAtRest || undefined}
      className={`composer relative rounded-lg border border-edge bg-surface ${TONES[tone].field}`}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setWriting(false);
      }}
    >
      <ComposerMenus id={listId} templates={composing.templates} mentions={composing.mentions} />
      {overtaken ? (
        <div className="overflow-hidden rounded-t-lg">
          <Banner tone="warn">{texts.composer.overtaken(overtaken.name)}</Banner>
        </div>
      ) : null}
      {draft.elsewhere ? (
        <WordsFromElsewhere words={draft.elsewhere} onSettle={(isWanted) => draft.settle(isWanted)} />
      ) : null}
      <p className="composer-to flex items-center gap-1.5 px-3 pt-2 text-xs font-semibold">
        {isNote ? (
          <span className="flex items-center gap-1 text-note">
            <Icon name="lock" size={12} />
            <span className={isAtRest ? "lia-hidden" : ""}>{texts.composer.noteBadge}</span>
          </span>
        ) : (
          <span className={`truncate ${TONES[tone].text}`}>{texts.composer.to(name)}</span>
        )}
      </p>
      <textarea
        ref={field}
        id={composerId(pane)}
        rows={isAtRest ? 1 : 2}
        // An empty field runs as the page does, and with it the words that stand in for a text.
        dir={text === "" ? undefined : "auto"}
        aria-label={isNote ? texts.composer.noteLabel : texts.composer.label(name)}
        aria-autocomplete="list"
        aria-controls={menu.isOpen ? listId : undefined}
        aria-activedescendant={menu.isOpen && menu.found.length > 0 ? `${listId}-${menu.at}` : undefined}
        placeholder={
          isNote
            ? texts.composer.notePlaceholder
            : writing.of.kind !== "ticket"
              ? // Without templates.
                texts.commands.writeTo(name)
              : isAtRest
                ? texts.cases.writeShort
                : texts.composer.placeholder(name)
        }
        className="composer-field block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent px-3 pt-0.5 pb-1 text-lg outline-none placeholder:text-faint"
        value={text}
        onChange={(event) => composing.write(event.target.value, event.target.selectionStart)}
        onSelect={(event) => composing.setCursor(event.currentTarget.selectionStart)}
        onKeyDown={composing.onKeyDown}
        onPaste={pasted.onPaste}
        onFocus={() => setWriting(true)}
        onBlur={composing.stopTyping}
      />
      {pasted.offered.length > 0 ? (
        <PictureOffer
          onSettle={(isWanted) => {
            pasted.settle(isWanted);
            field.current?.focus();
          }}
        />
      ) : null}
      <ComposerFiles files={files} />
      <ComposerFoot composing={composing} files={files} />
    </div>
  );
}
