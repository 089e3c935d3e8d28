// Templates while one writes: which fit, and filling the chosen one in.

import type { Template } from "@liaison-chat/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { allTemplates, TEMPLATES_KEY } from "../api/all-templates.ts";
import { useConsole } from "../auth/console-context.tsx";
import type { CaseRef } from "../inbox/case-key.ts";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import type { Pane } from "./pane.ts";
import { fitting, templateWordAt } from "./template-word.ts";
import { type Field, useWord, type Word } from "./word-menu.ts";

/** The templates for a field. There are none for notes: their variables are those of a party, and of an order. */
export function useTemplates(of: CaseRef, pane: Pane, field: Field) {
  const { liaison } = useConsole();
  const texts = useTexts();
  const [isRendering, setRendering] = useState(false);
  const { word, menuOf } = useWord(
    field,
    of.kind !== "ticket" || pane === "notes" ? undefined : templateWordAt,
  );
  const { data, error, isPending } = useQuery({
    queryKey: TEMPLATES_KEY,
    queryFn: () => allTemplates(liaison),
    enabled: word !== undefined,
    staleTime: 60_000,
  });

  async function insert(template: Template, { from, to }: Word) {
    setRendering(true);
    try {
      const { text } = await liaison.rest.call("POST /crm/templates/{id}/render", {
        path: { id: template.id },
        body: { ticket_id: of.id, channel_type: pane === "creator_agent" ? "creator_agent" : "brand_agent" },
      });
      field.replace(from, to, text);
    } catch (thrown) {
      say(`${texts.composer.renderFailed}. ${reasonOf(thrown, texts)}`, { tone: "bad" });
    } finally {
      setRendering(false);
    }
  }

  const found = word && data ? fitting(data, word.letters, pane) : [];
  return {
    menu: menuOf(found, (template, at) => void insert(template, at)),
    isRendering,
    /** Whether the workspace has any at all. */
    areThere: Boolean(data?.length),
    isLoading: word !== undefined && isPending,
    problem: error ? `${texts.composer.templatesFailed} ${reasonOf(error, texts)}` : undefined,
  };
}
