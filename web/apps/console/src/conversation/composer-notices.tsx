// What a field has to say above itself: pictures to add, words from elsewhere, that there is no template.

import { Banner, Button, IconButton } from "@liaison-chat/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { useTexts } from "../texts/texts.ts";

/** The clipboard had pictures beside the text. */
export function PictureOffer({ onSettle }: { readonly onSettle: (isWanted: boolean) => void }): ReactNode {
  const texts = useTexts();
  return (
    <div className="flex items-center gap-1 px-3 pb-2" role="status">
      <Button size="s" icon="attach" onClick={() => onSettle(true)}>
        {texts.composer.imageToo}
      </Button>
      <IconButton icon="close" size="s" label={texts.actions.dismiss} onClick={() => onSettle(false)} />
    </div>
  );
}

/** Other words for the same field, written elsewhere before either of both was kept. */
export function WordsFromElsewhere({
  words,
  onSettle,
}: {
  readonly words: string;
  readonly onSettle: (isWanted: boolean) => void;
}): ReactNode {
  const texts = useTexts();
  return (
    <div className="overflow-hidden rounded-t-lg">
      <Banner
        tone="warn"
        action={
          <>
            <Button size="s" onClick={() => onSettle(true)}>
              {texts.composer.draftInsert}
            </Button>
            <Button size="s" onClick={() => onSettle(false)}>
              {texts.composer.draftDiscard}
            </Button>
          </>
        }
      >
        {texts.composer.draftElsewhere} <bdi className="line-clamp-2 italic">{words}</bdi>
      </Banner>
    </div>
  );
}

/** Nothing fits what was typed; where there is nothing at all, how that changes. */
export function NoTemplates({ areThere }: { readonly areThere: boolean }): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  if (areThere) return texts.composer.noTemplates;
  return (
    <>
      {texts.composer.noTemplates}
      <br />
      {isAtLeast(me, "team_lead") ? (
        <>
          {texts.composer.noTemplatesYet}{" "}
          <Link to="/templates" className="font-semibold text-accent underline underline-offset-2">
            {texts.composer.createTemplate}
          </Link>
        </>
      ) : (
        <>
          {texts.composer.noTemplatesYet} {texts.templates.readOnly}
        </>
      )}
    </>
  );
}
