// Assigning cases to a colleague: who is there, and how much each has to do.

import type { Colleague } from "@liaison-chat/client";
import { isKey } from "@liaison-chat/react/logic";
import { Avatar, Banner, Icon, Spinner } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { byRoom, presenceOf, useColleagues } from "../conversation/use-colleagues.ts";
import { Dialog } from "../parts/dialog.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

/** Asks who is to handle it. */
export function AssignDialog({
  title,
  agent: now,
  onChoose,
  onClose,
}: {
  readonly title: string;
  /** Who handles it now, if one person does. */
  readonly agent: number | undefined;
  /** Says by itself how it went. */
  readonly onChoose: (agent: Colleague) => Promise<unknown>;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts();
  const [words, setWords] = useState("");
  const [isBusy, setBusy] = useState(false);
  const { data, error, isPending } = useColleagues();
  const wanted = words.trim().toLocaleLowerCase();
  const fits = ({ name, team }: Colleague) =>
    name.toLocaleLowerCase().includes(wanted) || (team?.toLocaleLowerCase().includes(wanted) ?? false);
  const agents = (data ?? []).filter(fits).sort(byRoom);

  async function choose(agent: Colleague) {
    setBusy(true);
    await onChoose(agent);
    onClose();
  }

  return (
    <Dialog title={title} onClose={onClose} width={420}>
      <div className="px-5 pb-2">
        <input
          type="search"
          data-first
          className="lia-input"
          aria-label={texts.ticket.reassignSearch}
          placeholder={texts.ticket.reassignSearch}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            const [first] = agents.filter(({ id }) => id !== now);
            if (!isKey(event, "Enter") || !first || wanted === "") return;
            event.preventDefault();
            void choose(first);
          }}
        />
      </div>
      {error ? <Banner tone="bad">{reasonOf(error, texts)}</Banner> : null}
      {isPending ? (
        <p className="flex justify-center p-6 text-muted">
          <Spinner />
        </p>
      ) : null}
      <ul className="min-h-0 overflow-y-auto px-3 pb-3">
        {agents.map((agent) => (
          <li key={agent.id}>
            <button
              type="button"
              className="flex w-full items-center gap-3 rounded-md px-2 py-1.5 text-start -outline-offset-2 hover:bg-sunken disabled:opacity-60"
              disabled={isBusy || agent.id === now}
              onClick={() => void choose(agent)}
            >
              <Avatar name={agent.name} presence={presenceOf(agent)} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{agent.name}</span>
                <span className="block truncate text-sm text-muted">
                  {texts.roles[agent.role]}
                  {agent.team ? ` · ${agent.team}` : ""}
                </span>
              </span>
              {agent.id === now ? <Icon name="check" className="text-accent" /> : null}
              <span className="text-sm text-muted tabular-nums">
                {texts.ticket.reassignLoad(agent.load, agent.capacity)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
