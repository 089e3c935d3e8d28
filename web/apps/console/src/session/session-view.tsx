// A live chat: its head, its strip, its one conversation, and what stands beside it.

import type { Session } from "@liaison-chat/client";
import { Button, IconButton } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { focusComposer } from "../conversation/composer-focus.ts";
import { ConversationPane } from "../conversation/conversation-pane.tsx";
import { CaseHead } from "../inbox/case-head.tsx";
import { caseKey } from "../inbox/case-key.ts";
import { useNeighbours } from "../inbox/inbox-context.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Menu, MenuItem } from "../parts/menu.tsx";
import { preferences } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useCommands } from "../shell/commands.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { useShortcuts } from "../shell/use-global-keys.ts";
import { useTexts } from "../texts/texts.ts";
import { AssignDialog } from "../ticket/assign-dialog.tsx";
import { ColleagueBar } from "../ticket/colleague-bar.tsx";
import { mayActOn } from "../ticket/may-act.ts";
import { useWidth } from "../ticket/use-width.ts";
import { sessionCommands } from "./session-commands.ts";
import { roleOf, SessionContext } from "./session-context.tsx";
import { sessionReference } from "./session-reference.ts";
import { SessionStrip } from "./session-strip.tsx";
import { useCaseRow } from "./use-case-row.ts";
import { type SessionActions, useSessionActions } from "./use-session-actions.ts";

/** One pane, and what stands beside it: with less room it lies over the pane. */
const HAS_SIDE_PX = 480 + 272;

/** What is asked before it is done. */
type Question = "transfer" | "end";

/** A chat that is there. */
export function SessionView({
  id,
  session,
  refresh,
}: {
  readonly id: number;
  readonly session: Session;
  readonly refresh: () => Promise<unknown>;
}): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  const navigate = useNavigate();
  const ref = useRef<HTMLDivElement>(null);
  const hasSide = useWidth(ref) >= HAS_SIDE_PX;
  const { details: wantsSide } = usePreferences();
  const [isSideOver, setSideOver] = useState(false);
  const [question, ask] = useState<Question>();
  const actions = useSessionActions(id, session, refresh);
  const key = caseKey({ kind: "session", id });
  const row = useCaseRow({ kind: "session", id });
  const go = useNeighbours(key);
  const { user, agent, status } = session;
  const isOver = status === "ended";
  const isOwn = agent?.public_id === me.public_id;
  const mayAct = isOwn || mayActOn(me, { team: row?.team ?? null });
  const isSideOpen = hasSide ? wantsSide : isSideOver;
  const toggle = () => (hasSide ? preferences.change({ details: !wantsSide }) : setSideOver(!isSideOver));
  const write = () => focusComposer("chat");
  usePageTitle(`${sessionReference(id)} ${user.name}`);
  useShortcuts({
    nextTicket: () => void go(1),
    previousTicket: () => void go(-1),
    reply: write,
    details: toggle,
    ...(mayAct && !isOver ? { assign: () => ask("transfer"), resolve: () => ask("end") } : {}),
    close: () => {
      if (isSideOver && !hasSide) setSideOver(false);
      else void navigate({ to: "/inbox", search: true });
    },
  });
  useCommands(() => sessionCommands({ id, session, actions, texts, isOwn, mayAct, ask, write, toggle, go }));
  return (
    <div ref={ref} className="flex h-full min-w-0 flex-col">
      <CaseHead
        kind="session"
        title={user.name}
        reference={sessionReference(id)}
        agent={agent?.name}
        isOwn={isOwn}
        viewers={[]}
        isSideOpen={isSideOpen}
        onSide={toggle}
      >
        {isOver ? null : (
          <HeadActions session={session} actions={actions} isOwn={isOwn} mayAct={mayAct} ask={ask} />
        )}
      </CaseHead>
      <SessionStrip session={session} row={row} />
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <ConversationPane
            conversation={{
              of: { kind: "session", id },
              channel: session.id,
              pane: "chat",
              name: user.name,
              role: roleOf(user.user_type, texts),
              party: user.public_id,
            }}
            tone="customer"
            isClosed={isOver}
            isReadOnly={!isOwn}
            hasHead={false}
            isActive
            onActive={() => {}}
            onWriting={() => {}}
            viewers={[]}
          />
          {isOwn || isOver ? null : <ColleagueBar agent={agent?.name} onTake={actions.take} />}
        </div>
        {isSideOpen ? (
          <aside
            aria-label={texts.ticket.details}
            className={`flex w-68 max-w-full flex-none flex-col border-s border-line bg-surface ${hasSide ? "" : "absolute inset-y-0 end-0 z-20 shadow-l"}`}
          >
            <SessionContext session={session} />
          </aside>
        ) : null}
      </div>
      {question ? (
        <SessionQuestion
          question={question}
          session={session}
          actions={actions}
          onClose={() => ask(undefined)}
        />
      ) : null}
    </div>
  );
}

function HeadActions({
  session,
  actions,
  isOwn,
  mayAct,
  ask,
}: {
  readonly session: Session;
  readonly actions: SessionActions;
  readonly isOwn: boolean;
  readonly mayAct: boolean;
  readonly ask: (what: Question) => void;
}) {
  const texts = useTexts();
  return (
    <>
      {mayAct && session.agent ? (
        <Menu align="end" trigger={<IconButton icon="more" label={texts.actions.more} />}>
          <MenuItem icon="user" onSelect={() => ask("transfer")}>
            {texts.session.transfer}
          </MenuItem>
          <MenuItem icon="queue" onSelect={() => void actions.release()}>
            {texts.session.release}
          </MenuItem>
        </Menu>
      ) : null}
      {session.agent || isOwn ? null : (
        <Button look="primary" onClick={() => void actions.take()}>
          {texts.cases.accept}
        </Button>
      )}
      {mayAct ? (
        <Button look={isOwn ? "primary" : "secondary"} icon="check" onClick={() => ask("end")}>
          <span className="max-narrow:hidden">{texts.session.end}</span>
        </Button>
      ) : null}
    </>
  );
}

function SessionQuestion({
  question,
  session: { user, agent },
  actions,
  onClose,
}: {
  readonly question: Question;
  readonly session: Session;
  readonly actions: SessionActions;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  if (question === "transfer")
    return (
      <AssignDialog
        title={texts.ticket.reassignTitle}
        agent={agent?.id}
        onChoose={actions.assign}
        onClose={onClose}
      />
    );
  return (
    <Confirm
      title={texts.session.endAsk}
      lead={texts.session.endLead(user.name)}
      action={texts.session.end}
      onConfirm={actions.end}
      onClose={onClose}
    />
  );
}
