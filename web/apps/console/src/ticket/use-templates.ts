// Templates while one writes: which fit, which one is chosen, and filling it in.

import type { Template } from "@liaison-chat/client";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { allTemplates, TEMPLATES_KEY } from "../api/all-templates.ts";
import { say } from "../parts/toasts.tsx";
import { useConsole } from "../session/console-context.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import type { Pane } from "./pane.ts";
import { fitting, type TemplateWord, templateWordAt } from "./template-word.ts";

/** What is needed of the field. */
interface Field {
  readonly text: string;
  readonly cursor: number;
  /** Puts a text in the place of a stretch. */
  replace(from: number, to: number, text: string): void;
}

/** The list of templates for a field. There is none for notes: their variables are those of a party. */
export function useTemplates(ticket: number, pane: Pane, field: Field) {
  const { liaison } = useConsole();
  const texts = useTexts();
  const [chosen, setChosen] = useState(0);
  const [closedFor, setClosedFor] = useState<string>();
  const [isRendering, setRendering] = useState(false);
  const word = pane === "notes" ? undefined : templateWordAt(field.text, field.cursor);
  const isOpen = word !== undefined && closedFor !== `${word.from}`;
  const { data, error, isPending } = useQuery({
    queryKey: TEMPLATES_KEY,
    queryFn: () => allTemplates(liaison),
    enabled: isOpen,
    staleTime: 60_000,
  });
  const found = isOpen && data ? fitting(data, word.letters, pane) : [];
  const at = Math.min(chosen, Math.max(0, found.length - 1));

  async function insert(template: Template, { from, to }: TemplateWord) {
    setRendering(true);
    try {
      const { text } = await liaison.rest.call("POST /crm/templates/{id}/render", {
        path: { id: template.id },
        body: { ticket_id: ticket, channel_type: pane === "creator_agent" ? "creator_agent" : "brand_agent" },
      });
      field.replace(from, to, text);
    } catch (thrown) {
      say(`${texts.composer.renderFailed}. ${reasonOf(thrown, texts)}`, { tone: "bad" });
    } finally {
      setRendering(false);
      setChosen(0);
    }
  }

  /** Takes the keys of an open list; gives whether it did. */
  function onKey(event: KeyboardEvent): boolean {
    if (!isOpen || event.nativeEvent.isComposing) return false;
    const template = found[at];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (found.length === 0) return false;
        setChosen((at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
        break;
      case "Enter":
      case "Tab":
        if (!template || event.shiftKey || event.ctrlKey || event.metaKey) return false;
        void insert(template, word);
        break;
      case "Escape":
        setClosedFor(`${word.from}`);
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    isOpen,
    isRendering,
    isLoading: isOpen && isPending,
    problem: error ? `${texts.composer.templatesFailed} ${reasonOf(error, texts)}` : undefined,
    found,
    at,
    setChosen,
    onKey,
    onChoose: (template: Template) => word && void insert(template, word),
    /** The word is gone: the next slash opens the list again. */
    onText: (text: string, cursor: number) => {
      if (closedFor !== undefined && `${templateWordAt(text, cursor)?.from}` !== closedFor)
        setClosedFor(undefined);
    },
  };
}
