// The frame of a page that is not the inbox: its title, what it is for, its one main action.

import { Banner, Button, Skeleton } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { reasonOf, useTexts } from "../texts/texts.ts";

/** A page. */
export function Page({
  title,
  lead,
  action,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <main className="h-full overflow-y-auto bg-subtle">
      <div className="mx-auto flex max-w-[1040px] flex-col gap-4 px-6 py-6 max-md:px-3 max-md:py-4">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1">
            <h1 className="text-2xl tracking-tight">{title}</h1>
            <p className="text-muted">{lead}</p>
          </div>
          {action}
        </header>
        {children}
      </div>
    </main>
  );
}

/** A sheet on a page. */
export function Sheet({
  title,
  lead,
  children,
}: {
  readonly title?: string;
  readonly lead?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="overflow-hidden rounded-lg border border-line bg-raised shadow-s">
      {title ? (
        <header className="border-b border-line px-4 py-2.5">
          <h2 className="text-lg">{title}</h2>
          {lead ? <p className="text-sm text-muted">{lead}</p> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}

/** What was asked for: on its way, failed, or here. */
export function Asked<T>({
  query,
  children,
}: {
  readonly query: { readonly data: T | undefined; readonly error: unknown; refetch(): unknown };
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  const texts = useTexts();
  const { data, error } = query;
  return (
    <>
      {error ? (
        <div className="overflow-hidden rounded-lg">
          <Banner
            tone="bad"
            action={
              <Button size="s" onClick={() => void query.refetch()}>
                {texts.actions.retry}
              </Button>
            }
          >
            {reasonOf(error, texts)}
          </Banner>
        </div>
      ) : null}
      {data === undefined ? error ? null : <Waiting /> : children(data)}
    </>
  );
}

function Waiting() {
  return (
    <Sheet>
      <div className="flex flex-col gap-4 p-4" aria-hidden="true">
        {[70, 52, 64, 45].map((width) => (
          <Skeleton key={width} width={`${width}%`} height={14} />
        ))}
      </div>
    </Sheet>
  );
}

/** A table whose rows become cards on a phone. */
export function Table({
  label,
  heads,
  children,
}: {
  readonly label: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}): ReactNode {
  const texts = useTexts();
  return (
    <section className="overflow-x-auto -outline-offset-2" tabIndex={0} aria-label={label}>
      <table className="w-full border-collapse text-start">
        <thead>
          <tr className="border-b border-line bg-subtle">
            {heads.map((head, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: heads never move.
              <th key={index} scope="col" className="panel-title h-8 px-4 text-start whitespace-nowrap">
                {head || <span className="lia-hidden">{texts.actions.more}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** A row of a table. */
export function Row({
  children,
  isFaint = false,
}: {
  readonly children: ReactNode;
  readonly isFaint?: boolean;
}) {
  return (
    <tr className={`border-b border-line last:border-b-0 hover:bg-hover ${isFaint ? "text-muted" : ""}`}>
      {children}
    </tr>
  );
}

/** A cell of a table. */
export function Cell({
  children,
  className = "",
}: {
  readonly children?: ReactNode;
  readonly className?: string;
}) {
  return <td className={`h-12 px-4 py-1.5 ${className}`}>{children}</td>;
}
