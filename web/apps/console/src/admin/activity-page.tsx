// The activity log: who did what, sealed so that nothing can be taken out of it.

import type { Activity } from "@liaison-chat/client";
import { Badge, Button, clockTime, dayName, Empty, fullTime, useNow } from "@liaison-chat/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { useColleagues } from "../conversation/use-colleagues.ts";
import { Asked, Cell, Page, Row, Sheet, Table } from "../parts/page.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";
import { actionText, factTexts, isId, shortened, subjectText } from "./action-text.ts";

const PAGE = 50;

/** The page of the activity. */
export function ActivityPage(): ReactNode {
  const texts = useTexts();
  const { liaison } = useConsole();
  const { data: colleagues = [] } = useColleagues();
  const staff = new Map(colleagues.map(({ id, name }) => [id, name]));
  const [words, setWords] = useState("");
  const actor = useDeferredValue(words.trim());
  const query = useInfiniteQuery({
    queryKey: ["activity", actor],
    queryFn: ({ pageParam }) =>
      liaison.rest.call("GET /support/activity", {
        query: {
          limit: PAGE,
          ...(pageParam === undefined ? {} : { before: pageParam }),
          ...(actor ? { actor } : {}),
        },
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ items, has_more }) =>
      (has_more ?? items.length === PAGE) ? items.at(-1)?.id : undefined,
  });
  return (
    <Page
      title={texts.activity.title}
      lead={texts.activity.lead}
      action={
        <input
          type="search"
          className="lia-input !w-72 max-md:!w-full"
          aria-label={texts.activity.filter}
          placeholder={texts.activity.filter}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      }
    >
      <Asked query={{ data: query.data, error: query.error, refetch: query.refetch }}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <Sheet>
                <Empty icon="activity" title={texts.activity.none} />
              </Sheet>
            );
          }
          return (
            <>
              <Sheet>
                <Table
                  label={texts.activity.title}
                  heads={[
                    texts.activity.when,
                    texts.activity.actor,
                    texts.activity.action,
                    texts.activity.subject,
                    texts.activity.details,
                    texts.activity.seal,
                  ]}
                >
                  {items.map((item) => (
                    <ActionRow key={item.id} item={item} staff={staff} />
                  ))}
                </Table>
              </Sheet>
              {query.hasNextPage ? (
                <Button
                  className="self-center"
                  isBusy={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {texts.actions.loadMore}
                </Button>
              ) : null}
            </>
          );
        }}
      </Asked>
    </Page>
  );
}

function ActionRow({
  item,
  staff,
}: {
  readonly item: Activity;
  readonly staff: ReadonlyMap<number, string>;
}) {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  const at = Date.parse(item.at);
  const actor = item.actor === "system" ? texts.activity.system : (item.actor_name ?? item.actor);
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <time dateTime={item.at} title={fullTime(at, locale)}>
          <span className="block">{dayName(at, now, locale)}</span>
          <span className="block text-sm text-muted tabular-nums">{clockTime(at, locale)}</span>
        </time>
      </Cell>
      <Cell className="whitespace-nowrap">{actor}</Cell>
      <Cell>
        <Badge>{actionText(item.action, texts)}</Badge>
      </Cell>
      <Cell className="whitespace-nowrap">
        {subjectText(item.subject_kind, texts)} <Subject id={item.subject_id} />
      </Cell>
      <Cell className="min-w-56 text-sm">
        <dl className="flex flex-wrap gap-x-3">
          {factTexts(item, staff, texts, locale).map(([name, value]) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-muted">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Cell>
      <Cell>
        <span className="font-mono text-sm text-faint" title={item.hash}>
          {item.hash.slice(0, 8)}
        </span>
      </Cell>
    </Row>
  );
}

/** What something is known by: a number, or the beginning of an id that nobody reads. */
function Subject({ id }: { readonly id: string }) {
  if (/^\d+$/.test(id)) return <>#{id}</>;
  return isId(id) ? <span title={id}>{shortened(id)}</span> : null;
}
